import datetime

from museum.volunteers import planning, rota
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused


def test_a_month_is_made_from_the_weekly_plan_and_saying_it_twice_makes_no_more(plan, coordinator):
    made = planning.make_month(2026, 3, by=coordinator)
    again = planning.make_month(2026, 3, by=coordinator)

    assert len(made) == 9  # five Tuesdays and four Saturdays
    assert again == []
    assert {shift.date.weekday() for shift in made} == {1, 5}
    assert made[0].hours == "9:00–12:00"


def test_a_month_begun_is_made_from_today_on(plan, coordinator, clock):
    made = planning.make_month(2026, 3, by=coordinator, since=datetime.date(2026, 3, 20))

    assert min(shift.date for shift in made) == datetime.date(2026, 3, 21)


def test_without_a_plan_and_without_the_right_no_month_is_made(db, coordinator, registrar, clock):
    assert refused(planning.make_month, 2026, 3, by=coordinator) == {"no_plan"}
    assert refused(planning.make_month, 2026, 3, by=registrar) == {"forbidden"}


def test_a_shift_that_is_called_off_takes_nobody_and_keeps_nobody(
    granny, morning, coordinator, watch
):
    rota.sign_up(morning, granny, by=coordinator)
    planning.call_off(morning, by=coordinator, reason="停电")
    other = planning.add_shift(MONDAY, datetime.time(10), datetime.time(11), watch, by=coordinator)

    assert refused(planning.call_off, morning, by=coordinator, reason="停电") == {"called_off"}
    assert rota.sign_up(other, granny, by=coordinator)


def test_fewer_than_have_signed_up_cannot_be_needed(granny, guide, morning, coordinator):
    for each in (granny, guide):
        rota.sign_up(morning, each, by=coordinator)

    assert refused(planning.change, morning, by=coordinator, needed=1) == {"too_few"}


def test_one_at_least_is_needed_and_one_is_enough(morning, coordinator):
    assert refused(planning.change, morning, by=coordinator, needed=0) == {"too_few"}

    planning.change(morning, by=coordinator, needed=1)

    morning.refresh_from_db()
    assert morning.needed == 1
    assert planning.change(morning, by=coordinator, needed=3, place="二厅").place == "二厅"


def test_a_shift_past_midnight_belongs_to_the_day_it_begins(coordinator, watch, clock):
    shift = planning.add_shift(datetime.date(2026, 12, 31), datetime.time(22), datetime.time(1), watch,
                           by=coordinator)  # fmt: skip

    assert (shift.date.year, shift.ends_at) == (2026, day_at(datetime.date(2027, 1, 1), 1))
    assert shift.planned_minutes == 180
