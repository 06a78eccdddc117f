"""The door of the visits: opening hours and one's own booking. Nothing else of them is public."""

import datetime
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from museum.people.naming import masked
from museum.visits.booking_form import BookingForm
from museum.visits.days import today, words
from museum.visits.models import Booking, Seat, Visiting
from museum.visits.models.hours import WEEKDAYS
from museum.visits.opening import Timetable, days, slots
from museum.visits.room import clock, first_day, last_day
from museum.visits.throttling import knock

__all__ = [
    "BookingForm",
    "PublicBooking",
    "PublicDay",
    "PublicException",
    "PublicHours",
    "PublicNotice",
    "PublicOpening",
    "bookable_days",
    "calendar_file",
    "hours_for_schema",
    "knock",
    "notice",
    "opening",
    "shown",
]

AHEAD = 60


@dataclass(frozen=True, slots=True)
class PublicHours:
    """One line of the week: "Tuesday to Sunday" and its times, "" where closed."""

    weekdays: str
    times: str
    codes: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublicException:
    days: str
    times: str
    words: str
    first: datetime.date
    last: datetime.date
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublicOpening:
    """When the museum is open: the week, what differs soon, today. Empty where nothing is set."""

    week: tuple[PublicHours, ...]
    exceptions: tuple[PublicException, ...]
    today: str
    is_open_today: bool
    way_here: str
    takes_bookings: bool


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


SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def opening() -> PublicOpening:
    """Return the opening hours as the public reads them. Three queries."""
    now, setting = today(), Visiting.load()
    table = Timetable(now, now + datetime.timedelta(days=AHEAD))
    spans = table.hours(now)
    return PublicOpening(
        week=tuple(_week(table)),
        exceptions=tuple(_exceptions(table)),
        today=_times(spans),
        is_open_today=bool(spans),
        way_here=setting.way_here,
        takes_bookings=setting.takes_bookings and bool(table.week),
    )


def _week(table: Timetable):
    """Yield the week with neighbouring days of the same hours on one line."""
    if not table.week:
        return
    runs: list[list[int]] = []
    for weekday in range(7):
        hours = sorted(table.week.get(weekday, []))
        if runs and sorted(table.week.get(runs[-1][-1], [])) == hours:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    names = dict(WEEKDAYS)
    for run in runs:
        hours = sorted(table.week.get(run[0], []))
        said = str(names[run[0]])
        if len(run) > 1:
            said = _("%(first)s to %(last)s") % {"first": said, "last": names[run[-1]]}
        yield PublicHours(
            said, _times(hours), tuple(SCHEMA_DAYS[day] for day in run), _pairs(hours)
        )


def _exceptions(table: Timetable):
    for each in sorted(table.special, key=lambda special: special.first):
        hours = table.hours(each.first) if each.is_open else []
        said = words(each.first)
        if each.last != each.first:
            said = _("%(first)s to %(last)s") % {"first": said, "last": words(each.last)}
        yield PublicException(said, _times(hours), each.words, each.first, each.last, _pairs(hours))


def _times(spans) -> str:
    return "、".join(str(span) for span in spans)


def _pairs(spans) -> tuple[tuple[str, str], ...]:
    return tuple((f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") for span in spans)


def hours_for_schema() -> list[dict]:
    """Return openingHoursSpecification of schema.org: the week, then what differs soon."""
    shown = opening()
    week = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": list(line.codes), "opens": opens,
         "closes": closes}
        for line in shown.week for opens, closes in line.spans
    ]  # fmt: skip
    special = [
        {"@type": "OpeningHoursSpecification", "validFrom": each.first.isoformat(),
         "validThrough": each.last.isoformat(), "opens": opens, "closes": closes}
        for each in shown.exceptions for opens, closes in each.spans or [("00:00", "00:00")]
    ]  # fmt: skip
    return week + special


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


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """What happens with contact data, as a list, with its version (网络数据安全管理条例 §21)."""

    version: str
    lines: tuple[tuple[str, str], ...]


def notice(museum) -> PublicNotice:
    """Return the notice that stands beside the booking form. museum: PublicMuseum."""
    setting = Visiting.load()
    who = museum.host or museum.name
    months = setting.contact_months
    return PublicNotice(
        version=setting.notice_version,
        lines=(
            (_("Who asks"), f"{who}{'，' + museum.telephone if museum.telephone else ''}"),
            (_("What for"), _("To expect your visit and to call you if something changes.")),
            (_("What"), _("The name and telephone number of one person, and what you write down. "
                          "No identity number, no list of names.")),
            (_("Who reads it"), _("Those on duty in the museum. It is given to nobody else and "
                                  "never published.")),
            (_("How long"), _("Name, number and wishes are removed %(months)s months after the "
                              "visit. That a group came, and how many, stays in the register.")
             % {"months": months}),
            (_("Your rights"), _("On your booking’s page you can read, change and cancel it. To "
                                 "have your data removed earlier, call us or ask in the museum.")),
        ),
    )  # fmt: skip


def calendar_file(booking: Booking, museum, url: str) -> bytes:
    """Return a booking as a calendar file."""
    from museum.visits import calendar  # icalendar: most of a server's processes never need it

    return calendar.file(booking, museum=museum.name, address=museum.address, url=url)
