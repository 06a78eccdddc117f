import datetime

import pytest

from museum.visits import opening, public
from museum.visits.models import SpecialDay, Visiting, WeeklyHours

FIRST = datetime.date(2026, 10, 1)
pytestmark = pytest.mark.usefixtures("a_wednesday")


def test_a_special_day_goes_before_the_week_and_one_day_before_a_holiday_week(hours):
    SpecialDay.objects.create(visiting=hours, first=FIRST, last=FIRST + datetime.timedelta(days=6))
    SpecialDay.objects.create(
        visiting=hours, first=FIRST, last=FIRST, is_open=True,
        opens=datetime.time(8), closes=datetime.time(10),
    )  # fmt: skip

    assert [str(each) for each in opening.hours(FIRST)] == ["8:00–10:00"]
    assert not opening.is_open(FIRST + datetime.timedelta(days=1))
    assert opening.is_open(FIRST + datetime.timedelta(days=7))


def test_a_visit_that_would_not_end_before_closing_is_no_time(hours):
    Visiting.objects.update(slot_minutes=50)

    assert [str(each) for each in opening.slots(FIRST)] == [
        "9:00–9:50",
        "9:50–10:40",
        "10:40–11:30",
    ]


def test_the_days_of_a_week_that_were_open(hours):
    assert opening.days_open(FIRST, FIRST + datetime.timedelta(days=6)) == 6


def test_neighbouring_days_of_the_same_hours_stand_on_one_line(hours):
    WeeklyHours.objects.filter(weekday=6).update(closes=datetime.time(11))

    assert [(line.weekdays, line.times) for line in public.opening().week] == [
        ("星期一", ""), ("星期二至星期六", "9:00–12:00"), ("星期日", "9:00–11:00"),
    ]  # fmt: skip


def test_search_engines_read_the_week_and_what_differs(hours):
    day = datetime.date(2026, 12, 1)
    SpecialDay.objects.create(visiting=hours, first=day, last=day)

    week, closed = public.hours_for_schema()

    assert (week["opens"], week["closes"], len(week["dayOfWeek"])) == ("09:00", "12:00", 6)
    assert (closed["validFrom"], closed["opens"], closed["closes"]) == (
        "2026-12-01",
        "00:00",
        "00:00",
    )


def test_without_hours_there_is_nothing_to_book(db):
    assert not public.opening().takes_bookings
    assert public.bookable_days() == []
