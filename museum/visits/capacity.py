"""How many places are left at which time, and how a party fits into them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum.clock import now, time_in_words, time_of, today
from museum.refusals import refuse
from museum.visits import opening
from museum.visits.models import Booking, Seat, VisitSettings


@dataclass(frozen=True)
class Share:
    """How many come at which time."""

    starts_at: datetime.time
    persons: int


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """A time of a day and how many places are left in it."""

    span: opening.Span
    left: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Places that are held, from one minute of a day to another."""

    begins: int
    ends: int
    persons: int


def times_left(day: datetime.date, *, but: Booking | None = None) -> list[TimeLeft]:
    """Return the times of day with the places left. but: whose own places count as free."""
    taken = taken_between(day, day, but=but).get(day, [])
    return left_of(opening.slots(day), taken, VisitSettings.load().slot_capacity)


def left_of(spans: Sequence[opening.Span], taken: Sequence[Taken], capacity: int) -> list[TimeLeft]:
    return [TimeLeft(span, max(0, capacity - busiest(span, taken))) for span in spans]


def busiest(span: opening.Span, taken: Sequence[Taken]) -> int:
    """Return how many are there at the fullest moment of span. Bookings overlap where the length of a
    visit or the hours were changed after they were made: 10:00–11:00 and 10:30–12:00."""
    there = [each for each in taken if each.begins < span.ends and each.ends > span.begins]
    moments = {max(each.begins, span.begins) for each in there}
    return max(
        (
            sum(each.persons for each in there if each.begins <= moment < each.ends)
            for moment in moments
        ),
        default=0,
    )


def taken_between(
    first: datetime.date, last: datetime.date, *, but: Booking | None = None
) -> dict[datetime.date, list[Taken]]:
    """Return the places held on each day of a period. One query."""
    seats = Seat.objects.filter(slot__day__range=(first, last), booking__status__in=Booking.HOLDING)
    if but:
        seats = seats.exclude(booking=but)
    found: dict[datetime.date, list[Taken]] = {}
    for seat in seats.order_by().select_related("slot"):
        slot = seat.slot
        found.setdefault(slot.day, []).append(Taken(slot.begins, slot.ends, seat.persons))
    return found


def has_begun(day: datetime.date, starts_at: datetime.time) -> bool:
    """Return whether a visit at this time of day would have begun already."""
    return day == today() and starts_at <= time_of(now())


def split(
    times: Sequence[TimeLeft], starts_at: datetime.time, size: int, *, in_two: bool = False
) -> list[Share]:
    """Return how a party fits: one share at its time, or two at neighbouring times, or []. in_two:
    it wants to come in two, even where it fits into one.

    Two shares are as even as the free places allow, and the time that was asked for is one of them.
    """
    at = next((n for n, each in enumerate(times) if each.span.opens == starts_at), None)
    if at is None:
        return []
    fits = times[at].left >= size
    if fits and not (in_two and size > 1):
        return [Share(starts_at, size)]
    for first in (at, at - 1):
        if 0 <= first < len(times) - 1:
            one, two = times[first], times[first + 1]
            if one.left and two.left and one.left + two.left >= size:
                persons = max(size - two.left, min(one.left, (size + 1) // 2))
                return [Share(one.span.opens, persons), Share(two.span.opens, size - persons)]
    return [Share(starts_at, size)] if fits else []


def last_day() -> datetime.date:
    return today() + datetime.timedelta(days=VisitSettings.load().days_open)


def first_day() -> datetime.date:
    return today() + datetime.timedelta(days=VisitSettings.load().days_ahead)


def check_places(share: Share, left: int) -> None:
    if share.persons > left:
        refuse("time", _("At %(time)s there is room for %(left)s more, you are %(persons)s. "
                         "Choose another time, or come in two parts.")
               % {"time": time_in_words(share.starts_at), "left": left, "persons": share.persons},
               "full")  # fmt: skip
