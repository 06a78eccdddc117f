"""What stands in the sidebar: the village's five entries, and what an administrator alone needs."""

import copy

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import SubmenuMenuItem
from wagtail.admin.telepath import register
from wagtail.admin.ui.sidebar import BaseSidebarAdapter, MainMenuModule
from wagtail.images.wagtail_hooks import ImagesMenuItem

# Wagtail's entries that a village never asks for. An administrator keeps them.
IN_THE_MAIN_MENU = {"images", "reports"}
# What is closed for everybody (museum/routes.py).
CLOSED = {"documents", "snippets", "workflows", "workflow-tasks", "collections"}
IN_THE_SETTINGS = {
    "sites",
    "redirects",
    "locales",
    "groups",
}
TO_SEARCH = {"images", "users", "redirects"}
EXHIBITIONS = 140
# What Wagtail has no sign for: where things stand, figures, the door.
ICONS = [f"museum/icons/{name}.svg" for name in ("shelves", "bars-of-figures", "door")]


class WholeName(BaseSidebarAdapter):
    """Wagtail's sidebar calls whoever is signed in by the given name alone, without the surname."""

    js_constructor = "wagtail.sidebar.MainMenuModule"

    def js_args(self, module):
        items, account, who = module.js_args()
        return [items, account, who | {"name": str(module.user)}]


register(WholeName(), MainMenuModule)


def main_menu(request, items):
    _leave_out(items, CLOSED)
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
    _leave_out(items, CLOSED)
    if not request.user.is_superuser:
        _leave_out(items, IN_THE_SETTINGS)


def help_menu(request, items):
    """Leave out what leads to another host."""
    items[:] = [item for item in items if item.url.startswith(("/", "#"))]


def search_areas(request, areas):
    _leave_out(areas, CLOSED)
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
