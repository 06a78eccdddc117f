"""Days and moments in Asia/Shanghai, whatever the clock of the server or of a device says."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from museum.numbering import SHANGHAI
from museum.refusals import refuse

NOON = datetime.time(12)


def today() -> datetime.date:
    return timezone.now().astimezone(SHANGHAI).date()


def day_of(moment: datetime.datetime) -> datetime.date:
    """Return the museum's day of a moment: at 16:00 UTC the next one begins."""
    return moment.astimezone(SHANGHAI).date()


def at(day: datetime.date, time: datetime.time | None) -> datetime.datetime:
    """Return the moment of day at time; noon where nobody wrote down the time."""
    return datetime.datetime.combine(day, time or NOON, tzinfo=SHANGHAI)


def check_past(day: datetime.date, *, field: str = "day") -> None:
    """Refuse (code "future") a day that has not come yet."""
    if day > today():
        refuse(field, _("%(day)s is still to come. Look at the date again.")
               % {"day": words(day)}, "future")  # fmt: skip


def words(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def span(first: datetime.date, last: datetime.date) -> str:
    """Return two days as one says them: 2026年12月1日至3日, 2026年12月31日至2027年1月2日."""
    if first == last:
        return words(first)
    if first.year != last.year:
        until = words(last)
    else:
        until = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return _("%(first)s to %(last)s") % {"first": words(first), "last": until}


def now() -> datetime.datetime:
    """Return the present moment on the museum's clock."""
    return timezone.now().astimezone(SHANGHAI)
