import datetime
import uuid

from museum.volunteers import attending, confirming, counting
from museum.volunteers.models import ServiceLine, SignIn
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def test_in_and_out_make_a_line_in_minutes(on, morning, doorkeeper, clock):
    clock(day_at(MONDAY, 8, 55))
    row = attending.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 12, 4))

    line = attending.sign_out(row, by=doorkeeper)

    assert (line.minutes, line.waits) == (189, "")
    assert counting.minutes_between(*YEAR) == 189
    assert counting.half_hours(189) == 3


def test_too_early_too_late_twice_and_without_a_place_are_refused(
    on, guide, morning, doorkeeper, clock
):
    clock(day_at(MONDAY, 8, 29))
    assert refused(attending.sign_in, morning, on, by=doorkeeper) == {"early"}

    clock(day_at(MONDAY, 8, 30))
    row = attending.sign_in(morning, on, by=doorkeeper)
    assert refused(attending.sign_in, morning, on, by=doorkeeper) == {"in_already"}
    assert refused(attending.sign_in, morning, guide, by=doorkeeper) == {"not_on"}

    attending.sign_out(row, by=doorkeeper)
    assert refused(attending.sign_out, row, by=doorkeeper) == {"out_already"}
    clock(day_at(MONDAY, 12))
    assert refused(attending.sign_in, morning, on, by=doorkeeper) == {"past"}


def test_a_tap_that_is_sent_twice_is_written_once(on, morning, doorkeeper, clock):
    clock(day_at(MONDAY, 9))
    into, out = uuid.uuid4(), uuid.uuid4()

    rows = [attending.sign_in(morning, on, by=doorkeeper, key=into) for _time in range(2)]
    lines = [attending.sign_out(rows[0], by=doorkeeper, key=out) for _time in range(2)]

    assert rows[0] == rows[1]
    assert lines[0] == lines[1]
    assert (SignIn.objects.count(), ServiceLine.objects.count()) == (1, 1)


def test_signing_out_in_the_evening_takes_the_planned_end_and_waits(
    on, morning, doorkeeper, coordinator, clock
):
    clock(day_at(MONDAY, 9))
    row = attending.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 20))

    line = attending.sign_out(row, by=doorkeeper)

    assert (line.left_at, line.waits) == (morning.ends_at, "forgotten")
    assert counting.minutes_between(*YEAR) == 0
    confirming.confirm(line, by=coordinator)
    assert counting.minutes_between(*YEAR) == 180
