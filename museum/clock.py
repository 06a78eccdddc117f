"""Shanghai's days, whatever the clock of the server or of a device calls them, and how they are said.

The one place that makes a day of a moment: Python's own .date() and date.today() know the server's
zone, or UTC, where until eight in the morning it is still yesterday. tests/museum/test_clock.py
holds the rest of the house to that.
"""

import datetime
import zoneinfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.refusals import refuse

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
NOON = datetime.time(12)
# Clocks that are set by the network step back by seconds.
LEEWAY = datetime.timedelta(minutes=5)


def now() -> datetime.datetime:
    """Return the present moment on the museum's clock."""
    return timezone.now().astimezone(SHANGHAI)


def today() -> datetime.date:
    return now().date()


def day_of(moment: datetime.datetime) -> datetime.date:
    """Return the museum's day of a moment: at 16:00 UTC the next one begins."""
    return moment.astimezone(SHANGHAI).date()


def time_of(moment: datetime.datetime) -> datetime.time:
    """Return what Shanghai's clock shows, to the minute."""
    return moment.astimezone(SHANGHAI).time().replace(second=0, microsecond=0)


def at(day: datetime.date, time: datetime.time | None = None) -> datetime.datetime:
    """Return the moment of day at time; noon where nobody wrote down the time."""
    return datetime.datetime.combine(day, NOON if time is None else time, tzinfo=SHANGHAI)


def span(first: datetime.date, last: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the moments from the first midnight to the one after last."""
    midnight = datetime.time()
    return at(first, midnight), at(last + datetime.timedelta(days=1), midnight)


def year_of(moment: datetime.datetime) -> int:
    """Return the museum's year of a moment, whatever the server's clock says."""
    return day_of(moment).year


def day_in_words(day: datetime.date | datetime.datetime) -> str:
    """Return a day as it is read: 2026年3月8日."""
    day = _plain(day)
    return f"{day.year}年{day.month}月{day.day}日"


def briefly(day: datetime.date | datetime.datetime) -> str:
    """Return a day as one says it: 3月8日, with its year where it is not this one."""
    day = _plain(day)
    return f"{day.month}月{day.day}日" if day.year == today().year else day_in_words(day)


def dated(sentence: str, day: datetime.date | None) -> str:
    """Return a confirmation with the day it is about, where that is not today: whoever typed another
    year than they meant reads it at once."""
    return sentence if day is None or day == today() else f"{sentence}（{briefly(day)}）"


def _plain(day: datetime.date | datetime.datetime) -> datetime.date:
    return day_of(day) if isinstance(day, datetime.datetime) else day


def days_in_words(first: datetime.date, last: datetime.date) -> str:
    """Return two days as one says them: 2026年12月1日至3日, 2026年12月31日至2027年1月2日."""
    if first == last:
        return day_in_words(first)
    if first.year != last.year:
        until = day_in_words(last)
    else:
        until = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return _("%(first)s to %(last)s") % {"first": day_in_words(first), "last": until}


def time_in_words(time: datetime.time | datetime.datetime) -> str:
    """Return a time of the day as it is read: 9:05."""
    if isinstance(time, datetime.datetime):
        time = time_of(time)
    return f"{time.hour}:{time:%M}"


def moment_in_words(moment: datetime.datetime) -> str:
    """Return a moment to the minute: 2026年3月8日 9:05."""
    return f"{day_in_words(moment)} {time_in_words(moment)}"


def check_set(last: datetime.datetime | None) -> None:
    """Refuse (code "clock") to write on while this computer's clock lies before what was written last:
    its days would be wrong for ever, and nobody would see it."""
    if last and last > timezone.now() + LEEWAY:
        refuse(None, ask_about(last), "clock")


def ask_about(last: datetime.datetime) -> str:
    """Return the sentence that asks whether the computer's clock is right. last: what was written
    last, at a moment that by this clock is still to come."""
    return _("By this computer’s clock it is %(now)s, but the last line was written on %(last)s. Is "
             "the clock right? Set it first.") % {
        "now": moment_in_words(now()), "last": moment_in_words(last),
    }  # fmt: skip


def weekdays() -> list[str]:
    """Return the heads of a month's columns: 一 … 日."""
    return [
        pgettext("rota", "Mon"),
        pgettext("rota", "Tue"),
        pgettext("rota", "Wed"),
        pgettext("rota", "Thu"),
        pgettext("rota", "Fri"),
        pgettext("rota", "Sat"),
        pgettext("rota", "Sun"),
    ]
