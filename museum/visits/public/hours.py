"""When the museum is open, as the public reads it. Footer, 来馆参观 and schema.org ask here alone."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum.clock import days_in_words, today
from museum.freshness.remembering import remembered
from museum.pictures.serving import Served, served
from museum.visits.models.hours import WEEKDAYS
from museum.visits.opening import Span, Timetable, ordinary

AHEAD = 366
SOON = 14
SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    soon: tuple[PublicException, ...]
    today: str
    is_open_today: bool
    good_to_know: str
    way_here: str
    door: Served | None
    map: Served | None
    takes_bookings: bool


@dataclass(frozen=True, slots=True)
class PublicWeek:
    """What the foot of every page says: the ordinary week and what is good to know."""

    week: tuple[PublicHours, ...]
    good_to_know: str


def ordinary_week() -> PublicWeek:
    """Return the week for the foot of a page. One query, or none once it is read."""

    def read():
        setting, week = ordinary()
        return PublicWeek(tuple(_week(week)), setting.good_to_know)

    return remembered("week", read)


def opening() -> PublicOpening:
    """Return the opening hours as the public reads them. Two queries, or none once it is read."""
    now = today()
    return remembered(("opening", now), lambda: _opening(now))


def _opening(now: datetime.date) -> PublicOpening:
    table = Timetable(now, now + datetime.timedelta(days=AHEAD))
    setting = table.setting
    spans, differing = table.hours(now), tuple(_exceptions(table))
    near = now + datetime.timedelta(days=SOON)
    return PublicOpening(
        week=tuple(_week(table.week)),
        exceptions=differing,
        soon=tuple(each for each in differing if each.first <= near),
        today=_times(spans),
        is_open_today=bool(spans),
        good_to_know=setting.good_to_know,
        way_here=setting.way_here,
        door=setting.door and served(setting.door, alt=setting.door_alt),
        map=setting.map and served(setting.map, alt=setting.map_alt),
        takes_bookings=setting.takes_bookings and bool(table.week),
    )


def _week(hours_of: dict[int, list[Span]]):
    """Yield the week with neighbouring days of the same hours on one line."""
    if not hours_of:
        return
    runs: list[list[int]] = []
    for weekday in range(7):
        hours = sorted(hours_of.get(weekday, []))
        if runs and sorted(hours_of.get(runs[-1][-1], [])) == hours:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    names = dict(WEEKDAYS)
    for run in runs:
        hours = sorted(hours_of.get(run[0], []))
        said = str(names[run[0]])
        if len(run) == 7:
            said = _("Every day")
        elif len(run) > 1:
            said = _("%(first)s to %(last)s") % {"first": said, "last": names[run[-1]]}
        yield PublicHours(
            said, _times(hours), tuple(SCHEMA_DAYS[day] for day in run), _pairs(hours)
        )


def _exceptions(table: Timetable):
    for each in table.exceptions():
        yield PublicException(
            days_in_words(each.first, each.last), _times(each.spans), each.special.words or each.special.get_holiday_display(),
            each.first, each.last, _pairs(each.spans),
        )  # fmt: skip


def _times(spans) -> str:
    return "、".join(str(span) for span in spans)


def _pairs(spans) -> tuple[tuple[str, str], ...]:
    return tuple((f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") for span in spans)


def hours_for_schema(shown: PublicOpening) -> list[dict]:
    """Return openingHoursSpecification of schema.org: the week, then the days that differ.

    schema.org says closed by opening and closing at midnight.
    """
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
