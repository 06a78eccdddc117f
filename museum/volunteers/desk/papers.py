"""The service statement on A4, and the register of those that were issued."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from museum.clock import day_in_words, day_of
from museum.public import museum
from museum.volunteers.counting import half_hours
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import ServiceLine, Statement
from museum.volunteers.permissions import may

ON_FIRST, ON_NEXT = 14, 26  # rows of a statement


@dataclass
class Row:
    when: str
    what: str
    times: int
    minutes: int

    @property
    def hours(self):
        return f"{self.minutes // 60}:{self.minutes % 60:02d}"


@dataclass
class StatementPaper:
    """What a statement says, from the ids and minutes it was issued with."""

    statement: Statement
    rows: list[Row]
    pages: list[list[Row]] = field(default_factory=list)

    @property
    def times(self) -> int:
        return sum(row.times for row in self.rows)


def write(statement: Statement) -> StatementPaper:
    """Write the statement as it was issued: month by month, kind of work by kind of work."""
    minutes = dict(statement.lines)
    found = ServiceLine.objects.select_related("shift__role", "shift__campaign").in_bulk(minutes)
    rows: dict[tuple, Row] = {}
    for line in sorted(found.values(), key=lambda line: line.came_at):
        shift = line.shift
        what = shift.role.name
        if shift.campaign:
            what += f"（{shift.campaign.name}）"
        key = (shift.date.year, shift.date.month, what)
        when = date_format(shift.date, "Y年n月")
        row = rows.setdefault(key, Row(when, what, 0, 0))
        row.times += 1
        row.minutes += minutes[line.pk]
    paper = StatementPaper(statement, list(rows.values()))
    rest = paper.rows
    paper.pages = [rest[:ON_FIRST]]
    for start in range(ON_FIRST, len(rest), ON_NEXT):
        paper.pages.append(rest[start : start + ON_NEXT])
    return paper


@never_cache
def statement(request, pk):
    if not may(request.user, "certify"):
        raise PermissionDenied
    found = Statement.objects.select_related("volunteer__person", "responsible", "by")
    row = get_object_or_404(found, pk=pk)
    return render(request, "volunteers/statement.html", {
        "museum": museum(),
        "paper": write(row),
        "statement": row,
        "hours": half_hours(row.minutes),
        "issued": day_in_words(row.happened_at),
        "back": reverse("volunteers:inspect", args=[row.volunteer_id]),
    })  # fmt: skip


class StatementsView(Screen):
    """The register of statements: each number once, and what has changed since."""

    template_name = "volunteers/statements.html"
    page_title = gettext_lazy("Service statements")
    needs = "certify"
    tab = "statements"

    def get_context_data(self, **kwargs):
        found = Statement.objects.select_related("volunteer__person", "by")[:500]
        current = ServiceLine.objects.current()
        issued = []
        for row in found:
            pks = [pk for pk, _minutes in row.lines]
            still = current.filter(pk__in=pks).count()
            issued.append({
                "statement": row,
                "hours": half_hours(row.minutes),
                "day": day_of(row.happened_at),
                "corrected": len(pks) - still,
            })  # fmt: skip
        return super().get_context_data(
            statements=issued, may_hand_over=may(self.request.user, "hand_over"), **kwargs
        )
