"""Two rows that turned out to be one person are one volunteer."""

import datetime

import pytest

from museum.people.merging import check_merge, merge, part
from museum.volunteers import attending, confirming, hours, joining, planning, rota
from museum.volunteers.models import Volunteer
from museum.volunteers.permissions import is_own, own
from tests.factories import PersonFactory, UserFactory
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

SAME = "身份证上是一个人"


@pytest.fixture
def other(db):
    return PersonFactory(name="王桂蘭")


@pytest.fixture(params=["the volunteer's row is kept", "the other row is kept"])
def merged(request, granny, other, curator):
    pair = [other, granny.person]
    merge(*(pair if request.param.startswith("the volunteer") else reversed(pair)),
          by=curator, reason=SAME)  # fmt: skip
    for each in pair:
        each.refresh_from_db()
    granny.refresh_from_db()
    return other


def test_nobody_gets_a_second_number_in_another_of_their_rows(merged, granny, coordinator):
    assert refused(joining.join, merged, born=1951, by=coordinator) == {"already"}
    assert Volunteer.objects.get() == granny


def test_parted_again_the_other_may_join(granny, other, coordinator, curator):
    merge(other, granny.person, by=curator, reason=SAME)
    part(other, by=curator, reason="是两个人")

    second = joining.join(other, born=1960, by=coordinator)

    assert second.label == "ZY0002"


def test_an_account_on_another_row_makes_the_hours_one_s_own(
    granny, other, morning, coordinator, second, clock, curator
):
    other.user = coordinator
    other.save()
    assert not is_own(coordinator, granny)
    merge(granny.person, other, by=curator, reason=SAME)
    clock(day_at(MONDAY, 13))

    line = hours.enter(morning, granny, morning.starts_at, morning.ends_at, by=coordinator)

    assert (own(coordinator), is_own(coordinator, granny), is_own(second, granny)) == (
        granny, True, False)  # fmt: skip
    assert line.waits == "own"
    assert refused(confirming.confirm, line, by=coordinator) == {"own"}
    assert confirming.confirm(line, by=second).accepted


def test_nobody_settles_a_forgotten_sign_out_of_another_row_of_theirs(
    on, other, morning, coordinator, second, curator, clock
):
    other.user = coordinator
    other.save()
    merge(other, on.person, by=curator, reason=SAME)
    clock(day_at(MONDAY, 9))
    row = attending.sign_in(morning, on, by=coordinator)
    clock(day_at(MONDAY, 13))

    assert refused(confirming.settle, row, by=coordinator) == {"own"}
    assert confirming.settle(row, by=second).minutes == 180


def test_two_numbers_that_one_person_was_given_share_their_time(
    granny, other, morning, watch, coordinator, doorkeeper, clock, curator
):
    twin = joining.join(other, born=1951, by=coordinator)
    type(other).objects.filter(pk=other.pk).update(merged_into=granny.person)
    beside = planning.add_shift(MONDAY, datetime.time(10), datetime.time(13), watch, by=coordinator)
    rota.sign_up(morning, granny, by=coordinator)

    assert refused(rota.sign_up, morning, twin, by=coordinator) == {"already"}
    assert refused(rota.sign_up, beside, twin, by=coordinator) == {"clash"}
    clock(day_at(MONDAY, 9))
    row = attending.sign_in(morning, granny, by=doorkeeper)
    clock(day_at(MONDAY, 12))
    attending.sign_out(row, by=doorkeeper)
    clock(day_at(MONDAY, 14))
    times = day_at(MONDAY, 11), day_at(MONDAY, 13)
    assert refused(hours.enter, beside, twin, *times, by=coordinator) == {"overlap"}


def test_what_only_one_may_have_is_looked_for_in_every_row(granny, other, coordinator, curator):
    third = PersonFactory(name="王桂兰")
    kept = PersonFactory(name="王桂兰", former_group="三组")
    joining.join(third, born=1951, by=coordinator)
    other.user = UserFactory()
    other.save()
    fourth = PersonFactory(name="王桂兰", user=UserFactory())
    merge(granny.person, kept, by=curator, reason=SAME)
    merge(other, kept, by=curator, reason=SAME)

    for each in (third, fourth):
        assert refused(check_merge, each, kept, by=curator, reason=SAME) == {"both"}
