from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from museum.accounts.policies import ReadOnly
from museum.care.desk.paper import paper
from museum.care.desk.screens import HandoversView, HandoverView
from museum.care.models import CustodyTransfer
from museum.care.permissions import may


class HandoversItem(MenuItem):
    def is_shown(self, request):
        return may(request.user, "see")


register_permission_policy(CustodyTransfer, ReadOnly(CustodyTransfer))
hooks.register(
    "register_admin_urls",
    lambda: [
        path("handovers/", HandoversView.as_view(), name="handovers"),
        path("handovers/new/", HandoverView.as_view(), name="new_handover"),
        path("handovers/<str:label>/", paper, name="handover_paper"),
    ],
)


@hooks.register("register_settings_menu_item")
def handovers():
    """Once in some years: below the settings, where accounts stand too."""
    return HandoversItem(
        HandoversView.page_title, reverse("handovers"), name="handovers", icon_name="user",
        order=620,
    )  # fmt: skip
