"""Bars, as plain SVG in a page of any width: numbers and words only, drawn by figures/chart.html.

Rows, not columns: twelve months are read on a telephone, and print as they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.figures.reckoning import Reckoning
from museum.volunteers.counting import half_hours

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
    """numbers: one a series, where there is more than one."""

    label: str
    short: str
    value: int | float
    numbers: tuple[int | float, ...]
    parts: tuple[Part, ...]
    y: int
    baseline: int
    number_x: float


@dataclass(frozen=True, slots=True)
class Chart:
    """title and description are what a screen reader says of it; the table says the rest."""

    code: str
    title: str
    description: str
    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return HEAD + ROW * len(self.bars)


def chart(code: str, title: str, unit: str, rows: Sequence[tuple], series=()) -> Chart:
    """Return a chart of rows (label, number, number …), a number for each series."""
    longest = max((sum(numbers) for _label, *numbers in rows), default=0) or 1
    bars = tuple(_bar(at, label, numbers, longest) for at, (label, *numbers) in enumerate(rows))
    most = max(bars, key=lambda bar: bar.value, default=None)
    told = _("%(rows)s rows, %(sum)s %(unit)s in all.") % {
        "rows": len(bars), "sum": sum(bar.value for bar in bars), "unit": unit,
    }  # fmt: skip
    if most:
        told += _(" Most: %(label)s, %(value)s %(unit)s.") % {
            "label": most.label, "value": most.value, "unit": unit,
        }  # fmt: skip
    return Chart(code, title, told, unit, tuple(series), bars)


def _bar(at: int, label: str, numbers, longest) -> Bar:
    x, parts = float(LABEL), []
    for series, number in enumerate(numbers):
        width = round(BARS * float(number) / float(longest), 1)
        if number:
            parts.append(Part(series, round(x, 1), width, number))
        x += width
    y = HEAD + at * ROW
    short = label if len(label) <= IN_LABEL else f"{label[: IN_LABEL - 1]}…"
    told = tuple(numbers) if len(numbers) > 1 else ()
    return Bar(label, short, sum(numbers), told, tuple(parts), y, y + BAR - 3, round(x + 6, 1))


def months(reckoning: Reckoning) -> Chart:
    one_year = reckoning.first.year == reckoning.last.year
    rows = [
        (_("month %(month)s") % {"month": each.month} if one_year
         else _("%(year)s-%(month)s") % {"year": each.year, "month": each.month},
         each.singles, each.in_groups)
        for each in reckoning.months
    ]  # fmt: skip
    series = (pgettext("visitors", "on their own"), pgettext("visitors", "in groups"))
    return chart("months", _("Visits by month"), _people(), rows, series)


def kinds(reckoning: Reckoning) -> Chart:
    rows = [(each.name, each.persons) for each in reckoning.kinds]
    return chart("kinds", _("Who came"), _people(), sorted(rows, key=lambda row: -row[1]))


def origins(reckoning: Reckoning) -> Chart:
    rows = [(each.name, each.persons) for each in reckoning.origins if each.code != "unasked"]
    return chart("origins", _("Where the groups came from"), _people(), rows)


def ways(reckoning: Reckoning) -> Chart:
    rows = [(each.name, each.objects) for each in reckoning.ways if each.objects]
    return chart("ways", _("How things came"), pgettext("unit", "pieces"), rows)


def categories(reckoning: Reckoning) -> Chart:
    none = pgettext("object", "not sorted yet")
    rows = [(each.name or none, each.objects) for each in reckoning.categories]
    return chart("categories", _("What kind of things"), pgettext("unit", "pieces"), rows)


def works(reckoning: Reckoning) -> Chart:
    rows = [(each.name, half_hours(each.minutes)) for each in reckoning.works]
    return chart("works", _("Hours by kind of work"), pgettext("unit", "hours"), rows)


def _people() -> str:
    return pgettext("unit", "visits by persons")


BY_SECTION = {
    "objects": (ways, categories),
    "visits": (months, kinds, origins),
    "volunteers": (works,),
}


def of_section(section: str, reckoning: Reckoning) -> list[Chart]:
    """Return a section's charts, those without a bar left out."""
    drawn = [draw(reckoning) for draw in BY_SECTION.get(section, ())]
    return [each for each in drawn if each.bars]
