"""A figure: what it is called, what it counts, how much it is, and where its records are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from museum.figures.reckoning import Reckoning

Number = int | Decimal
OBJECTS, GIVERS, VISITS, VOLUNTEERS = "objects", "givers", "visits", "volunteers"


@dataclass(frozen=True, slots=True)
class Figure:
    """value None: nobody can know it (counted as of today alone, asked for a day long past)."""

    code: str
    section: str
    words: str
    counts: str
    unit: str
    value: Number | None
    records: str = ""


def itself(value: int) -> Number:
    return value


@dataclass(frozen=True)
class Definition:
    """How a figure is counted and which rows it is counted from.

    adds says which field of a row is added up, by the row's model; without it each row is one.
    told_from_the_sum makes of that sum what the figure says (hours of minutes).
    """

    code: str
    section: str
    words: str
    counts: str
    unit: str
    value: Callable[[Reckoning], Number]
    rows: Callable[[Reckoning], Sequence[QuerySet]] | None = None
    adds: dict[type, str] = field(default_factory=dict)
    told_from_the_sum: Callable[[int], Number] = itself
    knows_campaigns: bool = True
    # Counted on the description as it is today; no day in the past can be asked.
    of_today: bool = False

    def figure(self, reckoning: Reckoning, records: str = "") -> Figure:
        return Figure(
            code=self.code,
            section=self.section,
            words=str(self.words),
            counts=str(self.counts),
            unit=str(self.unit),
            value=self.value(reckoning),
            records=records,
        )


def percent(part: int, whole: int) -> Decimal:
    """Return part of whole in hundredths to one place, 0 of nothing."""
    if not whole:
        return Decimal(0)
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"))
