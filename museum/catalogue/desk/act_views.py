"""One screen for every act: what will happen, what is asked, one button. Only a POST changes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from museum.catalogue import correcting
from museum.catalogue.desk.act_forms import FACTS
from museum.catalogue.desk.acts import ACTS, sentence_values
from museum.catalogue.desk.history import shown
from museum.catalogue.models import Donation, Holding, Item
from museum.catalogue.permissions import demand
from museum.clock import dated
from museum.desk.forms import put
from museum.refusals import codes, sentences


class OfAnObject(WagtailAdminTemplateMixin):
    """A screen about one object, for those who may see objects."""

    header_icon = "doc-full"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not policy_registry.get_by_type(Item).user_has_permission(request.user, "view"):
            raise PermissionDenied
        facts = Item.objects.with_facts().with_review()
        facts = facts.select_related("latest_revision", "holding__owner")
        self.item = get_object_or_404(facts, pk=kwargs["pk"])

    def get_page_subtitle(self):
        return f"{self.item.title} {self.item.number}"

    def get_breadcrumbs_items(self):
        sheet = reverse("objects:sheet", args=[self.item.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailsnippets_catalogue_item:list"), "label": _("Objects")},
            {"url": sheet, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]


class ActView(OfAnObject, FormView):
    template_name = "catalogue/desk/act.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.act = ACTS.get(kwargs["act"])
        if self.act is None:
            raise Http404
        self.act = self.act.of(self.item.holding)
        self.refused = []

    def dispatch(self, request, *args, **kwargs):
        try:
            if not (self.act.whose and self.act.whose(self.item.holding, request.user)):
                demand(request.user, self.act.right)
        except ValidationError as refusal:
            self.refused = sentences(refusal)
            return self.render_to_response(self.get_context_data(form=None), status=403)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return self.act.label

    def get_form_class(self):
        return self.act.form

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"holdings": [self.item.holding]}

    def get_initial(self):
        return super().get_initial() | {"field": self.request.GET.get("field")}

    def form_valid(self, form):
        try:
            self.act.do(self.item, by=self.request.user, **arguments_of(form))
        except ValidationError as refusal:
            put(form, refusal)
            response = self.form_invalid(form)
            response.status_code = 403 if "forbidden" in codes(refusal) else 200
            return response
        held = Holding.objects.select_related("item", "donation", "place")
        subject = form.cleaned_data.get("known") or self.item
        after = sentence_values(held.get(item=subject)) | {"title": self.item.title}
        messages.success(
            self.request, dated(self.act.done % after, form.cleaned_data.get("happened_at"))
        )
        return redirect(self.next_url)

    @cached_property
    def next_url(self):
        sheet = reverse("objects:sheet", args=[self.item.pk])
        return get_valid_next_url_from_request(self.request) or sheet

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "item": self.item,
            "act": self.act,
            "will": self.act.will % sentence_values(self.item.holding),
            "handling": self.item.holding.handling
            if "destination" in self.act.form.base_fields
            else "",
            "refused": self.refused,
            "next_url": self.next_url,
            "facts": list(self.facts()) if self.act.slug == "correct" else [],
            "follow": self.following() if self.act.slug == "correct" else [],
            "asks_which": self.act.slug == "correct" and form and "new" not in form.fields,
            "media": form.media if form else None,
            "has_file": bool(form and form.is_multipart()),
        }

    def following(self) -> list[str]:
        """What else is on the receipt of which a fact is corrected: it follows."""
        donation = self.item.holding.donation
        chosen = self.request.POST.get("field") or self.request.GET.get("field") or ""
        whose = correcting.followers(donation)
        if chosen == "object.owner" and not whose.filter(pk=self.item.holding.pk).exists():
            return []
        if chosen != "object.owner" and FACTS.get(chosen, (None,))[0] is not Donation:
            return []
        others = donation.holdings.filter(part=0).exclude(item=self.item).order_by("line")
        return list(others.values_list("item__title", flat=True))

    def facts(self):
        """What can be corrected: (name, words, value now, whether it is the one chosen)."""
        holding = self.item.holding
        chosen = self.request.POST.get("field") or self.request.GET.get("field")
        for name, (model, field) in FACTS.items():
            row = holding if model is Holding else holding.donation
            yield {
                "name": name,
                "label": model._meta.get_field(field).verbose_name,
                "of": model._meta.verbose_name,
                "now": shown(model, field, getattr(row, field)),
                "chosen": name == chosen,
            }


def arguments_of(form) -> dict:
    """Return what a verb is told: what was left empty is left to the verb."""
    given = dict(form.cleaned_data)
    given["happened_at"] = given.get("happened_at") or None
    return given
