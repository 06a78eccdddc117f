"""The days on which one can book, and one's own booking as whoever has its code reads it."""

import datetime
from dataclasses import dataclass

from django.db.models import Sum

from museum.people.naming import masked
from museum.visits.days import today, words
from museum.visits.models import Booking, Seat, Visiting
from museum.visits.models.hours import WEEKDAYS
from museum.visits.opening import Timetable, days, slots
from museum.visits.room import clock, first_day, last_day


@dataclass(frozen=True, slots=True)
class PublicBooking:
    """A booking as whoever has its code reads it. The telephone is masked: a code may be passed on."""

    label: str
    code: str
    standing: str
    standing_words: str
    day: datetime.date
    day_words: str
    times: tuple[tuple[str, str, int], ...]
    size: int
    organisation: str
    name: str
    phone: str
    wants_guide: bool
    has_guide: bool
    wishes: str
    answer: str
    can_change: bool


@dataclass(frozen=True, slots=True)
class PublicDay:
    day: datetime.date
    words: str
    left: int


def bookable_days() -> list[PublicDay]:
    """Return the days on which somebody can still book, with the places left. Few queries."""
    first, last = first_day(), last_day()
    table, capacity = Timetable(first, last), Visiting.load().slot_capacity
    seats = Seat.objects.filter(
        slot__day__range=(first, last), booking__standing__in=Booking.HOLDING
    )
    rows = seats.order_by().values("slot__day").annotate(all=Sum("persons"))
    taken = {row["slot__day"]: row["all"] for row in rows}
    names = dict(WEEKDAYS)
    found = []
    for day in days(first, last):
        left = len(slots(day, table)) * capacity - taken.get(day, 0)
        if left > 0:
            found.append(
                PublicDay(day, f"{day.month}月{day.day}日（{names[day.weekday()]}）", left)
            )
    return found


def shown(booking: Booking) -> PublicBooking:
    """Return what whoever has the code reads."""
    contact = booking.contact
    seats = booking.seats.select_related("slot").order_by("slot__starts_at")
    return PublicBooking(
        label=booking.label,
        code=booking.code,
        standing=booking.standing,
        standing_words=str(booking.get_standing_display()),
        day=booking.day,
        day_words=words(booking.day),
        times=tuple(
            (clock(each.slot.starts_at), clock(each.slot.ends_at), each.persons) for each in seats
        ),
        size=booking.size,
        organisation=booking.organisation,
        name=contact.name,
        phone=masked(contact.phone),
        wants_guide=booking.wants_guide,
        has_guide=booking.guide_id is not None,
        wishes=booking.wishes,
        answer=booking.answer,
        can_change=booking.is_open and booking.day > today(),
    )


def calendar_file(booking: Booking, museum, url: str) -> bytes:
    """Return a booking as a calendar file."""
    from museum.visits import calendar  # icalendar: most of a server's processes never need it

    return calendar.file(booking, museum=museum.name, address=museum.address, url=url)
