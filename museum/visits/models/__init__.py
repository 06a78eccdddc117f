from museum.visits.models.bookings import Booking, BookingEntry
from museum.visits.models.hours import Holiday, SpecialDay, WeeklyHours
from museum.visits.models.origins import Origin
from museum.visits.models.parts import Batch, VisitContact, VisitOrganisation
from museum.visits.models.settings import Visiting
from museum.visits.models.slots import Knock, Seat, Slot
from museum.visits.models.taps import Tap
from museum.visits.models.visits import Visit

__all__ = [
    "Batch",
    "Booking",
    "BookingEntry",
    "Holiday",
    "Knock",
    "Origin",
    "Seat",
    "Slot",
    "SpecialDay",
    "Tap",
    "Visit",
    "VisitContact",
    "VisitOrganisation",
    "Visiting",
    "WeeklyHours",
]
