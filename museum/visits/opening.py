"""When the museum is open: the week, and the days that differ from it."""

import datetime
from dataclasses import dataclass, replace

from django.db.models import F

from museum import almanac, times
from museum.visits.models import SpecialDay, VisitSettings


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one time of a day to another; an evening may go past midnight and stays that day's."""

    opens: datetime.time
    closes: datetime.time

    def __str__(self):
        return times.span(self.opens, self.closes)

    @property
    def begins(self) -> int:
        return times.minutes(self.opens)

    @property
    def ends(self) -> int:
        return times.ends(self.opens, self.closes)


def joined(spans) -> list[Span]:
    """Return the spans of a day in order, those that overlap as one: two lines for one Tuesday must
    not let anybody in twice."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.begins < found[-1].ends:
            last = max(found[-1], span, key=lambda each: each.ends)
            found[-1] = Span(found[-1].opens, last.closes)
        else:
            found.append(span)
    return found


@dataclass(frozen=True, slots=True)
class Differing:
    """Days in a row that differ from the week in the same way."""

    special: SpecialDay
    first: datetime.date
    last: datetime.date
    spans: list[Span]


def ordinary() -> tuple[VisitSettings, dict[int, list[Span]]]:
    """Return the settings and the hours of each weekday that has any. One query, with a row for
    each line of the week."""
    columns = {name: F(f"weekly__{name}") for name in ("weekday", "opens", "closes")}
    lines = list(VisitSettings.objects.annotate(**columns))
    week: dict[int, list[Span]] = {}
    for each in lines:
        if each.weekday is not None:
            week.setdefault(each.weekday, []).append(Span(each.opens, each.closes))
    return lines[0] if lines else VisitSettings(), {
        day: joined(spans) for day, spans in week.items()
    }


class Timetable:
    """The hours of a period, read once: two queries however many days are asked for."""

    def __init__(self, first: datetime.date, last: datetime.date):
        self.first, self.last = first, last
        self.setting, self.week = ordinary()
        self.special = list(SpecialDay.objects.filter(last__gte=first, first__lte=last))

    def exception(self, day: datetime.date) -> SpecialDay | None:
        """Return what differs on day. Of what was written by hand the last word counts, and of words of
        the same moment the shortest: one day within a week. What it closes stays closed, whatever the
        year's holidays say; beside a holiday, what it opens counts where it has fewer days."""
        found = [each for each in self.special if each.first <= day <= each.last]

        def length(each):
            return each.last - each.first, -each.pk

        def last_said(each):
            return -each.said_at.timestamp(), length(each)

        by_hand = min((each for each in found if not each.holiday), key=last_said, default=None)
        if by_hand and not by_hand.is_open:
            return by_hand
        holidays = [each for each in found if each.holiday]
        return min([*holidays, *([by_hand] if by_hand else [])], key=length, default=None)

    def hours(self, day: datetime.date) -> list[Span]:
        """Return from when to when the museum is open on day, nothing where it is closed."""
        special = self.exception(day)
        if special is None:
            return self.week.get(day.weekday(), [])
        # Open, with a rest at noon: two lines for the same days.
        same = [each for each in self.special
                if (each.first, each.last) == (special.first, special.last) and each.is_open]  # fmt: skip
        return joined(Span(each.opens, each.closes) for each in same) if special.is_open else []  # type: ignore[arg-type]  # open has hours

    def exceptions(self) -> list[Differing]:
        """Return what differs in the period, run by run, no day twice, in the order of the days."""
        found: list[Differing] = []
        for day in days(self.first, self.last) if self.special else ():
            special = self.exception(day)
            if special is None:
                continue
            run = found[-1] if found else None
            if run and run.special == special and run.last == day - datetime.timedelta(days=1):
                found[-1] = replace(run, last=day)
            else:
                found.append(Differing(special, day, day, self.hours(day)))
        return found


def hours(day: datetime.date) -> list[Span]:
    return Timetable(day, day).hours(day)


def is_open(day: datetime.date) -> bool:
    return bool(hours(day))


def days_open(first: datetime.date, last: datetime.date) -> int:
    """Return 开放天数: on how many days of the period the museum was open by its timetable."""
    table = Timetable(first, last)
    return sum(bool(table.hours(day)) for day in days(first, last))


def for_the_almanac(first: datetime.date, last: datetime.date) -> dict[datetime.date, almanac.Day]:
    """Tell the other registers about the days of a period."""
    table = Timetable(first, last)
    if not table.week and not table.special:
        return {}
    return {
        day: almanac.Day(
            is_open=bool(table.hours(day)),
            usually_open=bool(table.week.get(day.weekday())),
            differs=table.exception(day) is not None,
        )
        for day in days(first, last)
    }


def slots(day: datetime.date, table: Timetable | None = None) -> list[Span]:
    """Return the times at which a visit can begin on day, each long enough for a whole visit. The
    last one of an evening begins before midnight."""
    table = table or Timetable(day, day)
    step = table.setting.slot_minutes
    found = []
    for span in table.hours(day):
        at = span.begins
        while at + step <= span.ends and at < times.DAY:
            found.append(Span(_time(at), _time(at + step)))
            at += step
    return found


def _time(minute: int) -> datetime.time:
    return datetime.time(minute // 60 % 24, minute % 60)


def days(first: datetime.date, last: datetime.date):
    """Yield every day from first to last."""
    for each in range((last - first).days + 1):
        yield first + datetime.timedelta(days=each)
