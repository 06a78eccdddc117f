"""The days on which one can book, and one's own booking as whoever has its code reads it."""

import datetime
from dataclasses import dataclass

from museum.clock import briefly, day_in_words, today
from museum.people.naming import masked
from museum.visits.capacity import first_day, has_begun, last_day, left_of, taken_between
from museum.visits.models import Booking, BookingEntry
from museum.visits.models.hours import WEEKDAYS
from museum.visits.opening import Span, Timetable, days, is_open, slots


@dataclass(frozen=True, slots=True)
class PublicBooking:
    """A booking as whoever has its code reads it. The telephone is masked: a code may be passed on."""

    label: str
    code: str
    status: str
    status_words: str
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
    # It stands, and the museum has closed that day since.
    is_closed: bool
    # The last thing that was done to it; what was confirmed before such a change is asked anew.
    is_changed: bool
    was_confirmed: bool

    @property
    def code_in_fours(self) -> str:
        """The code as it is read out and copied: case and blanks do not count when it is typed."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))


@dataclass(frozen=True, slots=True)
class PublicDay:
    day: datetime.date
    words: str
    left: int


def bookable_days() -> list[PublicDay]:
    """Return the days on which somebody can still book, with the places left. Few queries."""
    first, last = first_day(), last_day()
    table, taken = Timetable(first, last), taken_between(first, last)
    capacity = table.setting.slot_capacity
    names = dict(WEEKDAYS)
    found = []
    for day in days(first, last):
        spans = [span for span in slots(day, table) if not has_begun(day, span.opens)]
        left = sum(each.left for each in left_of(spans, taken.get(day, ()), capacity))
        if left > 0:
            found.append(PublicDay(day, f"{briefly(day)}（{names[day.weekday()]}）", left))
    return found


def shown(booking: Booking) -> PublicBooking:
    """Return what whoever has the code reads."""
    contact = booking.contact
    done = list(booking.entries.order_by("pk").values_list("act", "by"))
    is_changed = bool(done) and done[-1][0] == BookingEntry.Act.CHANGED
    seats = booking.seats.select_related("slot").order_by("slot__starts_at")
    return PublicBooking(
        label=booking.label,
        code=booking.code,
        status=booking.status,
        status_words=str(booking.get_status_display()),
        day=booking.day,
        day_words=day_in_words(booking.day),
        times=tuple(
            (*str(Span(each.slot.starts_at, each.slot.ends_at)).split("–"), each.persons)  # type: ignore[misc]  # two halves
            for each in seats
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
        is_closed=booking.is_open and booking.day >= today() and not is_open(booking.day),
        is_changed=is_changed,
        was_confirmed=is_changed and any(_confirms(*each) for each in done[:-1]),
    )


def _confirms(act: str, by: int | None) -> bool:
    """Return whether an entry confirmed the booking: what staff book or change is confirmed with it."""
    by_visitor = (BookingEntry.Act.ASKED, BookingEntry.Act.CHANGED)
    return act == BookingEntry.Act.CONFIRMED or (by is not None and act in by_visitor)
