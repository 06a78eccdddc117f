"""What the screens of this register share: who may open them, the tabs above, how a refusal is told."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from museum.desk import screens
from museum.volunteers.models import ServiceLine, SignIn
from museum.volunteers.permissions import LAW, may, own


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    label: str
    url: str
    count: int = 0


def tabs(user) -> list[Tab]:
    """Return the screens of the register that user may open."""
    found = [Tab("rota", _("Rota"), reverse("volunteering:rota"))]
    if may(user, "enrol"):
        found.append(Tab("volunteers", _("Volunteers"), reverse("volunteers:index")))
    if may(user, "keep_hours"):
        found.append(Tab("hours", _("To confirm"), reverse("volunteering:hours"), to_confirm()))
    if may(user, "certify"):
        found.append(Tab("statements", _("Statements"), reverse("volunteering:statements")))
    if may(user, "roster"):
        found.append(Tab("plan", _("Weekly plan"), reverse("weekly_shifts:index")))
    if may(user, "attend"):
        found.append(Tab("tablet", _("Tablet at the door"), reverse("volunteering:tablet")))
    return found


def to_confirm() -> int:
    return SignIn.objects.forgotten().count() + ServiceLine.objects.waiting().count()


def may_see(user) -> bool:
    """Whoever keeps the rota, and every volunteer with an account: the menu's entry and the month."""
    return may(user, "roster") or may(user, "attend") or own(user) is not None


class Screen(screens.Screen):
    """One screen under the tabs of the register. Without needs it is for every volunteer."""

    law = LAW
    tab = ""
    header_icon = "group"
    above = ((gettext_lazy("Volunteers"), "volunteering:rota"),)

    def may_open(self, user) -> bool:
        return super().may_open(user) if self.needs else may_see(user)

    def get_context_data(self, **kwargs):
        more = {"tabs": tabs(self.request.user), "tab": self.tab}
        return super().get_context_data(**more, **kwargs)
