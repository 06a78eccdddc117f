"""从哪天到哪天: the days that a figure counts, Asia/Shanghai's, both ends included."""

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.catalogue.models import Donation
from museum.clock import day_in_words, day_of, today
from museum.institution import Museum
from museum.plausible import first_year
from museum.visits.models import Tap, Visit
from museum.volunteers.models import ServiceLine


@dataclass(frozen=True, slots=True)
class Period:
    first: datetime.date
    last: datetime.date

    def __str__(self):
        if self.is_year:
            return pgettext("period", "%(year)s") % {"year": self.first.year}
        if self.first == datetime.date(self.last.year, 1, 1):
            return _("%(year)s, until %(month)s-%(day)s") % {
                "year": self.last.year, "month": self.last.month, "day": self.last.day,
            }  # fmt: skip
        return f"{day_in_words(self.first)}–{day_in_words(self.last)}"

    @property
    def is_year(self) -> bool:
        return self == year(self.first.year)

    @property
    def day_before(self) -> datetime.date:
        return self.first - datetime.timedelta(days=1)

    @property
    def query(self) -> str:
        return f"from={self.first.isoformat()}&until={self.last.isoformat()}"

    def a_year_before(self) -> "Period":
        """Return the same period of last year. The last of February stays the last of February, and
        one day stays one day."""
        last = _back(self.last)
        day_after = self.last + datetime.timedelta(days=1)
        if self.first < self.last and (self.last.month, day_after.month) == (2, 3):
            last = datetime.date(last.year, 3, 1) - datetime.timedelta(days=1)
        return Period(_back(self.first), last)

    def within(self, year: int, month: int) -> "Period":
        """Return the days of a month that belong to this period too."""
        begins = datetime.date(year, month, 1)
        ends = begins.replace(day=calendar.monthrange(year, month)[1])
        return Period(max(self.first, begins), min(self.last, ends))

    def shares_a_day_with(self, other: "Period") -> bool:
        return self.first <= other.last and other.first <= self.last


def _back(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def year(number: int) -> Period:
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31))


def years() -> list[int]:
    """Return the years in which something was written down, the latest first, this year always.

    The demo village has one fixed year, so it ends with the last that has records.
    """
    spans = [
        _years(Donation.objects.aggregate(a=Min("happened_at"), z=Max("happened_at"))),
        _years(Visit.objects.current().aggregate(a=Min("day"), z=Max("day"))),
        _years(Tap.objects.current().aggregate(a=Min("day"), z=Max("day"))),
        _years(ServiceLine.objects.current().aggregate(a=Min("came_at"), z=Max("came_at"))),
    ]
    found = [each for span in spans for each in span]
    if not found or Museum.load().demo_since is None:
        found.append(today().year)
    # What was dated wrongly before the register asked about it adds no centuries to the list.
    found = [min(max(each, first_year()), today().year) for each in found]
    return list(range(max(found), min(found) - 1, -1))


def _years(span: dict) -> list[int]:
    moments = [each for each in span.values() if each is not None]
    return [
        (day_of(each) if isinstance(each, datetime.datetime) else each).year for each in moments
    ]


def until_today(number: int) -> Period:
    """Return a year, or as much of it as is over: 截至今天."""
    whole, now = year(number), today()
    return Period(whole.first, now) if whole.first <= now < whole.last else whole


def usual() -> Period:
    """Return the period on which the screens open."""
    return until_today(years()[0])
