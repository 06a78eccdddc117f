"""What the weekly plan means for a day: which of its lines, from when to when."""

import calendar
import datetime
from collections.abc import Sequence

from museum import almanac
from museum.clock import at
from museum.volunteers.models import ShiftTemplate


def span_of(date: datetime.date, starts: datetime.time, ends: datetime.time):
    """Return the moments of a shift. One that ends no later than it begins ends the next day."""
    begin = at(date, starts)
    end = at(date, ends)
    return begin, end if end > begin else at(date + datetime.timedelta(days=1), ends)


def lines_for(date: datetime.date, plan: Sequence[ShiftTemplate], day: almanac.Day | None):
    """Return the lines of the weekly plan that date has.

    A Monday that opens for a holiday has none of its own: it is like a Sunday, else like the last
    day of the week that has some. What the plan has for a day on which the week is closed anyway
    (cleaning on Mondays) stays."""
    own = [line for line in plan if line.weekday == date.weekday()]
    if day is None or not day.differs:
        return own
    if not day.is_open:
        return []
    if day.usually_open:
        return own
    last = max(line.weekday for line in plan)
    return own + [line for line in plan if line.weekday == last]


def skipped(year: int, month: int, *, since: datetime.date) -> list[datetime.date]:
    """Return the days of a month, from since on, on which the calendar leaves shifts of the plan out."""
    plan = list(ShiftTemplate.objects.filter(in_use=True))
    dates = days_of(year, month)
    known = almanac.days(dates[0], dates[-1])
    weekdays = {line.weekday for line in plan}
    return [date for date in dates
            if date >= since and date.weekday() in weekdays
            and (day := known.get(date)) and day.differs and not day.is_open]  # fmt: skip


def days_of(year: int, month: int) -> list[datetime.date]:
    count = calendar.monthrange(year, month)[1]
    return [datetime.date(year, month, day) for day in range(1, count + 1)]
