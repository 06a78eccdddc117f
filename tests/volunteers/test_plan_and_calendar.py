"""The weekly plan knows when the museum is open."""

import datetime

import pytest
from django.urls import reverse

from museum.visits.models import SpecialDay, VisitSettings, WeeklyHours
from museum.volunteers import planning
from museum.volunteers.models import Shift, ShiftTemplate
from tests.volunteers.conftest import day_at

T, D = datetime.time, datetime.date
SATURDAY, HOLIDAY_MONDAY = D(2026, 10, 10), D(2026, 10, 5)


@pytest.fixture
def october(clock):
    clock(day_at(D(2026, 9, 30), 9))


@pytest.fixture
def hours(db):
    setting = VisitSettings.load()
    for weekday in range(1, 7):
        WeeklyHours.objects.create(settings=setting, weekday=weekday, opens=T(9), closes=T(16))
    return setting


def dates(shifts):
    return {shift.date for shift in shifts}


def test_a_closed_day_has_no_shifts_and_the_screen_says_which(
    plan, hours, october, coordinator, client
):
    SpecialDay.objects.create(settings=hours, first=SATURDAY, last=SATURDAY, words="盘点")
    client.force_login(coordinator)

    answer = client.post(reverse("volunteering:month", args=[2026, 10]), follow=True)

    made = dates(Shift.objects.all())
    assert SATURDAY not in made
    assert D(2026, 10, 17) in made
    assert "10月10日不开门，没有排班" in answer.content.decode()


def test_a_monday_opened_for_a_holiday_has_the_weekend_s_shifts(plan, hours, october, coordinator):
    SpecialDay.objects.create(settings=hours, holiday="nation", first=D(2026, 10, 1),
                              last=D(2026, 10, 7), is_open=True, opens=T(9), closes=T(17))  # fmt: skip

    made = planning.make_month(2026, 10, by=coordinator)
    again = planning.make_month(2026, 10, by=coordinator)

    (monday,) = [shift for shift in made if shift.date == HOLIDAY_MONDAY]
    assert (monday.template.weekday, monday.needed) == (5, 2)
    assert D(2026, 10, 12) not in dates(made)
    assert again == []


def test_cleaning_on_a_day_that_is_always_closed_stays(plan, hours, october, coordinator, watch):
    ShiftTemplate.objects.create(weekday=0, role=watch)

    made = planning.make_month(2026, 10, by=coordinator)

    assert D(2026, 10, 12) in dates(made)


def test_without_opening_hours_the_plan_is_the_plan(plan, october, coordinator):
    made = planning.make_month(2026, 10, by=coordinator)

    assert {date.weekday() for date in dates(made)} == {1, 5}


def test_an_open_day_of_other_hours_keeps_its_own_shifts(plan, hours, october, coordinator):
    SpecialDay.objects.create(settings=hours, first=SATURDAY, last=SATURDAY, is_open=True, opens=T(10),
                              closes=T(11))  # fmt: skip

    made = planning.make_month(2026, 10, by=coordinator)

    assert len([shift for shift in made if shift.date == SATURDAY]) == 1
