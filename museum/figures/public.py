"""馆里的数字: what any page may say of the museum in numbers. No row and no name crosses here."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.clock import day_in_words, today
from museum.figures import charts
from museum.figures.charts import Chart
from museum.figures.definitions import BY_CODE
from museum.figures.period_counts import PeriodCounts
from museum.figures.periods import Period, until_today, years
from museum.figures.quantities import PublicQuantity, quantities
from museum.freshness import versions
from museum.visits.counting import outside_begins
from museum.visits.models import Tap, Visit
from museum.volunteers import counting as volunteers

__all__ = ["Chart", "PublicFigure", "PublicLedger", "PublicPart", "PublicQuantity", "PublicYear",
           "ledger", "year"]  # fmt: skip


# Which figures the public reads, part by part: the same that the desk counts, in the same words.
PARTS = (
    (_("Old things"), ("collected", "collected_gifts", "collected_deposits", "accepted",
                       "on_display", "with_photo", "with_story")),
    (pgettext_lazy("museum", "Visits"),
     ("visitors", "visitors_alone", "organisations", "group_visits", "group_persons",
      "outside_organisations", "outside_visits", "outside_persons", "guided", "tours")),
    (pgettext_lazy("museum", "Volunteers"),
     ("volunteers_before", "volunteers", "served", "hours")),
    (_("Those who gave"), ("giver_persons", "giver_households", "giver_organisations")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicLedger:
    """What the first page says besides objects: everybody who ever came, volunteers of today."""

    visits: int
    volunteers: int


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """A number with what it counts, in a sentence."""

    label: str
    counts: str
    value: int | Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class PublicPart:
    label: str
    figures: tuple[PublicFigure, ...]


@dataclass(frozen=True, slots=True)
class PublicYear:
    """One year, or as much of it as is over. years: those that can be asked for, latest first."""

    year: int
    years: tuple[int, ...]
    until: str
    quantities: tuple[PublicQuantity, ...]
    parts: tuple[PublicPart, ...]
    charts: tuple[Chart, ...]
    outside: str


def ledger() -> PublicLedger:
    """Return the figures for the first page, in three queries."""
    versions.has_counts()
    came = sum(
        rows.objects.current().aggregate(all=Sum("persons", default=0))["all"]
        for rows in (Tap, Visit)
    )
    return PublicLedger(visits=came, volunteers=volunteers.registered_at(today()))


def year(number: int | None = None) -> PublicYear | None:
    """Return the figures of a year, of the latest one without a number; None for a year without any."""
    there = years()
    number = number or there[0]
    if number not in there:
        return None
    counted = PeriodCounts(until_today(number))
    drawn = (charts.months(counted), charts.kinds(counted), charts.categories(counted))
    return PublicYear(
        year=number,
        years=tuple(there),
        until=_until(counted.period),
        quantities=quantities(counted, outside_begins()),
        parts=tuple(PublicPart(str(label), _figures(codes, counted)) for label, codes in PARTS),
        charts=tuple(each for each in drawn if each.bars),
        outside=outside_begins(),
    )


def _figures(codes: tuple[str, ...], counted: PeriodCounts) -> tuple[PublicFigure, ...]:
    found = [BY_CODE[code].figure(counted) for code in codes]
    return tuple(
        PublicFigure(each.label, each.counts, each.value, each.unit)
        for each in found
        if each.value is not None
    )


def _until(period: Period) -> str:
    """Return up to when it is counted, nothing for a whole year."""
    return "" if period.is_year else day_in_words(period.last)
