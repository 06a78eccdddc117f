"""A volunteer, and shifts round the clock (tests/journeys/test_a_shift.py)."""

import datetime

from museum.accounts.models import User
from museum.clock import today
from museum.people.models import Person
from museum.volunteers import certifying, hours, joining, planning
from museum.volunteers.models import Role, ShiftTemplate, Volunteer
from tests.journeys.staff import account


def prepare() -> User:
    """Return the coordinator; an old volunteer without an account is there, and a tablet's account."""
    coordinator = account("zhaoji", "志愿者召集人", "金", "秀英")
    account("zhiban", "值班员", "金", "秀英")
    granny = Person.objects.create(
        name="王桂兰", address_form="婆婆", former_group="三组", phone="13800001234"
    )
    joining.join(granny, born=1951, by=coordinator, joined_on=datetime.date(2026, 1, 10))
    # A shift round the clock on every day: whenever this runs, one is on.
    for weekday in range(7):
        ShiftTemplate.objects.create(
            weekday=weekday, starts=datetime.time(0), ends=datetime.time(23, 59),
            role=Role.objects.get(name="值守"), needed=2, place="一厅",
        )  # fmt: skip
    return coordinator


def serve_in_a_busy_month() -> datetime.date:
    """Return today; three shifts on every day, which the poster has to hold on one page, and one of
    yesterday that was served and certified."""
    coordinator, volunteer = prepare(), Volunteer.objects.get()
    for hour in (8, 13):
        for weekday in range(7):
            ShiftTemplate.objects.create(
                weekday=weekday, starts=datetime.time(hour), ends=datetime.time(hour + 2),
                role=Role.objects.get(name="讲解"), needed=3, place="一厅",
            )  # fmt: skip
    planning.make_month(today().year, today().month, by=coordinator)
    yesterday = today() - datetime.timedelta(days=1)
    watch = Role.objects.get(name="值守")
    shift = planning.add_shift(
        yesterday, datetime.time(9), datetime.time(12), watch, by=coordinator
    )
    hours.enter(shift, volunteer, shift.starts_at, shift.ends_at, by=coordinator)
    certifying.certify(volunteer, yesterday, yesterday, by=coordinator)
    return today()


def plan_wednesdays() -> tuple[int, int]:
    """Return year and month of a month that has shifts on Wednesdays alone."""
    coordinator = prepare()
    ShiftTemplate.objects.exclude(weekday=2).update(in_use=False)
    after = today().replace(day=28) + datetime.timedelta(days=5)
    planning.make_month(after.year, after.month, by=coordinator)
    return after.year, after.month
