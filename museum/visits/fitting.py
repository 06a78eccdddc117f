"""What no longer fits after the hours were changed: bookings to call about, and who has a shift."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum import almanac
from museum.clock import today
from museum.visits.capacity import Taken, busiest
from museum.visits.models import Booking
from museum.visits.opening import Span, Timetable


@dataclass(frozen=True, slots=True)
class Misfit:
    """A booking that stands, and why it cannot be as it stands: closed, hours or full."""

    booking: Booking
    why: str

    def __str__(self):
        return f"{self.booking.label} {self.booking.name}（{self.why_words}）"

    @property
    def why_words(self) -> str:
        words = {
            "closed": _("closed on that day"),
            "hours": _("outside the opening hours"),
            "full": _("more people than places"),
        }
        return words[self.why]


def misfits() -> list[Misfit]:
    """Return the bookings to come that no longer fit hours and places, in the order of the days.

    Of those that are too many together, those that were made first fit.
    """
    coming = Booking.objects.filter(status__in=Booking.OPEN, day__gte=today()).order_by("day", "pk")
    bookings = list(coming.select_related("contact").prefetch_related("seats__slot"))
    if not bookings:
        return []
    table = Timetable(bookings[0].day, bookings[-1].day)
    taken: dict[datetime.date, list[Taken]] = {}
    found = []
    for booking in bookings:
        hours = table.hours(booking.day)
        before = taken.setdefault(booking.day, [])
        why = _why(booking, hours, before, table.setting.slot_capacity)
        if why:
            found.append(Misfit(booking, why))
        before += [Taken(each.slot.begins, each.slot.ends, each.persons)
                   for each in booking.seats.all()]  # fmt: skip
    return found


def _why(booking: Booking, hours: list[Span], before: list[Taken], capacity: int) -> str:
    if not hours:
        return "closed"
    for seat in booking.seats.all():
        slot = seat.slot
        if not any(span.begins <= slot.begins and slot.ends <= span.ends for span in hours):
            return "hours"
        if seat.persons + busiest(Span(slot.starts_at, slot.ends_at), before) > capacity:
            return "full"
    return ""


def on_duty_while_closed() -> list[str]:
    """Return the shifts to come, with who is on them, of days on which an exception closes the house."""
    first, last = today(), today() + datetime.timedelta(days=400)
    table = Timetable(first, last)
    closed = [each for each in table.exceptions() if not each.spans]
    days = {
        each.first + datetime.timedelta(days=number)
        for each in closed
        for number in range((each.last - each.first).days + 1)
    }
    return almanac.on_duty(days)
