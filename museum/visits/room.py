"""How many places are left at which time, and how a party fits into them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from museum.refusals import refuse
from museum.visits import opening
from museum.visits.days import today
from museum.visits.models import Booking, Seat, Visiting


@dataclass(frozen=True)
class Share:
    """How many come at which time."""

    starts_at: datetime.time
    persons: int


@dataclass(frozen=True, slots=True)
class Free:
    """A time of a day and how many places are left in it."""

    span: opening.Span
    left: int


def free(day: datetime.date, *, but: Booking | None = None) -> list[Free]:
    """Return the times of day with the places left. but: whose own places count as free."""
    capacity = Visiting.load().slot_capacity
    taken = _taken(day, but)
    return [Free(span, max(0, capacity - taken.get(span.opens, 0))) for span in opening.slots(day)]


def _taken(day: datetime.date, but: Booking | None) -> dict[datetime.time, int]:
    seats = Seat.objects.filter(slot__day=day, booking__standing__in=Booking.HOLDING)
    if but:
        seats = seats.exclude(booking=but)
    rows = seats.order_by().values("slot__starts_at").annotate(all=Sum("persons"))
    return {row["slot__starts_at"]: row["all"] for row in rows}


def split(times: Sequence[Free], starts_at: datetime.time, size: int) -> list[Share]:
    """Return how a party fits: one share at its time, or two at neighbouring times, or [].

    Two shares are as even as the free places allow, and the time that was asked for is one of them.
    """
    at = next((n for n, each in enumerate(times) if each.span.opens == starts_at), None)
    if at is None:
        return []
    if times[at].left >= size:
        return [Share(starts_at, size)]
    for first in (at, at - 1):
        if 0 <= first < len(times) - 1:
            one, two = times[first], times[first + 1]
            if one.left and two.left and one.left + two.left >= size:
                persons = max(size - two.left, min(one.left, (size + 1) // 2))
                return [Share(one.span.opens, persons), Share(two.span.opens, size - persons)]
    return []


def last_day() -> datetime.date:
    return today() + datetime.timedelta(days=Visiting.load().days_open)


def first_day() -> datetime.date:
    return today() + datetime.timedelta(days=Visiting.load().days_ahead)


def check_places(share: Share, left: int) -> None:
    if share.persons > left:
        refuse("time", _("At %(time)s there is room for %(left)s more, you are %(persons)s. "
                         "Choose another time, or come in two parts.")
               % {"time": clock(share.starts_at), "left": left, "persons": share.persons},
               "full")  # fmt: skip


def clock(time: datetime.time) -> str:
    return f"{time.hour}:{time:%M}"
