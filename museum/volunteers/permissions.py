"""Who may do what with volunteers, as law: one line a right."""

from django.utils.translation import gettext_lazy as _

from museum.accounts.law import Law, Right
from museum.accounts.roles import COORDINATOR, CURATOR, ON_DUTY
from museum.people import naming
from museum.people.models import Person
from museum.volunteers.models import Volunteer

BOTH = (CURATOR, COORDINATOR)

LAW = Law(
    acts={
        "enrol": Right(
            "volunteers.volunteer.enrol", BOTH, _("Only the coordinator takes volunteers on.")
        ),
        "roster": Right(
            "volunteers.volunteer.roster", BOTH, _("Only the coordinator changes the shifts.")
        ),
        "keep_hours": Right(
            "volunteers.volunteer.keep_hours", BOTH, _("Only the coordinator writes hours down.")
        ),
        "attend": Right(
            "volunteers.volunteer.attend",
            (*BOTH, ON_DUTY),
            _("The tablet is opened by whoever is at the door."),
        ),
        "certify": Right(
            "volunteers.volunteer.certify", BOTH, _("Only the coordinator issues statements.")
        ),
        # Hours leave the museum by the coordinator's hand alone, the curator's neither.
        "hand_over": Right(
            "volunteers.handover.hand_over",
            (COORDINATOR,),
            _("Only the coordinator takes hours out of the museum."),
        ),
    },
    beside=(
        # Whoever makes the rota rings volunteers up. The givers' numbers are the curator's affair.
        Right("volunteers.volunteer.ring", BOTH),
        Right("volunteers.volunteer.view_volunteer", BOTH),
        Right("volunteers.volunteer.add_volunteer", BOTH),
        Right("volunteers.statement.view_statement", BOTH),
        Right("volunteers.shifttemplate.view_shifttemplate", BOTH),
        Right("volunteers.shifttemplate.add_shifttemplate", BOTH),
        Right("volunteers.shifttemplate.change_shifttemplate", BOTH),
        Right("volunteers.role.view_role", BOTH),
        Right("volunteers.role.add_role", BOTH),
        Right("volunteers.role.change_role", BOTH),
        Right("volunteers.volunteersettings.change_volunteersettings", (CURATOR,)),
    ),
    rules={
        "enrol": _("Put volunteers on the register"),
        "roster": _("Plan shifts"),
        "keep_hours": _("Write hours down and confirm them"),
        "attend": _("Open the tablet for signing in"),
        "certify": _("Issue service statements"),
        "hand_over": _("Take the table of hours out of the museum"),
    },
)

may, demand = LAW.may, LAW.demand


def own(user) -> Volunteer | None:
    """Return the volunteer that user is, as long as they have not left."""
    if not user.is_active:
        return None
    found = Volunteer.objects.registered().of(Person.objects.filter(user=user))
    return found.select_related("person").first()


def phone_for(volunteer: Volunteer, viewer) -> str:
    """Return volunteer's telephone as viewer may see it: whoever makes the rota has to ring them up,
    and no giver beside them."""
    if viewer.is_active and viewer.has_perm("volunteers.ring"):
        return naming.handed_out(volunteer.person, viewer, whole=True)
    return naming.phone_for(volunteer.person, viewer)


def is_own(user, volunteer: Volunteer) -> bool:
    """Return whether user is volunteer: their account may hang on another row of the same person."""
    rows = Person.objects.filter(pk=volunteer.person_id).in_every_row()
    return user.is_active and rows.filter(user=user.pk).exists()


def demand_own(user, volunteer: Volunteer, act: str) -> None:
    """Refuse (code "forbidden") unless it is the user's own matter, or user may do act."""
    if not is_own(user, volunteer):
        demand(user, act)
