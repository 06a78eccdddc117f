"""Bars, as plain SVG in a page of any width: numbers and words only, drawn by figures/chart.html.

Rows, not columns: twelve months are read on a telephone, and print as they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.figures.narrowing import NOBODY
from museum.figures.period_counts import PeriodCounts

# In units of the drawing, which is as wide as a telephone's page.
WIDE, LABEL, NUMBER, ROW, BAR = 340, 112, 56, 28, 16
BARS = WIDE - LABEL - NUMBER
HEAD = 8
IN_LABEL = 7


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: which series, from where, how long, how many."""

    series: int
    x: float
    width: float
    value: int | float


@dataclass(frozen=True, slots=True)
class Bar:
    """numbers: one a series, where there is more than one. asks: what the address of its records
    asks for besides the period, "" where a bar is nobody's record."""

    label: str
    short: str
    value: int | float
    numbers: tuple[int | float, ...]
    parts: tuple[Part, ...]
    y: int
    baseline: int
    number_x: float
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """title and description are what a screen reader says of it; the table says the rest.

    figure: the code of the figure whose records the bars share among them."""

    code: str
    title: str
    description: str
    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    figure: str = ""

    @property
    def height(self) -> int:
        return HEAD + ROW * len(self.bars)


def chart(code: str, title: str, unit: str, rows: Sequence[tuple], series=(), figure="") -> Chart:
    """Return a chart of rows (what to ask for, label, number, number …), a number for each series."""
    longest = max((sum(numbers) for _asks, _label, *numbers in rows), default=0) or 1
    bars = tuple(_bar(at, row[0], row[1], row[2:], longest) for at, row in enumerate(rows))
    most = max(bars, key=lambda bar: bar.value, default=None)
    summary = _("%(rows)s rows, %(sum)s %(unit)s in all.") % {
        "rows": len(bars), "sum": sum(bar.value for bar in bars), "unit": unit,
    }  # fmt: skip
    if most:
        summary += _(" Most: %(label)s, %(value)s %(unit)s.") % {
            "label": most.label, "value": most.value, "unit": unit,
        }  # fmt: skip
    return Chart(code, title, summary, unit, tuple(series), bars, figure)


def _bar(at: int, asks: str, label: str, numbers, longest) -> Bar:
    x, parts = float(LABEL), []
    for series, number in enumerate(numbers):
        width = round(BARS * float(number) / float(longest), 1)
        if number:
            parts.append(Part(series, round(x, 1), width, number))
        x += width
    y = HEAD + at * ROW
    short = label if len(label) <= IN_LABEL else f"{label[: IN_LABEL - 1]}…"
    segments = tuple(numbers) if len(numbers) > 1 else ()
    return Bar(label, short, sum(numbers), segments, tuple(parts), y, y + BAR - 3, round(x + 6, 1),
               asks)  # fmt: skip


def months(counts: PeriodCounts) -> Chart:
    one_year = counts.first.year == counts.last.year
    rows = [
        (counts.period.within(each.year, each.month).query,
         _("month %(month)s") % {"month": each.month} if one_year
         else _("%(year)s-%(month)s") % {"year": each.year, "month": each.month},
         each.singles, each.in_groups)
        for each in counts.months
    ]  # fmt: skip
    series = (pgettext("visitors", "on their own"), pgettext("visitors", "in groups"))
    return chart("months", _("Visits by month"), _people(), rows, series, "visitors")


def kinds(counts: PeriodCounts) -> Chart:
    rows = [_row("kind", each.code, each.name, each.persons) for each in counts.kinds]
    rows.sort(key=lambda row: -row[2])
    return chart("kinds", _("Who came"), _people(), rows, figure="visitors")


def origins(counts: PeriodCounts) -> Chart:
    rows = [_row("origin", each.code, each.name, each.persons)
            for each in counts.origins if each.code != "unasked"]  # fmt: skip
    label = _("Where the groups came from")
    return chart("origins", label, _people(), rows, figure="group_persons")


def ways(counts: PeriodCounts) -> Chart:
    rows = [_row("way", each.code, each.name, each.objects)
            for each in counts.ways if each.objects]  # fmt: skip
    return chart("ways", _("How things came"), _pieces(), rows, figure="collected")


def categories(counts: PeriodCounts) -> Chart:
    none = pgettext("object", "not sorted yet")
    rows = [_row("category", each.code or NOBODY, each.name or none, each.objects)
            for each in counts.categories]  # fmt: skip
    return chart("categories", _("What kind of things"), _pieces(), rows, figure="held")


def works(counts: PeriodCounts) -> Chart:
    rows = [_row("work", each.pk, each.name, each.hours) for each in counts.works]
    return chart("works", _("Hours by kind of work"), pgettext("unit", "hours"), rows,
                 figure="hours")  # fmt: skip


def _row(by: str, value, label: str, number) -> tuple:
    return f"by={by}&of={value}", label, number


def _pieces() -> str:
    return pgettext("unit", "pieces")


def _people() -> str:
    return pgettext("unit", "visits by persons")


BY_SECTION = {
    "objects": (ways, categories),
    "visits": (months, kinds, origins),
    "volunteers": (works,),
}


def of_section(section: str, counts: PeriodCounts) -> list[Chart]:
    """Return a section's charts, those without a bar left out."""
    drawn = [draw(counts) for draw in BY_SECTION.get(section, ())]
    return [each for each in drawn if each.bars]
