import datetime

import pytest
from django.utils import timezone

from museum import throttling
from museum.throttling import Brake, Tries

pytestmark = pytest.mark.django_db
BRAKE = Brake("test", tries=3, within=datetime.timedelta(minutes=10))


@pytest.fixture
def clock(monkeypatch):
    start = timezone.now()

    def after(**time):
        monkeypatch.setattr(timezone, "now", lambda: start + datetime.timedelta(**time))

    after()
    return after


def test_after_three_tries_one_waits_until_ten_minutes_after_the_first(clock):
    told = [BRAKE.wait("ma") for _each in range(3)]
    clock(minutes=4)

    assert told == [None, None, None]
    assert BRAKE.wait("ma") == datetime.timedelta(minutes=6)
    clock(minutes=9, seconds=59)
    assert BRAKE.wait("ma") == datetime.timedelta(seconds=1)
    clock(minutes=10)
    assert BRAKE.wait("ma") is None


def test_another_and_another_brake_are_counted_apart(clock):
    for _each in range(4):
        BRAKE.wait("ma", "address 1")

    assert BRAKE.wait("ma", "address 2") is None
    assert BRAKE.wait("yang", "address 1") is None
    assert Brake("other", 3, BRAKE.within).wait("ma", "address 1") is None
    assert BRAKE.wait("ma", "address 1")


def test_who_tries_is_never_kept_in_clear(clock):
    BRAKE.wait("guanzhang", "192.168.1.7")

    row = Tries.objects.get()
    assert len(row.key) == 64
    assert "guanzhang" not in row.key


def test_a_good_try_lets_one_begin_anew(clock):
    for _each in range(3):
        BRAKE.wait("ma")
    BRAKE.forget("ma")

    assert BRAKE.wait("ma") is None


def test_a_clock_that_is_set_back_locks_nobody_out(clock):
    for _each in range(4):
        BRAKE.wait("ma")
    clock(days=-1)

    assert BRAKE.wait("ma") is None


def test_what_no_longer_counts_is_deleted_after_two_days(clock):
    BRAKE.wait("old")
    clock(days=1, hours=23)
    BRAKE.wait("new")
    kept = throttling.forget_old()
    clock(days=2, minutes=1)

    assert kept == 0
    assert throttling.forget_old() == 1
    assert Tries.objects.count() == 1


@pytest.mark.parametrize(("seconds", "said"), [(1, 1), (60, 1), (61, 2), (600, 10)])
def test_a_wait_is_said_in_whole_minutes_that_are_enough(seconds, said):
    assert throttling.minutes(datetime.timedelta(seconds=seconds)) == said
