"""读一遍: the receipt in sentences that are said, before the thumb goes down; and who read it out."""

import uuid

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.catalogue import reading_out
from museum.catalogue.desk.act_forms import person_field
from museum.catalogue.desk.receiving.pages import Line, Paper
from museum.catalogue.desk.receiving.receipt import write
from museum.catalogue.models import Donation
from museum.catalogue.permissions import may
from museum.desk.forms import put
from museum.people import meeting


def sentences(paper: Paper) -> list[str]:
    """Return what is read out: what came, each thing, then what was agreed."""
    opening = _("Today, %(day)s, this came: %(count)s things.")
    return [
        opening % {"day": paper.day, "count": len(paper.lines)},
        *map(_of_a_thing, paper.lines),
        *(f"{word}：{said}" if word else said for word, said in paper.terms),
        _("If that is right, sign or put your thumb down."),
    ]


def _of_a_thing(line: Line) -> str:
    """Return one thing as it is said: 第1样，手摇纺车，1架，捐赠。"""
    said = [_("Number %(n)s") % {"n": line.number}, line.title, line.quantity,
            f"{line.way}{line.way_note}", line.condition.rstrip("。"),
            line.conditions and _("Agreed: %(words)s") % {"words": line.conditions.rstrip("。")}]  # fmt: skip
    return "，".join(filter(None, said)) + "。"


class ReadForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kinship = forms.CharField(
        label=gettext_lazy("How they are related"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Son, daughter-in-law, neighbour. Only where somebody signs for them."
        ),
    )
    field_order = ["reader", "signer", "kinship"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reader"] = person_field()
        self.fields["reader"].label = _("Who read it out to them")
        self.fields["signer"] = person_field()
        self.fields["signer"].label = _("Who signs for them")
        self.fields["signer"].help_text = _(
            "They sign or put their thumb down themselves: leave it empty."
        )
        self.order_fields(self.field_order)


@method_decorator(never_cache, name="dispatch")
class Reading(WagtailAdminTemplateMixin, FormView):
    template_name = "catalogue/receiving/read.html"
    page_title = gettext_lazy("Read it out")
    header_icon = "download"
    form_class = ReadForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may(request.user, "receive"):
            raise PermissionDenied
        people = ("brought_by", "owner", "finder", "received_by__user")
        self.donation = get_object_or_404(Donation.objects.select_related(*people), pk=kwargs["pk"])
        self.page = reverse("donations:inspect", args=[self.donation.pk])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.page, "label": self.donation.label},
            {"url": "", "label": self.page_title},
        ]

    def get_initial(self):
        return super().get_initial() | {"reader": meeting.of_account(self.request.user).pk}

    def form_valid(self, form):
        try:
            reading_out.note_read(self.donation, by=self.request.user, **form.cleaned_data)
        except ValidationError as refusal:
            put(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Written down: it was read out to them."))
        return redirect(self.page)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "donation": self.donation,
            "sentences": sentences(write(self.donation)),
            "back": self.page,
            "media": context["form"].media,
        }
