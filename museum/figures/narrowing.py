"""One bar of a chart, opened: the rows of a figure, only those of one kind, origin, way or work."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet, Sum

from museum.catalogue import counting as objects
from museum.figures.figure import Definition, Number
from museum.figures.period_counts import PeriodCounts
from museum.visits.models import Tap

NOBODY = "none"  # what no kind, no category was written for
ALONE = "single"  # as museum.visits.counting calls those on their own


@dataclass(frozen=True)
class Narrowing:
    """figure: whose rows the bars of this chart are."""

    figure: str
    only: Callable[[QuerySet, str, PeriodCounts], QuerySet]


def by_kind(rows: QuerySet, kind: str, counts: PeriodCounts) -> QuerySet:
    if rows.model is Tap:
        return rows if kind == ALONE else rows.none()
    return rows.filter(kind=kind)


def by_origin(rows: QuerySet, origin: str, counts: PeriodCounts) -> QuerySet:
    return rows.filter(origin=origin)


def by_way(rows: QuerySet, way: str, counts: PeriodCounts) -> QuerySet:
    return objects.came_by(rows, way, as_of=counts.last)


def by_category(rows: QuerySet, code: str, counts: PeriodCounts) -> QuerySet:
    if code == NOBODY:
        return rows.filter(category=None)
    return rows.filter(
        Q(category__code=code, category__parent=None) | Q(category__parent__code=code)
    )


def by_work(rows: QuerySet, role: str, counts: PeriodCounts) -> QuerySet:
    known = role.isdecimal() and len(role) < 10
    return rows.filter(shift__role=int(role)) if known else rows.none()


NARROWINGS = {
    "kind": Narrowing("visitors", by_kind),
    "origin": Narrowing("group_persons", by_origin),
    "way": Narrowing("collected", by_way),
    "category": Narrowing("held", by_category),
    "work": Narrowing("hours", by_work),
}


def narrowed(definition: Definition, by: str, value: str) -> Definition:
    """Return definition with only the rows of value, and the number that these say."""
    known = NARROWINGS.get(by)
    if known is None or known.figure != definition.code or definition.rows is None or not value:
        return definition
    every = definition.rows

    def rows(counts: PeriodCounts):
        return [known.only(each, value, counts) for each in every(counts)]

    return replace(definition, rows=rows, value=lambda r: summed(definition, rows(r)))


def summed(definition: Definition, sets) -> Number:
    """Return what the rows add up to."""
    total: Number = 0
    for rows in sets:
        if definition.sum_of:
            total += definition.sum_of(rows)
            continue
        field = definition.adds.get(rows.model)
        total += rows.aggregate(all=Sum(field, default=0))["all"] if field else rows.count()
    return total
