"""What hangs on the wall and lies at the door: the month as a poster, the sheet to sign."""

import calendar
import datetime
import math
from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from museum.public import museum
from museum.volunteers.desk.codes import code_of
from museum.volunteers.models import Shift
from museum.volunteers.permissions import may, own
from museum.volunteers.recording import spoken, today, weekdays

# volunteers-paper.css: a page has room for so many lines to sign, a shift's heading takes some.
ON_A_SHEET, HEADING = 22, 3.5
# volunteers-poster.css: what is left of A4 for the weeks, and a day's column without its padding.
FOR_THE_WEEKS, COLUMN, DAY_HEAD, GAP = 150, 36, 8, 0.6
POINT = 25.4 / 72
SIZES = (9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5)


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
        free = 0 if shift.is_over else max(0, shift.needed - len(names))
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
        "size": SIZES.index(size_for(weeks)),
    })  # fmt: skip


def size_for(weeks) -> float:
    """Return the largest type, in points, in which the whole month stands on one page."""
    return next((size for size in SIZES if height(weeks, size) <= FOR_THE_WEEKS), SIZES[-1])


def height(weeks, size: float) -> float:
    """Return the millimetres that the weeks take in type of this size."""
    line, room = size * 1.25 * POINT, int(COLUMN / (size * POINT))
    return sum(
        DAY_HEAD + max(sum(lines(each, room) * line + GAP for each in day["shifts"])
                       for day in week)
        for week in weeks
    )  # fmt: skip


def lines(entry: dict, room: int) -> int:
    """Return the lines of one shift: its hours and work, then the names and who is missing."""
    names = sum(len(name) + 1 for name in entry["names"]) + (6 if entry["free"] else 0)
    return 1 + math.ceil(names / room)


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
    """Return the shifts of a day in as many pages as they need."""
    pages: list[list[dict]] = [[]]
    left: float = ON_A_SHEET
    for shift in shifts:
        need = len(shift["rows"]) + HEADING
        if need > left and pages[-1]:
            pages.append([])
            left = ON_A_SHEET
        pages[-1].append(shift)
        left -= need
    return pages
