"""登记页: everything the register knows of one object, on one page. No telephone stands here."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from museum.catalogue import public, tagging
from museum.catalogue.desk import acts, history
from museum.catalogue.desk.act_views import OfAnObject
from museum.catalogue.desk.answering import Answer, verdict_for
from museum.catalogue.desk.columns import PAGE_STATES, listed, page_state, thumbnails
from museum.catalogue.models import Item
from museum.catalogue.models.holdings import STILL_THE_OWNERS
from museum.catalogue.permissions import may
from museum.pictures import sizes


class Sheet(Answer, OfAnObject, TemplateView):
    template_name = "catalogue/desk/sheet.html"
    page_title = _("Sheet")

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        return [
            *items[:-2],
            {"url": "", "label": self.get_page_title(), "sublabel": self.item.number},
        ]

    @cached_property
    def header_buttons(self):
        policy, user = policy_registry.get_by_type(Item), self.request.user
        if not policy.user_has_permission_for_instance(user, "change", self.item):
            return []
        edit = reverse("wagtailsnippets_catalogue_item:edit", args=[self.item.pk])
        take = reverse("objects:photograph", args=[self.item.pk])
        return [
            HeaderButton(_("Describe"), url=edit, icon_name="edit"),
            HeaderButton(_("Take photos"), url=take, icon_name="image"),
        ]

    def get_context_data(self, **kwargs):
        described = public.preview(self.item, whole=True)
        return super().get_context_data(**kwargs) | {
            **strip(self.item, self.request.user),
            "described": described,
            "verdict": verdict_for(self.item, described, self.request.user),
            "asked_again": self.asked_again,
            "pictures": thumbnails(listed().get(pk=self.item.pk), bound=sizes.BOUNDS[1]),
            "lines": history.lines(self.item),
            "may_see_papers": may(self.request.user, "take_back"),
            "numbers": self.item.numbers.all(),
            "tag": tagging.valid_tag(self.item),
            "parts": self.item.parts.select_related("holding__donation"),
            "ledger_lines": history.ledger_lines(self.item),
        }


def strip(item: Item, user) -> dict:
    """Return the facts above the form and on the sheet, with the acts that user may do now."""
    holding = item.holding
    return {
        "item": item,
        "holding": holding,
        "still_the_owner_s": holding.owner_id and holding.way in STILL_THE_OWNERS,
        "page_state": PAGE_STATES[page_state(item)],
        "sent_back": sent_back(item),
        "receipt_url": reverse("donations:inspect", args=[holding.donation_id]),
        "acts": acts.offered(holding, user),
    }


def sent_back(item: Item):
    """Return the reading in which the curator asked for more, None while none is open."""
    state = item.current_workflow_state
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    return state.current_task_state
