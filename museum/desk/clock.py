"""首页: the computer's clock lies before what was written last, so nothing can be written."""

from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import Component

from museum import clock, ledger
from museum.desk.screens import attempt
from museum.trusting import trust_the_clock


class ClockIsBehind(Component):
    order = 10
    template_name = "desk/clock.html"

    def __init__(self, last, request):
        self.last, self.request = last, request

    def get_context_data(self, parent_context):
        return {
            "sentence": clock.ask_about(self.last),
            "may_trust": self.request.user.has_perm("museum.change_museum"),
            "csrf_token": get_token(self.request),
        }


def warn(request, panels):
    """Hook construct_homepage_panels, after the desk has put its own there."""
    if last := ledger.behind():
        panels.append(ClockIsBehind(last, request))


@require_POST
def trust(request):
    said = _("Written down. The museum writes on from today.")
    attempt(request, lambda: trust_the_clock(by=request.user), said)
    return redirect("wagtailadmin_home")


urlpatterns = [path("clock/", trust, name="trust_the_clock")]
