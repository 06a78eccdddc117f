from museum.visits.models.bookings import Booking, BookingEntry, Knock, Seat, Slot
from museum.visits.models.contacts import Contact
from museum.visits.models.hours import SpecialDay, Visiting, WeeklyHours
from museum.visits.models.taps import Tap
from museum.visits.models.visits import Batch, Origin, Visit, VisitContact, VisitOrganisation

__all__ = [
    "Batch",
    "Booking",
    "BookingEntry",
    "Contact",
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
