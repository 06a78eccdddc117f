"""A figure: what it is called, what it counts, how much it is, and where its records are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from museum.figures.period_counts import PeriodCounts
from museum.wording import StrOrPromise

Number = int | Decimal
OBJECTS, GIVERS, VISITS, VOLUNTEERS = "objects", "givers", "visits", "volunteers"


@dataclass(frozen=True, slots=True)
class Figure:
    """value None: nobody can know it (counted as of today alone, asked for a day long past)."""

    code: str
    section: str
    label: str
    counts: str
    unit: str
    value: Number | None
    records: str = ""


@dataclass(frozen=True)
class Definition:
    """How a figure is counted and which rows it is counted from.

    adds says which field of a row is added up, by the row's model; without it each row is one.
    sum_of makes of the rows what the figure says where that is not their sum (hours, which
    are rounded for each person).
    """

    code: str
    section: str
    label: StrOrPromise
    counts: StrOrPromise
    unit: StrOrPromise
    value: Callable[[PeriodCounts], Number]
    rows: Callable[[PeriodCounts], Sequence[QuerySet]] | None = None
    adds: dict[type, str] = field(default_factory=dict)
    sum_of: Callable[[QuerySet], Number] | None = None
    knows_campaigns: bool = True
    # Counted on the description as it is today; no day in the past can be asked.
    of_today: bool = False

    def figure(self, counts: PeriodCounts, records: str = "") -> Figure:
        return Figure(
            code=self.code,
            section=self.section,
            label=str(self.label),
            counts=str(self.counts),
            unit=str(self.unit),
            value=self.value(counts),
            records=records,
        )


def percent(part: int, whole: int) -> Decimal:
    """Return part of whole in hundredths to one place, 0 of nothing."""
    if not whole:
        return Decimal(0)
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"))
