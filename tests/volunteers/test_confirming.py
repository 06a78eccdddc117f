import datetime

from museum.volunteers import attending, confirming, counting, hours
from museum.volunteers.models import ServiceLine, SignIn
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def test_a_forgotten_sign_out_stands_on_the_weekly_list_with_the_planned_end(
    on, morning, doorkeeper, coordinator, clock
):
    clock(day_at(MONDAY, 9))
    row = attending.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 12))

    assert list(SignIn.objects.forgotten()) == [row]
    assert counting.minutes_between(*YEAR) == 0
    line = confirming.settle(row, by=coordinator)
    assert (line.left_at, line.minutes) == (morning.ends_at, 180)
    assert not SignIn.objects.forgotten().exists()
    assert counting.minutes_between(*YEAR) == 180


def test_a_sheet_written_down_late_needs_a_second_person(
    granny, morning, coordinator, second, doorkeeper, clock
):
    clock(day_at(MONDAY + datetime.timedelta(days=8), 9))

    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    assert line.waits == "late"
    assert counting.served_between(*YEAR) == 0
    assert refused(confirming.confirm, line, by=coordinator) == {"same_person"}
    assert refused(confirming.confirm, line, by=doorkeeper) == {"forbidden"}
    confirming.confirm(line, by=second)
    assert refused(confirming.confirm, line, by=second) == {"decided"}
    assert counting.served_between(*YEAR) == 1


def test_what_was_refused_never_counts(granny, morning, coordinator, second, clock):
    clock(day_at(MONDAY + datetime.timedelta(days=9), 9))
    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    confirming.confirm(line, by=second, accepted=False, reason="那天停电")

    assert not ServiceLine.objects.current().exists()
    assert not ServiceLine.objects.waiting().exists()
    assert hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)


def test_a_coordinator_s_own_hours_need_a_second_person(
    volunteer_of, morning, coordinator, second, clock
):
    me = volunteer_of("金秀英", 1968, user=coordinator)
    clock(day_at(MONDAY, 13))

    line = hours.enter(morning, me, morning.starts_at, morning.ends_at, by=coordinator)

    assert line.waits == "own"
    assert refused(confirming.confirm, line, by=coordinator) == {"own"}
    assert confirming.confirm(line, by=second).accepted
