"""The door of the visits: opening hours and one's own booking. Nothing else of them is public."""

from museum.throttling import address_of
from museum.visits.booking_form import BookingForm
from museum.visits.finding import FindForm
from museum.visits.public.booked import (
    PublicBooking,
    PublicDay,
    bookable_days,
)
from museum.visits.public.hours import (
    PublicException,
    PublicHours,
    PublicOpening,
    PublicWeek,
    hours_for_schema,
    opening,
    ordinary_week,
)
from museum.visits.public.notices import PublicNotice, notice
from museum.visits.public.own import (
    NoSuchBooking,
    book,
    booking_of,
    calendar_file,
    cancel,
    change,
    find,
    form_to_book,
    form_to_change,
)

__all__ = [
    "BookingForm",
    "FindForm",
    "NoSuchBooking",
    "PublicBooking",
    "PublicDay",
    "PublicException",
    "PublicHours",
    "PublicNotice",
    "PublicOpening",
    "PublicWeek",
    "address_of",
    "book",
    "bookable_days",
    "booking_of",
    "calendar_file",
    "cancel",
    "change",
    "find",
    "form_to_book",
    "form_to_change",
    "hours_for_schema",
    "notice",
    "opening",
    "ordinary_week",
]
