"""What is printed: the month as a poster, the sheet to sign at the door, the service statement."""

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from museum.public import museum
from museum.volunteers.counting import half_hours
from museum.volunteers.desk.codes import code_of
from museum.volunteers.desk.screens import Screen
from museum.volunteers.models import ServiceLine, Shift, Statement
from museum.volunteers.permissions import may, own
from museum.volunteers.recording import day_of, spoken, today, weekdays

ON_A_SHEET = 16  # lines to sign on one page
ON_FIRST, ON_NEXT = 14, 26  # rows of a statement


@never_cache
def poster(request, year, month):
    """The month on one page, A3 or A4 across. Names as the volunteers chose, no numbers."""
    if not (may(request.user, "roster") or may(request.user, "attend") or own(request.user)):
        raise PermissionDenied
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise Http404
    by_day = defaultdict(list)
    first = datetime.date(year, month, 1)
    last = first.replace(day=calendar.monthrange(year, month)[1])
    for shift in Shift.objects.held().between(first, last).with_people():
        names = [each.volunteer.as_named for each in shift.people]
        free = max(0, shift.needed - len(names))
        by_day[shift.date].append({"shift": shift, "names": names, "free": free})
    weeks = [
        [{"date": day, "in_month": day.month == month, "shifts": by_day.get(day, [])}
         for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]  # fmt: skip
    return render(request, "volunteers/poster.html", {
        "museum": museum(),
        "first": first,
        "weeks": weeks,
        "weekdays": weekdays(),
        "back": reverse("volunteering:month", args=[year, month]),
        "printed": spoken(today()),
        "is_a3": request.GET.get("paper") == "a3",
        "is_dense": max((len(d["shifts"]) for w in weeks for d in w), default=0) > 3,
    })  # fmt: skip


@never_cache
def sheet(request, first, days):
    """The sheet to sign, for a day or a week: who is expected, room for whoever simply comes."""
    if not may(request.user, "attend"):
        raise PermissionDenied
    try:
        first = datetime.date.fromisoformat(first)
    except ValueError:
        raise Http404 from None
    last = first + datetime.timedelta(days=min(days, 7) - 1)
    pages = []
    shifts = Shift.objects.held().between(first, last).with_people()
    for shift in shifts:
        names = [each.volunteer.person.name for each in shift.people]
        blank = max(2, shift.needed - len(names) + 1)
        rows = names + [""] * blank
        pages.append({"shift": shift, "rows": rows, "code": code_of(shift, request)})
    by_day = defaultdict(list)
    for page in pages:
        by_day[page["shift"].date].append(page)
    return render(request, "volunteers/sheet.html", {
        "museum": museum(),
        "days": [(date, parts) for date, shifts in sorted(by_day.items())
                 for parts in divided(shifts)],
        "first": first,
        "last": last,
        "back": reverse("volunteering:month", args=[first.year, first.month]),
    })  # fmt: skip


def divided(shifts: list[dict]) -> list[list[dict]]:
    """Return the shifts of a day in as many pages as they need. A heading counts as three lines."""
    pages: list[list[dict]] = [[]]
    left = ON_A_SHEET
    for shift in shifts:
        need = len(shift["rows"]) + 3
        if need > left and pages[-1]:
            pages.append([])
            left = ON_A_SHEET
        pages[-1].append(shift)
        left -= need
    return pages


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
        "issued": spoken(row.happened_at),
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
        standing = ServiceLine.objects.standing()
        told = []
        for row in found:
            pks = [pk for pk, _minutes in row.lines]
            still = standing.filter(pk__in=pks).count()
            told.append({
                "statement": row,
                "hours": half_hours(row.minutes),
                "day": day_of(row.happened_at),
                "corrected": len(pks) - still,
            })  # fmt: skip
        return super().get_context_data(statements=told, **kwargs)
