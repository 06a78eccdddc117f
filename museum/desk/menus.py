"""What stands in the sidebar: the village's five entries, and what an administrator alone needs."""

import copy

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import SubmenuMenuItem
from wagtail.images.wagtail_hooks import ImagesMenuItem

# Wagtail's entries that a village never asks for. An administrator keeps them.
IN_THE_MAIN_MENU = {"images", "documents", "snippets", "reports"}
IN_THE_SETTINGS = {
    "workflows",
    "workflow-tasks",
    "sites",
    "collections",
    "redirects",
    "locales",
    "groups",
}
TO_SEARCH = {"images", "documents", "users", "redirects"}
EXHIBITIONS = 140


def main_menu(request, items):
    if not request.user.is_superuser:
        _leave_out(items, IN_THE_MAIN_MENU)
    for at, item in enumerate(items):
        if item.name == "explorer":
            items[at] = copy.copy(item)
            items[at].label, items[at].order = _("Exhibitions"), EXHIBITIONS
        elif item.name == "settings":
            # As Wagtail has it, without its version below.
            items[at] = SubmenuMenuItem(
                item.label, item.menu, name=item.name, icon_name=item.icon_name, order=item.order
            )


def settings_menu(request, items):
    if not request.user.is_superuser:
        _leave_out(items, IN_THE_SETTINGS)


def help_menu(request, items):
    """Leave out what leads to another host."""
    items[:] = [item for item in items if item.url.startswith(("/", "#"))]


def search_areas(request, areas):
    if not request.user.is_superuser:
        _leave_out(areas, TO_SEARCH)


class PicturesItem(ImagesMenuItem):
    def is_shown(self, request):
        return request.user.has_perm("museum.change_museum")


def pictures():
    """图片, under the settings of whoever keeps these. All others choose as they write."""
    return PicturesItem(
        _("Pictures"), reverse("wagtailimages:index"), name="pictures", icon_name="image", order=610
    )


def _leave_out(items, names):
    items[:] = [item for item in items if item.name not in names]
