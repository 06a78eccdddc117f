"""参观 in the sidebar, for those who may see its register or count at the door."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from museum.visits.permissions import may

ORDER = 170


class ForThose(MenuItem):
    """An entry for those who may do one act."""

    def __init__(self, right, *args, **kwargs):
        self.right = right
        super().__init__(*args, **kwargs)

    def is_shown(self, request):
        return may(request.user, self.right)


def entry():
    items = [
        ForThose("count", _("The door"), reverse("visits:door"), name="door", icon_name="home",
                 order=10),
        ForThose("arrange", _("Bookings"), reverse("visits:bookings"), name="bookings",
                 icon_name="date", order=20),
        ForThose("see", _("Register of visits"), reverse("visits:index"), name="register",
                 icon_name="list-ul", order=30),
        ForThose("count", _("Counts of single visitors"), reverse("visits:tallies"),
                 name="singles", icon_name="group", order=40),
        ForThose("open", _("Public holidays"), reverse("visits:holidays"), name="holidays",
                 icon_name="time", order=50),
    ]  # fmt: skip
    return SubmenuMenuItem(
        _("Visits"), Menu(items=items), name="visits", icon_name="door", order=ORDER
    )
