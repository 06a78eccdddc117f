"""Which backups stay: the newest of each of the last 7 days, 4 weeks and 12 months on which there is
one. The newest of all always does."""

import datetime
from collections.abc import Callable, Iterable

DAYS, WEEKS, MONTHS = 7, 4, 12


def to_keep(days: Iterable[datetime.datetime]) -> set[datetime.datetime]:
    """Return of the moments at which backups were made those whose backups stay."""
    newest_first = sorted(set(days), reverse=True)
    stay: set[datetime.datetime] = set(newest_first[:1])
    for count, span in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        stay |= _newest_of_each(newest_first, span, count)
    return stay


def _newest_of_each(newest_first: list[datetime.datetime], span: Callable, count: int) -> set:
    found: dict = {}
    for moment in newest_first:
        found.setdefault(span(moment), moment)
    return set(list(found.values())[:count])


def _day(moment: datetime.datetime) -> datetime.date:
    return datetime.date(moment.year, moment.month, moment.day)


def _week(moment: datetime.datetime) -> tuple[int, int]:
    return _day(moment).isocalendar()[:2]


def _month(moment: datetime.datetime) -> tuple[int, int]:
    return moment.year, moment.month
