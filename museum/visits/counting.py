"""What the register of visits says in numbers. Days are days in Asia/Shanghai, both ends included.

Only what stands is counted: corrected lines, struck-out visits and undone taps are not. Singles are
people who came on their own and were tapped at the door; groups are lines of the register.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.utils.translation import gettext as _

from museum.visits.models import Batch, Origin, Tap, Visit, VisitOrganisation, VisitSettings
from museum.visits.models.visits import VisitQuerySet


@dataclass(frozen=True, slots=True)
class Counted:
    persons: int
    singles: int
    in_groups: int
    adults: int
    children: int
    elders: int
    estimated: int


@dataclass(frozen=True, slots=True)
class Groups:
    organisations: int
    visits: int
    persons: int
    guided: int
    guided_persons: int
    tours: int


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int
    singles: int
    in_groups: int

    @property
    def persons(self) -> int:
        return self.singles + self.in_groups


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    name: str
    visits: int
    persons: int


def group_visits(
    first: datetime.date, last: datetime.date, *, campaign=None, outside=False
) -> VisitQuerySet:
    """Return the lines of groups that count: the records behind every figure about groups."""
    found = Visit.objects.current().between(first, last)
    found = found.outside() if outside else found
    return found.filter(campaign=campaign) if campaign else found


def single_taps(first: datetime.date, last: datetime.date) -> QuerySet[Tap]:
    """Return the taps that count. Sum their persons, never count the rows: a keyed-in tally is one."""
    return Tap.objects.current().between(first, last)


def between(first: datetime.date, last: datetime.date, *, campaign=None) -> Counted:
    """Return how many people came: alone, in groups, of which age. Under a campaign: groups only."""
    found = group_visits(first, last, campaign=campaign).aggregate(
        all=_sum("persons"),
        young=_sum("pupils"),
        old=_sum("elders"),
        about=_sum("persons", Q(is_estimated=True)),
    )
    alone = {"all": 0, "young": 0, "old": 0}
    if campaign is None:
        alone = single_taps(first, last).aggregate(
            all=_sum("persons"),
            young=_sum("persons", Q(kind=Tap.Kind.CHILD)),
            old=_sum("persons", Q(kind=Tap.Kind.ELDER)),
        )
    persons, children, elders = (found[name] + alone[name] for name in ("all", "young", "old"))
    return Counted(
        persons=persons,
        singles=alone["all"],
        in_groups=found["all"],
        adults=persons - children - elders,
        children=children,
        elders=elders,
        estimated=found["about"],
    )


def groups(first: datetime.date, last: datetime.date, *, campaign=None, outside=False) -> Groups:
    """Return 单位数 (each organisation once), 批次 (visits), 人次 (people) and what was guided."""
    found = group_visits(first, last, campaign=campaign, outside=outside)
    guided = found.guided()
    return Groups(
        organisations=VisitOrganisation.objects.filter(visit__in=found)
        .values(one=Coalesce("organisation__merged_into", "organisation"))
        .distinct()
        .count(),
        visits=found.count(),
        persons=found.aggregate(all=_sum("persons"))["all"],
        guided=guided.count(),
        guided_persons=Batch.objects.filter(visit__in=found, guide__isnull=False).aggregate(
            all=_sum("persons")
        )["all"],
        tours=Batch.objects.filter(visit__in=found, guide__isnull=False).count(),
    )


def by_month(
    first: datetime.date, last: datetime.date, *, campaign=None, outside=False
) -> list[Month]:
    """Return every month of the period in its order, also those in which nobody came."""
    in_groups = _monthly(group_visits(first, last, campaign=campaign, outside=outside))
    alone = {} if campaign or outside else _monthly(single_taps(first, last))
    months, at = [], (first.year, first.month)
    while at <= (last.year, last.month):
        months.append(Month(*at, singles=alone.get(at, 0), in_groups=in_groups.get(at, 0)))
        at = (at[0] + at[1] // 12, at[1] % 12 + 1)
    return months


def by_kind(first: datetime.date, last: datetime.date, *, campaign=None) -> list[Line]:
    """Return the kinds of groups that came, in their order, then "single" for those on their own."""
    return [
        *_lines(group_visits(first, last, campaign=campaign), "kind", Visit.Kind),
        *_alone("single", first, last, campaign),
    ]


def by_origin(first: datetime.date, last: datetime.date, *, campaign=None) -> list[Line]:
    """Return groups by origin from the village outward, then "unasked" for those on their own."""
    return [
        *_lines(group_visits(first, last, campaign=campaign), "origin", Origin),
        *_alone("unasked", first, last, campaign),
    ]


def _sum(field: str, condition: Q | None = None):
    return Sum(field, filter=condition, default=0)


def _monthly(rows) -> dict[tuple[int, int], int]:
    found = (
        rows.order_by()
        .values(in_year=ExtractYear("day"), in_month=ExtractMonth("day"))
        .annotate(all=_sum("persons"))
    )
    return {(each["in_year"], each["in_month"]): each["all"] for each in found}


def _lines(visits, field: str, choices) -> list[Line]:
    found = {
        each[field]: each
        for each in visits.order_by().values(field).annotate(lines=Count("pk"), all=_sum("persons"))
    }
    return [
        Line(code, str(name), found[code]["lines"], found[code]["all"])
        for code, name in choices.choices
        if code in found
    ]


def _alone(code: str, first, last, campaign) -> list[Line]:
    if campaign is not None:
        return []
    persons = single_taps(first, last).aggregate(all=_sum("persons"))["all"]
    return [Line(code, _("on their own"), 0, persons)] if persons else []


def outside_begins() -> str:
    """Return where outside begins, in the words of the settings."""
    return str(VisitSettings.load().get_outside_from_display())
