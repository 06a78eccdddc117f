"""征集活动: the campaigns under which receipts, shifts and visits are counted."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from museum.campaigns import Campaign

GONE = ("delete", "usage", "copy")


class CampaignList(generic.IndexView):
    list_export = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False

    @cached_property
    def columns(self):
        return [
            self._get_title_column("name"),
            Column("starts_on", label=pgettext_lazy("period", "From"), sort_key="starts_on"),
            Column("ends_on", label=pgettext_lazy("period", "Until"), classname="desk-minor"),
            Column("purpose", label=pgettext_lazy("campaign", "Purpose"), classname="desk-minor"),
        ]

    def get_list_more_buttons(self, campaign):
        if not self.request.user.has_perm("figures.view_report"):
            return []
        asked = {"campaign": campaign.pk}
        if campaign.starts_on and campaign.ends_on:
            asked |= {"from": campaign.starts_on, "until": campaign.ends_on}
        url = f"{reverse('figures:index')}?{urlencode(asked)}"
        return [Button(_("Its figures"), url=url, icon_name="history", priority=10)]


class CampaignViewSet(ModelViewSet):
    """Nobody deletes a campaign: what was counted under it would be counted under nothing."""

    model = Campaign
    name = "campaigns"
    icon = "tag"
    menu_label = _("Campaigns")
    menu_name = "campaigns"
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = CampaignList
    search_backend_name = None
    search_fields = ["name", "purpose"]
    form_fields = ["name", "starts_on", "ends_on", "purpose"]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": None for name in ("delete", "usage")}, **kwargs
        )

    def get_urlpatterns(self):
        return [each for each in super().get_urlpatterns() if each.name not in GONE]
