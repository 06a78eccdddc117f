"""Who is on duty at the door, and what the door has counted (tests/journeys/test_the_door.py)."""

import datetime

from museum import clock
from museum.accounts.models import User
from museum.visits import counting, visiting
from museum.visits.models import Tap, VisitSettings, WeeklyHours
from tests.journeys.staff import account


def go_on_duty() -> None:
    account("zhiban", "值班员", "马", "秀英")
    for weekday in range(7):
        WeeklyHours.objects.create(
            settings=VisitSettings.load(),
            weekday=weekday,
            opens=datetime.time(9),
            closes=datetime.time(12),
        )


def counted() -> list[int]:
    """Return adults, children, elders, how many came in groups, and how often was tapped."""
    found = counting.between(clock.today(), clock.today())
    return [found.adults, found.children, found.elders, found.in_groups, Tap.objects.count()]


def write_down_a_dozen_groups() -> None:
    """A school, and after it so many others that the door does not offer it at first."""
    by = User.objects.get(username="zhiban")
    names = [
        "青石桥小学",
        *(f"{sign}字合作社" for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"),
    ]
    for name in names:
        kind = "school" if name == names[0] else "company"
        slip = visiting.Slip(persons=3, origin="city", kind=kind, organisations=[name])
        visiting.receive(slip, by=by)
