"""首页, for volunteers and for whoever keeps their hours: the next shifts, what waits."""

from wagtail.admin.ui.components import Component

from museum.accounts.roles import VOLUNTEER
from museum.clock import today
from museum.volunteers.models import ServiceLine, Shift, SignIn
from museum.volunteers.permissions import may, own

NEXT = 3


class Shifts(Component):
    name = "shifts"
    order = 120
    template_name = "volunteers/home.html"

    def __init__(self, user):
        self.volunteer = own(user)
        # A role alone shows nothing: shifts are somebody's, and nobody has said whose account it is.
        self.is_nobodys = (
            not self.volunteer
            and not may(user, "attend")
            and user.groups.filter(name=VOLUNTEER).exists()
        )
        self.waiting = 0
        if may(user, "keep_hours"):
            lines = ServiceLine.objects.waiting().order_by().values("pk")
            forgotten = SignIn.objects.forgotten().order_by().values("pk")
            self.waiting = lines.union(forgotten, all=True).count()

    def get_context_data(self, parent_context):
        coming = Shift.objects.none()
        if self.volunteer:
            coming = Shift.objects.held().of(self.volunteer).filter(date__gte=today())
        return {
            "volunteer": self.volunteer,
            "coming": coming.select_related("role").order_by("starts_at")[:NEXT],
            "waiting": self.waiting,
            "is_nobodys": self.is_nobodys,
        }


def show_shifts(request, panels):
    """Hook construct_homepage_panels, after the desk has put its own there."""
    shifts = Shifts(request.user)
    if shifts.volunteer or shifts.waiting or shifts.is_nobodys:
        panels.append(shifts)
