"""是不是同一个人: says what follows, asks for the other, and merges; or parts again."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum.desk.forms import put
from museum.people.knowing import likely
from museum.people.merging import may_merge, merge, part
from museum.people.models import MergeEntry, Person


class MergeForm(forms.Form):
    reason = forms.CharField(
        label=_("How one knows"),
        max_length=200,
        help_text=_("A few words for those who come later."),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        if not person.merged_into_id:
            into = formfield_for_dbfield(
                MergeEntry._meta.get_field("into"), label=_("The same as"), required=True
            )
            into.widget.but = person.pk
            self.fields["into"] = into
            self.order_fields(["into", "reason"])


class PersonMergeView(WagtailAdminTemplateMixin, FormView):
    template_name = "people/merge.html"
    form_class = MergeForm
    header_icon = "group"
    model = None
    index_url_name = inspect_url_name = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(Person.objects.known(), pk=kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not may_merge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Part again") if self.object.merged_into_id else _("The same as somebody known")

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("People")},
            {"url": self.get_success_url(), "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_success_url(self):
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_initial(self):
        known = likely(self.object.name, but=self.object)
        return {"into": known[0].pk if len(known) == 1 else None}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.object}

    def form_valid(self, form):
        particulars = {"by": self.request.user, "reason": form.cleaned_data["reason"]}
        try:
            if self.object.merged_into_id:
                part(self.object, **particulars)
                said = _("Parted. Both stand for themselves again.")
            else:
                merge(self.object, form.cleaned_data["into"], **particulars)
                said = _("Merged. Both rows stay; from now on they count as one.")
        except ValidationError as refusal:
            put(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "person": self.object,
            "back": self.get_success_url(),
            "media": context["form"].media,
        }
