from django.urls import reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from museum.figures.desk.campaigns import CampaignViewSet
from museum.figures.desk.urls import urlpatterns
from museum.figures.permissions import may


class FiguresItem(MenuItem):
    def is_shown(self, request):
        return may(request.user, "see")


hooks.register("register_admin_urls", lambda: urlpatterns)
hooks.register("register_admin_viewset", lambda: CampaignViewSet())


@hooks.register("register_admin_menu_item")
def figures():
    label = pgettext_lazy("museum", "Figures")
    return FiguresItem(
        label, reverse("figures:index"), name="figures", icon_name="bars-of-figures", order=190
    )
