"""征集活动: the campaigns under which receipts, shifts and visits are counted."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from museum.campaigns import Campaign
from museum.desk.viewsets import KeptViewSet, PlainList
from museum.figures.permissions import may


class CampaignList(PlainList):
    @cached_property
    def columns(self):
        return [
            self._get_title_column("name"),
            Column("starts_on", label=pgettext_lazy("period", "From"), sort_key="starts_on"),
            Column("ends_on", label=pgettext_lazy("period", "Until"), classname="desk-minor"),
            Column("purpose", label=pgettext_lazy("campaign", "Purpose"), classname="desk-minor"),
        ]

    def get_list_more_buttons(self, campaign):
        if not may(self.request.user, "see"):  # of a group that the village made for itself
            return []
        asked = {"campaign": campaign.pk}
        if campaign.starts_on and campaign.ends_on:
            asked |= {"from": campaign.starts_on, "until": campaign.ends_on}
        url = f"{reverse('figures:index')}?{urlencode(asked)}"
        return [Button(_("Its figures"), url=url, icon_name="bars-of-figures", priority=10)]


class CampaignViewSet(KeptViewSet):
    """Nobody deletes a campaign: what was counted under it would be counted under nothing."""

    model = Campaign
    name = "campaigns"
    icon = "tag"
    menu_label = _("Campaigns")
    menu_name = "campaigns"
    add_to_settings_menu = True
    index_view_class = CampaignList
    search_backend_name = None
    search_fields = ["name", "purpose"]
    form_fields = ["name", "starts_on", "ends_on", "purpose"]
