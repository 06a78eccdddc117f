import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError

from museum import ledger
from museum.volunteers import counting, hours, rota
from museum.volunteers.models import ServiceLine, SignIn
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


@pytest.fixture
def on(granny, morning, coordinator):
    rota.sign_up(morning, granny, by=coordinator)
    return granny


def test_in_and_out_make_a_line_in_minutes(on, morning, doorkeeper, clock):
    clock(day_at(MONDAY, 8, 55))
    row = hours.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 12, 4))

    line = hours.sign_out(row, by=doorkeeper)

    assert (line.minutes, line.waits) == (189, "")
    assert counting.minutes_between(*YEAR) == 189
    assert counting.half_hours(189) == 3


def test_too_early_too_late_twice_and_without_a_place_are_refused(
    on, guide, morning, doorkeeper, clock
):
    clock(day_at(MONDAY, 8, 29))
    assert refused(hours.sign_in, morning, on, by=doorkeeper) == {"early"}

    clock(day_at(MONDAY, 8, 30))
    row = hours.sign_in(morning, on, by=doorkeeper)
    assert refused(hours.sign_in, morning, on, by=doorkeeper) == {"in_already"}
    assert refused(hours.sign_in, morning, guide, by=doorkeeper) == {"not_on"}

    hours.sign_out(row, by=doorkeeper)
    assert refused(hours.sign_out, row, by=doorkeeper) == {"out_already"}
    clock(day_at(MONDAY, 12))
    assert refused(hours.sign_in, morning, on, by=doorkeeper) == {"past"}


def test_a_tap_that_is_sent_twice_is_written_once(on, morning, doorkeeper, clock):
    clock(day_at(MONDAY, 9))
    into, out = uuid.uuid4(), uuid.uuid4()

    rows = [hours.sign_in(morning, on, by=doorkeeper, key=into) for _time in range(2)]
    lines = [hours.sign_out(rows[0], by=doorkeeper, key=out) for _time in range(2)]

    assert rows[0] == rows[1]
    assert lines[0] == lines[1]
    assert (SignIn.objects.count(), ServiceLine.objects.count()) == (1, 1)


def test_a_forgotten_sign_out_stands_on_the_weekly_list_with_the_planned_end(
    on, morning, doorkeeper, coordinator, clock
):
    clock(day_at(MONDAY, 9))
    row = hours.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 12))

    assert list(SignIn.objects.forgotten()) == [row]
    assert counting.minutes_between(*YEAR) == 0
    line = hours.settle(row, by=coordinator)
    assert (line.left_at, line.minutes) == (morning.ends_at, 180)
    assert not SignIn.objects.forgotten().exists()
    assert counting.minutes_between(*YEAR) == 180


def test_signing_out_in_the_evening_takes_the_planned_end_and_waits(
    on, morning, doorkeeper, coordinator, clock
):
    clock(day_at(MONDAY, 9))
    row = hours.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 20))

    line = hours.sign_out(row, by=doorkeeper)

    assert (line.left_at, line.waits) == (morning.ends_at, "forgotten")
    assert counting.minutes_between(*YEAR) == 0
    hours.confirm(line, by=coordinator)
    assert counting.minutes_between(*YEAR) == 180


def test_a_sheet_written_down_late_needs_a_second_person(
    granny, morning, coordinator, second, doorkeeper, clock
):
    clock(day_at(MONDAY + datetime.timedelta(days=8), 9))

    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    assert line.waits == "late"
    assert counting.served_between(*YEAR) == 0
    assert refused(hours.confirm, line, by=coordinator) == {"same_person"}
    assert refused(hours.confirm, line, by=doorkeeper) == {"forbidden"}
    hours.confirm(line, by=second)
    assert refused(hours.confirm, line, by=second) == {"decided"}
    assert counting.served_between(*YEAR) == 1


def test_a_sheet_written_down_within_the_week_counts_at_once(granny, morning, coordinator, clock):
    clock(day_at(MONDAY + datetime.timedelta(days=7), 23))

    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    assert line.waits == ""
    assert counting.minutes_between(*YEAR) == 180


def test_what_was_refused_never_counts(granny, morning, coordinator, second, clock):
    clock(day_at(MONDAY + datetime.timedelta(days=9), 9))
    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    hours.confirm(line, by=second, accepted=False, reason="那天停电")

    assert not ServiceLine.objects.standing().exists()
    assert not ServiceLine.objects.waiting().exists()
    assert hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)


def test_a_coordinator_s_own_hours_need_a_second_person(
    volunteer_of, morning, coordinator, second, clock
):
    me = volunteer_of("金秀英", 1968, user=coordinator)
    clock(day_at(MONDAY, 13))

    line = hours.enter(morning, me, morning.starts_at, morning.ends_at, by=coordinator)

    assert line.waits == "own"
    assert refused(hours.confirm, line, by=coordinator) == {"own"}
    assert hours.confirm(line, by=second).accepted


def test_a_correction_is_a_new_line_with_a_reason(granny, morning, coordinator, clock):
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)
    came = day_at(MONDAY, 10)

    assert refused(hours.correct, line, came, morning.ends_at, by=coordinator, reason=" ") == {
        "no_reason"
    }
    new = hours.correct(line, came, morning.ends_at, by=coordinator, reason="十点才到")

    assert list(ServiceLine.objects.standing()) == [new]
    assert counting.minutes_between(*YEAR) == 120
    assert refused(hours.correct, line, came, came, by=coordinator, reason="x") == {"not_standing"}
    with pytest.raises(ValidationError):
        ServiceLine.objects.update(minutes=600)
    assert ledger.first_misfit() is None


def test_an_old_line_cannot_be_stretched_by_one_person_alone(
    granny, morning, coordinator, second, clock
):
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, morning.starts_at, day_at(MONDAY, 10), by=coordinator)
    clock(day_at(MONDAY + datetime.timedelta(days=30), 9))

    new = hours.correct(line, morning.starts_at, morning.ends_at, by=coordinator, reason="漏看")

    assert (new.waits, counting.minutes_between(*YEAR)) == ("late", 60)
    again = {"by": coordinator, "reason": "x"}
    assert refused(hours.correct, line, morning.starts_at, morning.ends_at, **again) == {"in_hand"}
    hours.confirm(new, by=second)
    assert counting.minutes_between(*YEAR) == 180


def test_whoever_was_not_there_is_struck_out(granny, morning, coordinator, clock):
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    hours.correct(line, morning.starts_at, morning.starts_at, by=coordinator, reason="记错了人")

    assert counting.served_between(*YEAR) == 0


def test_no_minute_counts_twice(granny, morning, coordinator, watch, clock):
    other = rota.add_shift(MONDAY, datetime.time(11), datetime.time(14), watch, by=coordinator)
    clock(day_at(MONDAY, 15))
    hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    taken = refused(hours.enter, other, granny, other.starts_at, other.ends_at, by=coordinator)

    assert taken == {"overlap"}
    assert hours.enter(other, granny, morning.ends_at, other.ends_at, by=coordinator).minutes == 120


def test_hours_of_tomorrow_and_of_another_day_are_refused(granny, morning, coordinator, clock):
    clock(day_at(MONDAY, 10))
    later = MONDAY + datetime.timedelta(days=3)

    assert refused(hours.enter, morning, granny, morning.starts_at, morning.ends_at,
                   by=coordinator) == {"future"}  # fmt: skip
    clock(day_at(later, 13))
    assert refused(hours.enter, morning, granny, day_at(later, 9), day_at(later, 12),
                   by=coordinator) == {"not_this_day"}  # fmt: skip
