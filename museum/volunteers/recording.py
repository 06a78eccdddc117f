"""When an act of the volunteers' register happened, in Shanghai's days."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.numbering import SHANGHAI
from museum.refusals import refuse


def moment(given: datetime.date | datetime.datetime | None) -> datetime.datetime:
    """Return when an act happened: now, the moment given, or noon of a day given.

    Refuses what has not happened yet (code "future").
    """
    now = timezone.now()
    if given is None:
        return now
    if not isinstance(given, datetime.datetime):
        given = now if given == day_of(now) else at(given, datetime.time(12))
    if given > now + datetime.timedelta(minutes=5):
        refuse("happened_at", _("%(day)s is still to come. Look at the date again.")
               % {"day": spoken(given)}, "future")  # fmt: skip
    return given


def at(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    """Return the moment at which Shanghai's clock shows this."""
    return datetime.datetime.combine(day, clock, tzinfo=SHANGHAI)


def span(first: datetime.date, last: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the moments from the first midnight to the one after last."""
    midnight = datetime.time()
    return at(first, midnight), at(last + datetime.timedelta(days=1), midnight)


def day_of(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(SHANGHAI).date()


def today() -> datetime.date:
    return day_of(timezone.now())


def spoken(moment: datetime.datetime | datetime.date) -> str:
    """Return a day as it is read: 2026年3月8日."""
    day = day_of(moment) if isinstance(moment, datetime.datetime) else moment
    return date_format(day, "Y年n月j日")


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


def clock(moment: datetime.datetime) -> str:
    """Return the time of day: 9:00."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.hour}:{local:%M}"
