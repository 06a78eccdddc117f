"""馆里的数字: what any page may say of the museum in numbers. No row and no name crosses here."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from museum.catalogue import counting as objects
from museum.catalogue.public import figures as register
from museum.figures import charts
from museum.figures.charts import Chart
from museum.figures.periods import Period, today, until_today, words, years
from museum.figures.reckoning import Reckoning
from museum.visits.models import Tap, Visit
from museum.volunteers import counting as volunteers

__all__ = ["Chart", "PublicLedger", "PublicYear", "ledger", "year"]


@dataclass(frozen=True, slots=True)
class PublicLedger:
    """What the first page says besides objects: everybody who ever came, volunteers of today."""

    visits: int
    volunteers: int


@dataclass(frozen=True, slots=True)
class PublicYear:
    """One year, or as much of it as is over. years: those that can be asked for, latest first."""

    year: int
    years: tuple[int, ...]
    until: str
    held: int
    on_display: int
    public: int
    collected: int
    accepted: int
    deposits: int
    givers: int
    households: int
    visits: int
    alone: int
    children: int
    elders: int
    groups: int
    group_persons: int
    organisations: int
    outside_organisations: int
    outside_groups: int
    outside_persons: int
    tours: int
    guided_persons: int
    volunteers_before: int
    volunteers: int
    served: int
    hours: Decimal
    charts: tuple[Chart, ...]


def ledger() -> PublicLedger:
    """Return the figures for the first page, in three queries."""
    came = sum(
        rows.objects.standing().aggregate(all=Sum("persons", default=0))["all"]
        for rows in (Tap, Visit)
    )
    return PublicLedger(visits=came, volunteers=volunteers.registered_at(today()))


def year(number: int | None = None) -> PublicYear | None:
    """Return the figures of a year, of the latest one without a number; None for a year without any."""
    there = years()
    number = number or there[0]
    if number not in there:
        return None
    counted = Reckoning(until_today(number))
    days = counted.first, counted.last
    return PublicYear(
        year=number,
        years=tuple(there),
        until=_until(counted.period),
        held=counted.held_count,
        on_display=counted.on_display_count,
        public=register().public,
        collected=sum(share.objects for share in counted.ways),
        accepted=objects.accepted(*days).count(),
        deposits=objects.deposits(counted.last).count(),
        givers=counted.givers.persons,
        households=counted.givers.households,
        visits=counted.visitors.persons,
        alone=counted.visitors.singles,
        children=counted.visitors.children,
        elders=counted.visitors.elders,
        groups=counted.groups.visits,
        group_persons=counted.groups.persons,
        organisations=counted.groups.organisations,
        outside_organisations=counted.outside.organisations,
        outside_groups=counted.outside.visits,
        outside_persons=counted.outside.persons,
        tours=counted.groups.tours,
        guided_persons=counted.groups.guided_persons,
        volunteers_before=counted.at_the_start.count(),
        volunteers=counted.at_the_end.count(),
        served=counted.served_count,
        hours=volunteers.half_hours(counted.minutes),
        charts=tuple(each for each in (charts.months(counted), charts.kinds(counted),
                                       charts.categories(counted)) if each.bars),
    )  # fmt: skip


def _until(period: Period) -> str:
    """Return up to when it is counted, nothing for a whole year."""
    return "" if period.is_year else words(period.last)
