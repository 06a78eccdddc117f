"""首页, for whoever is on duty: the way to the door, who comes today, what nobody has answered."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from museum.clock import today
from museum.visits.models import Booking
from museum.visits.permissions import may


class AtTheDoor(Component):
    name = "at_the_door"
    order = 110
    template_name = "visits/desk/at_the_door.html"

    def __init__(self, user):
        self.user = user
        self.expected, self.asked = [], 0
        if may(user, "arrange"):
            expected = Booking.objects.expected_on(today()).prefetch_related("seats__slot")
            self.expected = list(expected)
            self.asked = Booking.objects.filter(day__gte=today()).to_do().count()

    def get_context_data(self, parent_context):
        return {
            "door_url": reverse("visits:door") if may(self.user, "count") else "",
            "expected": self.expected,
            "asked": self.asked,
        }


def show_the_door(request, panels):
    """Hook construct_homepage_panels, after the desk has put its own there.

    Whoever is on duty finds the way to the door there every day, the curator what concerns them.
    """
    door, user = AtTheDoor(request.user), request.user
    is_on_duty = may(user, "count") and not may(user, "open")
    if door.expected or door.asked or is_on_duty:
        panels.append(door)
