"""The door of the visits: opening hours and one's own booking. Nothing else of them is public."""

from museum.visits.booking_form import BookingForm
from museum.visits.public.booked import (
    PublicBooking,
    PublicDay,
    bookable_days,
    calendar_file,
    shown,
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
from museum.visits.throttling import knock

__all__ = [
    "BookingForm",
    "PublicBooking",
    "PublicDay",
    "PublicException",
    "PublicHours",
    "PublicNotice",
    "PublicOpening",
    "PublicWeek",
    "bookable_days",
    "calendar_file",
    "hours_for_schema",
    "knock",
    "notice",
    "opening",
    "ordinary_week",
    "shown",
]
