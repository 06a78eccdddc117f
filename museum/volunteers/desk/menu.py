"""志愿者 in the sidebar: one entry, its screens are the tabs above each of them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from museum.volunteers.desk.screens import may_see


class VolunteersItem(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


def volunteers():
    return VolunteersItem(
        _("Volunteers"),
        reverse("volunteering:rota"),
        name="volunteers",
        icon_name="group",
        order=180,
    )
