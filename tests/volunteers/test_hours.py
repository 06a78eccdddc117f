import datetime

import pytest
from django.core.exceptions import ValidationError

from museum import chain
from museum.volunteers import confirming, counting, hours, planning
from museum.volunteers.models import ServiceLine
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def test_a_sheet_written_down_within_the_week_counts_at_once(granny, morning, coordinator, clock):
    clock(day_at(MONDAY + datetime.timedelta(days=7), 23))

    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    assert line.waits == ""
    assert counting.minutes_between(*YEAR) == 180


def test_a_correction_is_a_new_line_with_a_reason(granny, morning, coordinator, clock):
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)
    came = day_at(MONDAY, 10)

    assert refused(hours.correct, line, came, morning.ends_at, by=coordinator, reason=" ") == {
        "no_reason"
    }
    new = hours.correct(line, came, morning.ends_at, by=coordinator, reason="十点才到")

    assert list(ServiceLine.objects.current()) == [new]
    assert counting.minutes_between(*YEAR) == 120
    assert refused(hours.correct, line, came, came, by=coordinator, reason="x") == {"not_current"}
    with pytest.raises(ValidationError):
        ServiceLine.objects.update(minutes=600)
    assert chain.first_misfit() is None


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
    confirming.confirm(new, by=second)
    assert counting.minutes_between(*YEAR) == 180


def test_whoever_was_not_there_is_struck_out(granny, morning, coordinator, clock):
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)
    before = counting.served_between(*YEAR)

    hours.correct(line, morning.starts_at, morning.starts_at, by=coordinator, reason="记错了人")

    assert (before, counting.served_between(*YEAR)) == (1, 0)


def test_no_minute_counts_twice(granny, morning, coordinator, watch, clock):
    other = planning.add_shift(MONDAY, datetime.time(11), datetime.time(14), watch, by=coordinator)
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
