from museum.visits.models.bookings import Booking, BookingEntry
from museum.visits.models.hours import Holiday, SpecialDay, WeeklyHours
from museum.visits.models.origins import Origin
from museum.visits.models.parts import Batch, VisitContact, VisitOrganisation
from museum.visits.models.settings import VisitSettings
from museum.visits.models.slots import BookedDay, Seat, Slot
from museum.visits.models.taps import Tap, TapCorrection
from museum.visits.models.visits import Visit

__all__ = [
    "Batch",
    "BookedDay",
    "Booking",
    "BookingEntry",
    "Holiday",
    "Origin",
    "Seat",
    "Slot",
    "SpecialDay",
    "Tap",
    "TapCorrection",
    "Visit",
    "VisitContact",
    "VisitOrganisation",
    "VisitSettings",
    "WeeklyHours",
]
