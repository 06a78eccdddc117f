"""首页, for volunteers and for whoever keeps their hours: the next shifts, what waits."""

from wagtail.admin.ui.components import Component

from museum.volunteers.models import ServiceLine, Shift, SignIn
from museum.volunteers.permissions import may, own
from museum.volunteers.recording import today

NEXT = 3


class Shifts(Component):
    name = "shifts"
    order = 120
    template_name = "volunteers/home.html"

    def __init__(self, user):
        self.volunteer = own(user)
        self.waiting = 0
        if may(user, "keep_hours"):
            self.waiting = (
                ServiceLine.objects.waiting().count() + SignIn.objects.forgotten().count()
            )

    def get_context_data(self, parent_context):
        coming = Shift.objects.none()
        if self.volunteer:
            coming = Shift.objects.held().of(self.volunteer).filter(date__gte=today())
        return {
            "volunteer": self.volunteer,
            "coming": coming.select_related("role").order_by("starts_at")[:NEXT],
            "waiting": self.waiting,
        }


def show_shifts(request, panels):
    """Hook construct_homepage_panels, after the desk has put its own there."""
    shifts = Shifts(request.user)
    if shifts.volunteer or shifts.waiting:
        panels.append(shifts)
