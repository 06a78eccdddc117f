"""What hangs on the wall and lies at the door: the month as a poster, the sheet to sign."""

import calendar
import datetime
import math
from collections import Counter, defaultdict

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from museum.clock import day_in_words, today, weekdays
from museum.people.looking import note
from museum.people.models import Look
from museum.public import museum
from museum.volunteers.desk.codes import code_of
from museum.volunteers.models import Shift
from museum.volunteers.permissions import may, own

# volunteers-paper.css: a page has room for so many lines to sign, a shift's heading takes some.
ON_A_SHEET, HEADING = 22, 3.5
# volunteers-poster.css: what is left of A4 for the weeks, and a day's column without its padding.
FOR_THE_WEEKS, COLUMN, PADDING, GAP = 150, 36, 2.5, 0.6
POINT = 25.4 / 72
SIZES = (9, 8.5, 8, 7.5, 7, 6.5)


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
    shifts = list(Shift.objects.held().between(first, last).with_people())
    told_apart = apart({each.volunteer for shift in shifts for each in shift.people})
    for shift in shifts:
        names = [told_apart[each.volunteer_id] for each in shift.people]
        free = 0 if shift.is_over else max(0, shift.needed - len(names))
        by_day[shift.date].append({"shift": shift, "names": names, "free": free})
    weeks = [
        [{"date": day, "in_month": day.month == month, "shifts": by_day.get(day, [])}
         for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]  # fmt: skip
    sheets, size = laid_out(weeks)
    return render(request, "volunteers/poster.html", {
        "museum": museum(),
        "first": first,
        "sheets": sheets,
        "weekdays": weekdays(),
        "back": reverse("volunteering:month", args=[year, month]),
        "printed": day_in_words(today()),
        "is_a3": request.GET.get("paper") == "a3",
        "size": SIZES.index(size),
    })  # fmt: skip


def apart(volunteers) -> dict[int, str]:
    """Return how each is named on the wall, as they chose; of two who are named alike each with the
    number of their card, which tells strangers nothing."""
    named = {each.pk: each.as_named for each in volunteers}
    counted = Counter(named.values())
    return {
        each.pk: f"{each.as_named}（{each.label}）" if counted[each.as_named] > 1 else each.as_named
        for each in volunteers
    }


def laid_out(weeks: list) -> tuple[list[list], float]:
    """Return the weeks on as few sheets as they need, and the largest type they then have, in points.

    A month too full for one sheet in type that is read from a step away goes on two or three.
    """
    for count in (1, 2, 3):
        each = math.ceil(len(weeks) / count)
        sheets = [weeks[at : at + each] for at in range(0, len(weeks), each)]
        for size in SIZES:
            if all(height(part, size) <= FOR_THE_WEEKS for part in sheets):
                return sheets, size
    return sheets, SIZES[-1]


def height(weeks, size: float) -> float:
    """Return the millimetres that the weeks take in type of this size."""
    line, room = size * 1.25 * POINT, int(COLUMN / (size * POINT))
    return sum(
        PADDING + max(_lines(day["shifts"], room) * line + GAP * len(day["shifts"])
                      for day in week)
        for week in weeks
    )  # fmt: skip


def _lines(shifts: list[dict], room: int) -> int:
    """Return the lines of one day: of each shift its hours and work, then who comes, who is missing.
    The number of the day stands in the corner, and in large type takes a line of its own."""
    counted = 1 if room < 13 or not shifts else 0
    for each in shifts:
        names = sum(len(name) + 1 for name in each["names"]) + (6 if each["free"] else 0)
        counted += 1 + math.ceil(names / room)
    return counted


@never_cache
def sheet(request, first, days):
    """The sheet to sign, for a day or a week: who is expected, room for whoever simply comes."""
    if not may(request.user, "attend"):
        raise PermissionDenied
    try:
        first = datetime.date.fromisoformat(first)
        last = first + datetime.timedelta(days=min(days, 7) - 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    pages = []
    shifts = Shift.objects.held().between(first, last).with_people()
    for shift in shifts:
        names = [each.volunteer.person.name for each in shift.people]
        for each in shift.people:
            note(request.user, each.volunteer.person, Look.Kind.LIST)
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
        "has_codes": all(page["code"] for page in pages),
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
