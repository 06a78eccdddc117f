from museum.volunteers.models.handovers import HandOver
from museum.volunteers.models.hours import Confirmation, ServiceLine, SignIn
from museum.volunteers.models.plan import Role, ShiftTemplate
from museum.volunteers.models.settings import VolunteerSettings
from museum.volunteers.models.shifts import Shift, SignUp
from museum.volunteers.models.statements import Statement
from museum.volunteers.models.volunteers import Record, Volunteer, VolunteerEntry

__all__ = [
    "Confirmation",
    "HandOver",
    "Record",
    "Role",
    "ServiceLine",
    "Shift",
    "ShiftTemplate",
    "SignIn",
    "SignUp",
    "Statement",
    "Volunteer",
    "VolunteerEntry",
    "VolunteerSettings",
]
