"""Which days and years can be meant. Asked by every verb that writes a day, before a number is given:
a slip of the finger (0202, 1026, 2062) would stand in a number for ever."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from museum.clock import LEEWAY, at, day_in_words, day_of, today
from museum.institution import Museum
from museum.refusals import refuse

# Shifts, bookings and closed days are planned so far ahead, loans are agreed for longer.
PLANNED, AGREED = 3, 30
# Whatever a museum of the village has been told, or was founded in, is no older.
REMEMBERED = 1800
# China's oldest pottery; SmallIntegerField ends not far below.
OLDEST = -20000


def check_past(day: datetime.date, *, field: str | None = "day", first: int | None = None) -> None:
    """Refuse (by code: year, future) a day of something that has happened. first: the earliest year,
    where it is not a register's."""
    if first is None:
        check_floor(day, field=field)
    elif day.year < first:
        refuse(field, _("%(year)s? That is too long ago. Look at the year again.")
               % {"year": year_words(day.year)}, "year")  # fmt: skip
    if day.year > today().year:
        refuse(field, _("%(year)s? That year is still to come. Look at the date again.")
               % {"year": year_words(day.year)}, "future")  # fmt: skip
    if day > today():
        refuse(field, _("%(day)s is still to come. Look at the date again.")
               % {"day": day_in_words(day)}, "future")  # fmt: skip


def moment_meant(given: datetime.date | datetime.datetime | None) -> datetime.datetime:
    """Return when an act happened: now, the moment given, or noon of a day given.

    Refuses what has not happened yet (code "future") and what no register reaches back to ("year"). A
    device's clock may be ahead of the server's by minutes.
    """
    now = timezone.now()
    if given is None:
        return now
    if not isinstance(given, datetime.datetime):
        check_past(given, field="happened_at")
        return now if given == day_of(now) else at(given)
    check_past(day_of(given - LEEWAY), field="happened_at")
    if given > now + LEEWAY:
        refuse("happened_at", _("%(day)s is still to come. Look at the date again.")
               % {"day": day_in_words(given)}, "future")  # fmt: skip
    return given


def check_planned(day: datetime.date, *, field: str | None = "day", years: int = PLANNED) -> None:
    """Refuse (code "year") a day that lies before the museum's registers, or too many years ahead."""
    check_floor(day, field=field)
    last = today().year + years
    if day.year > last:
        refuse(field, _("%(year)s? At most until %(last)s. Look at the year again.")
               % {"year": year_words(day.year), "last": year_words(last)}, "year")  # fmt: skip


def check_floor(day: datetime.date, *, field: str | None = "day") -> None:
    """Refuse (code "year") a day before the museum's registers begin."""
    if day.year == today().year:
        return
    first = first_year()
    if day.year < first:
        refuse(field, _("%(year)s? The museum’s registers begin in %(first)s. Look at the year again.")
               % {"year": year_words(day.year), "first": year_words(first)}, "year")  # fmt: skip


def first_year() -> int:
    """Return the first year that can stand in a register: the museum's own setting, or the year it
    was founded in where that lies before."""
    museum = Museum.load()
    founded = museum.founded_on
    return min(museum.first_year, founded.year) if founded else museum.first_year


def check_years(first: int | None, last: int | None, *, fields=("year_from", "year_to")) -> None:
    """Refuse (by code: no_year, future, year, reversed) years of origin that no object can have."""
    for field, year in zip(fields, (first, last), strict=True):
        if year == 0:
            refuse(field, _("There was no year 0. Look at the year again."), "no_year")
        if year is not None and year > today().year:
            refuse(field, _("%(year)s? That year is still to come. Look at the date again.")
                   % {"year": year_words(year)}, "future")  # fmt: skip
        if year is not None and year < OLDEST:
            refuse(field, _("%(year)s? That is too long ago. Look at the year again.")
                   % {"year": year_words(year)}, "year")  # fmt: skip
    if first is not None and last is not None and first > last:
        refuse(fields[1], _("The latest year %(to)s lies before the earliest %(from)s. Swap them.")
               % {"to": last, "from": first}, "reversed")  # fmt: skip


def year_words(year: int) -> str:
    """Return a year as it was written: 0202年, 公元前300年."""
    return f"{year:04d}年" if year >= 0 else f"公元前{-year}年"


def years_words(first: int | None, last: int | None) -> str:
    """Return the years of origin as one reads them: 1965年, 1953—1960年. Empty where none is known."""
    if first is None:
        return "" if last is None else _("%(year)s or earlier") % {"year": _year(last)}
    if last is None:
        return _("%(year)s or later") % {"year": _year(first)}
    if first == last:
        return _year(first)
    return f"{first}—{last}年" if first > 0 else f"{_year(first)}—{_year(last)}"


def _year(year: int) -> str:
    return f"{year}年" if year > 0 else f"公元前{-year}年"
