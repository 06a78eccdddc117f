"""首页: whether last night's backup is there, and the button that makes one now."""

from django.core.exceptions import PermissionDenied
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from museum.upkeep import apart
from museum.upkeep.backups import status

RIGHT = "museum.change_museum"


class Backups(Component):
    order = 300
    template_name = "upkeep/backups.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        return {"status": status.now(), "csrf_token": get_token(self.request)}


def tell(request, panels):
    """Hook construct_homepage_panels: tell whoever keeps the museum's settings."""
    if request.user.has_perm(RIGHT) and status.is_anything_to_lose():
        panels.append(Backups(request))


@require_POST
def make(request):
    """Begin a backup in a process of its own; the first page tells when it is done."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    found = status.now()
    if not found.is_within_reach:
        messages.error(
            request, _("The folder for backups is not there. Put the stick in, then press again.")
        )
    else:
        if not found.is_under_way:
            apart.begin("backup")
        messages.success(
            request,
            _("The backup is being made. Go on working; it will stand here when it is done."),
        )
    return redirect("wagtailadmin_home")


urlpatterns = [path("backup/", make, name="make_backup")]
