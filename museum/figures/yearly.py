"""年度统计表: the rows that the township asks for (field.md §3.6), counted where the museum knows them
and left for the pen where it does not."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from museum.clock import today
from museum.figures.definitions import BY_CODE
from museum.figures.figure import Number
from museum.figures.period_counts import PeriodCounts
from museum.figures.periods import Period
from museum.institution import Museum
from museum.visits.counting import outside_begins

PEN = "pen"
MONEY = pgettext_lazy("unit", "yuan")
TIMES = pgettext_lazy("unit", "times")

# Section, then its rows: a figure's code, or (code, label, unit) for what the pen fills in.
ROWS: list[tuple[Any, list]] = [
    (gettext_lazy("The collection"), [
        "held", "pieces", "collected", "collected_gifts", "collected_deposits",
        "collected_otherwise", "accepted", "deposits", "deaccessioned", "returned",
        "photo_rate", "origin_rate", "stories",
        "giver_persons", "giver_households", "giver_organisations",
        ("certificates", gettext_lazy("Certificates issued"), pgettext_lazy("unit", "sheets")),
    ]),
    (gettext_lazy("Exhibitions"), [
        "on_display", "display_rate",
        ("floor", gettext_lazy("Floor of the halls"), "m²"),
        ("permanent", gettext_lazy("Permanent exhibitions"), pgettext_lazy("unit", "exhibitions")),
        ("temporary", gettext_lazy("Temporary exhibitions"), pgettext_lazy("unit", "exhibitions")),
        ("online", gettext_lazy("Exhibitions online"), pgettext_lazy("unit", "exhibitions")),
        ("liked", gettext_lazy("What people stop at"), pgettext_lazy("unit", "by name")),
    ]),
    (pgettext_lazy("yearly report", "Visits"), [
        "days_open",
        ("evenings", gettext_lazy("Evenings open"), pgettext_lazy("unit", "days")),
        "visitors", "children", "elders", "group_visits", "group_persons", "organisations",
        "outside_organisations", "outside_visits", "outside_persons", "tours", "guides",
        "school_visits", "party_visits",
        ("events", gettext_lazy("Other events"), TIMES),
    ]),
    (pgettext_lazy("yearly report", "Volunteers"), [
        "volunteers_before", "volunteers", "served", "hours", "hours_each",
    ]),
    (gettext_lazy("Besides"), [
        ("website", gettext_lazy("Visits to the website"), TIMES),
        ("income", gettext_lazy("Income"), MONEY),
        ("spending", gettext_lazy("Spending"), MONEY),
        ("accidents", gettext_lazy("Accidents"), TIMES),
        ("press", gettext_lazy("Reports in the press"), pgettext_lazy("unit", "reports")),
    ]),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """code pen:…: nobody counts it here; said is what was filled in by hand. value or before None: it
    cannot be known."""

    code: str
    label: str
    unit: str
    value: Number | None = None
    before: Number | None = None
    said: str = ""

    @property
    def for_the_pen(self) -> bool:
        return self.code.startswith(PEN)


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The whole sheet, also as it is frozen. lines: sentences of kinds and grades."""

    period: Period
    before: Period
    sections: tuple[Section, ...]
    lines: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]


def pen_rows() -> list[Row]:
    """Return the rows that nobody counts, empty."""
    entries = [entry for _label, entries in ROWS for entry in entries if isinstance(entry, tuple)]
    return [Row(f"{PEN}:{code}", str(label), str(unit)) for code, label, unit in entries]


def table(period: Period, by_hand: Mapping[str, str] | None = None) -> Table:
    """Count the sheet of a period, beside the same period of last year. by_hand: what the pen's rows
    say, by their codes."""
    now, before = PeriodCounts(period), period.a_year_before()
    then = PeriodCounts(before) if _existed(before) else None
    said = by_hand or {}
    sections = tuple(
        Section(str(label), tuple(_row(entry, now, then, said) for entry in entries))
        for label, entries in ROWS
    )
    return Table(period, before, sections, _lines(now))


def _existed(period: Period) -> bool:
    """Return whether there was a museum: before it was founded a column of noughts would lie."""
    founded = Museum.load().founded_on
    return founded is None or period.last >= founded


def _row(entry, now: PeriodCounts, then: PeriodCounts | None, by_hand: Mapping[str, str]) -> Row:
    if isinstance(entry, tuple):
        code, label, unit = entry
        key = f"{PEN}:{code}"
        return Row(key, str(label), str(unit), said=by_hand.get(key, ""))
    known = BY_CODE[entry]
    figure = known.figure(now)
    before = None if then is None or known.of_today else known.value(then)
    return Row(entry, _said(figure), figure.unit, figure.value, before)


def _said(figure) -> str:
    """Return the words as a row that stands without its section and its sentence."""
    return {
        "giver_persons": _("Givers, persons"),
        "giver_households": _("Givers, households"),
        "giver_organisations": _("Givers, organisations"),
    }.get(figure.code, figure.label)


def _lines(now: PeriodCounts) -> tuple[tuple[str, str], ...]:
    none = pgettext("object", "not sorted yet")
    kinds = "、".join(f"{each.name or none} {each.objects}" for each in now.categories)
    grades = "、".join(f"{each.name or none} {each.objects}" for each in now.grades)
    outside = _("%(place)s and farther") % {"place": outside_begins()}
    return (
        (_("By kind"), kinds or "0"),
        (_("By grade"), grades or "0"),
        (_("What outside means"), outside),
    )


def frozen(counted: Table) -> dict:
    """Return a table as it is kept: words, whole numbers, and text for numbers with a place."""
    return {
        "day": today().isoformat(),
        "sections": [
            {"label": section.label,
             "rows": [asdict(row) | {"value": _kept(row.value), "before": _kept(row.before)}
                      for row in section.rows]}
            for section in counted.sections
        ],
        "lines": [list(line) for line in counted.lines],
    }  # fmt: skip


def thawed(kept: dict, period: Period) -> Table:
    """Return the table that was kept."""
    sections = tuple(
        Section(section["label"], tuple(
            Row(**row | {"value": _read(row["value"]), "before": _read(row["before"])})
            for row in section["rows"]
        ))
        for section in kept["sections"]
    )  # fmt: skip
    lines = tuple((label, said) for label, said in kept["lines"])
    return Table(period, period.a_year_before(), sections, lines)


def _kept(value: Number | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _read(value: int | str | None) -> Number | None:
    return Decimal(value) if isinstance(value, str) else value
