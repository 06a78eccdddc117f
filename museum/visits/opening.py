"""When the museum is open: the week, and the days that differ from it."""

import datetime
from dataclasses import dataclass, replace

from django.db.models import F

from museum.visits.models import SpecialDay, Visiting


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one time of a day to another."""

    opens: datetime.time
    closes: datetime.time

    def __str__(self):
        return f"{self.opens.hour}:{self.opens:%M}–{self.closes.hour}:{self.closes:%M}"


@dataclass(frozen=True, slots=True)
class Differing:
    """Days in a row that differ from the week in the same way."""

    special: SpecialDay
    first: datetime.date
    last: datetime.date
    spans: list[Span]


def ordinary() -> tuple[Visiting, dict[int, list[Span]]]:
    """Return the settings and the hours of each weekday that has any. One query, with a row for
    each line of the week."""
    columns = {name: F(f"weekly__{name}") for name in ("weekday", "opens", "closes")}
    lines = list(Visiting.objects.annotate(**columns))
    week: dict[int, list[Span]] = {}
    for each in lines:
        if each.weekday is not None:
            week.setdefault(each.weekday, []).append(Span(each.opens, each.closes))
    return lines[0] if lines else Visiting(), week


class Timetable:
    """The hours of a period, read once: two queries however many days are asked for."""

    def __init__(self, first: datetime.date, last: datetime.date):
        self.first, self.last = first, last
        self.setting, self.week = ordinary()
        self.special = list(SpecialDay.objects.filter(last__gte=first, first__lte=last))

    def exception(self, day: datetime.date) -> SpecialDay | None:
        """Return what differs on day. The shortest exception wins: one day within a holiday week."""
        found = [each for each in self.special if each.first <= day <= each.last]
        return min(found, key=lambda each: (each.last - each.first, -each.pk), default=None)

    def hours(self, day: datetime.date) -> list[Span]:
        """Return from when to when the museum is open on day, nothing where it is closed."""
        special = self.exception(day)
        if special is None:
            return sorted(self.week.get(day.weekday(), []))
        # Open, with a rest at noon: two lines for the same days.
        same = [each for each in self.special
                if (each.first, each.last) == (special.first, special.last) and each.is_open]  # fmt: skip
        return sorted(Span(each.opens, each.closes) for each in same) if special.is_open else []

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


def slots(day: datetime.date, table: Timetable | None = None) -> list[Span]:
    """Return the times at which a visit can begin on day, each long enough for a whole visit."""
    table = table or Timetable(day, day)
    step = datetime.timedelta(minutes=table.setting.slot_minutes)
    found = []
    for span in table.hours(day):
        at = datetime.datetime.combine(day, span.opens)
        end = datetime.datetime.combine(day, span.closes)
        while at + step <= end:
            found.append(Span(at.time(), (at + step).time()))
            at += step
    return found


def days(first: datetime.date, last: datetime.date):
    """Yield every day from first to last."""
    for each in range((last - first).days + 1):
        yield first + datetime.timedelta(days=each)
