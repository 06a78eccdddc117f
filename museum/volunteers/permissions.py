"""Who may do what with volunteers, as law: one line an act. museum/volunteers/migrations grants it."""

from django.utils.translation import gettext_lazy as _

from museum.people import naming
from museum.refusals import refuse
from museum.volunteers.models import Volunteer

COORDINATOR = "志愿者召集人"
AT_THE_DOOR = "值班员"

LAW = {
    "enrol": ("volunteers.enrol", _("Only the coordinator takes volunteers on.")),
    "roster": ("volunteers.roster", _("Only the coordinator changes the shifts.")),
    "keep_hours": ("volunteers.keep_hours", _("Only the coordinator writes hours down.")),
    "attend": ("volunteers.attend", _("The tablet is opened by whoever is at the door.")),
    "certify": ("volunteers.certify", _("Only the coordinator issues statements.")),
    "hand_over": ("volunteers.hand_over", _("Only the coordinator takes hours out of the museum.")),
}


def may(user, act: str) -> bool:
    """Return whether user may do act; for showing a button, never instead of demand()."""
    return user.is_active and user.has_perm(LAW[act][0])


def demand(user, act: str) -> None:
    """Refuse (code "forbidden") unless user may do act."""
    if not may(user, act):
        refuse(None, LAW[act][1], "forbidden")


def own(user) -> Volunteer | None:
    """Return the volunteer that user is, as long as they have not left."""
    if not user.is_active:
        return None
    found = Volunteer.objects.registered().filter(person__user=user)
    return found.select_related("person").first()


def phone_for(volunteer: Volunteer, viewer) -> str:
    """Return volunteer's telephone as viewer may see it: whoever makes the rota has to ring them up,
    and no giver beside them."""
    whole = viewer.is_active and viewer.has_perm("volunteers.ring")
    return volunteer.person.phone if whole else naming.phone_for(volunteer.person, viewer)


def is_own(user, volunteer: Volunteer) -> bool:
    return user.is_active and volunteer.person.user_id == user.pk


def demand_own(user, volunteer: Volunteer, act: str) -> None:
    """Refuse (code "forbidden") unless it is the user's own matter, or user may do act."""
    if not is_own(user, volunteer):
        demand(user, act)
