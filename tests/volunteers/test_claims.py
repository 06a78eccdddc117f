import datetime

import pytest

from museum.volunteers import attending, confirming, counting, hours, planning, rota
from museum.volunteers.claims import is_cut
from museum.volunteers.models import ServiceLine
from museum.volunteers.models.hours import Waits, Way
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
FIVE, SIX, SEVEN, EIGHT, TEN = (datetime.time(hour) for hour in (17, 18, 19, 20, 22))


@pytest.fixture
def shift(coordinator, watch, clock):
    def made(starts, ends):
        return planning.add_shift(MONDAY, starts, ends, watch, by=coordinator, needed=3)

    return made


@pytest.fixture
def there(shift, granny, coordinator, doorkeeper, clock):
    """Signed in at five, on a shift that ends when it is said to."""

    def signed_in(ends):
        found = shift(FIVE, ends)
        rota.sign_up(found, granny, by=coordinator)
        clock(day_at(MONDAY, 17))
        return attending.sign_in(found, granny, by=doorkeeper)

    return signed_in


@pytest.mark.parametrize("ends", [SEVEN, TEN])
def test_whoever_has_not_signed_out_has_no_hours_elsewhere_meanwhile(
    there, shift, granny, coordinator, clock, ends
):
    there(ends)
    other = shift(SIX, EIGHT)
    clock(day_at(MONDAY, 20, 10))

    refusal = refused(hours.enter, other, granny, other.starts_at, other.ends_at, by=coordinator)

    assert refusal == {"overlap"}
    assert (
        hours.enter(other, granny, day_at(MONDAY, 16), day_at(MONDAY, 17), by=coordinator).minutes
        == 60
    )


def test_what_was_settled_at_an_earlier_hour_leaves_the_rest_to_another_shift(
    there, shift, granny, coordinator, clock
):
    row = there(SEVEN)
    other = shift(SIX, EIGHT)
    clock(day_at(MONDAY, 21))

    confirming.settle(row, by=coordinator, left_at=day_at(MONDAY, 18))
    hours.enter(other, granny, other.starts_at, other.ends_at, by=coordinator)

    assert counting.minutes_between(*YEAR) == 180


def went_over_at_five_past_seven(row, shift, granny, coordinator, doorkeeper, clock):
    """Without signing out of the first shift, which was over by then."""
    second = shift(SEVEN, TEN)
    rota.sign_up(second, granny, by=coordinator)
    clock(day_at(MONDAY, 19, 5))
    return attending.sign_in(second, granny, by=doorkeeper)


def test_whoever_went_over_to_the_next_shift_was_on_the_first_until_then(
    there, shift, granny, coordinator, doorkeeper, clock
):
    row = there(SEVEN)
    second = went_over_at_five_past_seven(row, shift, granny, coordinator, doorkeeper, clock)
    clock(day_at(MONDAY, 19, 20))

    line = attending.sign_out(row, by=doorkeeper)

    assert (line.left_at, line.minutes, line.waits, is_cut(line)) == (
        day_at(MONDAY, 19, 5), 125, "", True)  # fmt: skip
    clock(day_at(MONDAY, 21))
    last = attending.sign_out(second, by=doorkeeper)
    assert (last.minutes, is_cut(last), counting.minutes_between(*YEAR)) == (115, False, 240)


def test_a_forgotten_sign_out_is_confirmed_until_the_next_shift_and_no_longer(
    there, shift, granny, coordinator, doorkeeper, clock
):
    row = there(SEVEN)
    went_over_at_five_past_seven(row, shift, granny, coordinator, doorkeeper, clock)
    clock(day_at(MONDAY, 23))

    refusal = refused(confirming.settle, row, by=coordinator, left_at=day_at(MONDAY, 19, 20))

    assert refusal == {"overlap"}
    assert confirming.settle(row, by=coordinator, left_at=day_at(MONDAY, 19, 5)).minutes == 125


def test_hours_that_were_written_beside_a_sign_in_before_this_was_asked_count_once(
    there, shift, granny, coordinator, second, doorkeeper, clock
):
    row = there(TEN)
    other = shift(SIX, EIGHT)
    clock(day_at(MONDAY, 20, 10))
    hours.write_line(other, granny, other.starts_at, other.ends_at, by=coordinator, way=Way.SHEET)

    line = attending.sign_out(row, by=doorkeeper)

    assert (line.left_at, line.minutes, is_cut(line)) == (day_at(MONDAY, 18), 60, True)
    waits = hours.write_line(other, granny, day_at(MONDAY, 19), day_at(MONDAY, 20), by=coordinator,
                             way=Way.SHEET, waits=Waits.LATE)  # fmt: skip
    assert refused(confirming.confirm, waits, by=second) == {"overlap"}
    assert not confirming.confirm(waits, by=second, accepted=False).accepted
    assert counting.minutes_between(*YEAR) == 180


def struck_out(shift, granny, coordinator):
    line = hours.enter(shift, granny, day_at(MONDAY, 9, 30), day_at(MONDAY, 12), by=coordinator)
    return hours.correct(line, line.came_at, line.came_at, by=coordinator, reason="记错了班次")


def test_a_line_that_was_struck_out_takes_no_time(morning, shift, granny, coordinator, clock):
    other = shift(datetime.time(8), datetime.time(11))
    clock(day_at(MONDAY, 13))
    struck = struck_out(morning, granny, coordinator)

    line = hours.enter(other, granny, day_at(MONDAY, 9), day_at(MONDAY, 11), by=coordinator)

    assert line.minutes == counting.minutes_between(*YEAR) == 120
    assert struck not in ServiceLine.objects.claiming()
    back = hours.correct(
        struck, day_at(MONDAY, 11), day_at(MONDAY, 12), by=coordinator, reason="在"
    )
    assert back.minutes == 60


def test_what_may_yet_be_struck_out_takes_its_time_until_a_second_person_has_looked(
    morning, shift, granny, coordinator, second, clock
):
    other = shift(datetime.time(8), datetime.time(11))
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, day_at(MONDAY, 9, 30), day_at(MONDAY, 12), by=coordinator)
    clock(day_at(MONDAY + datetime.timedelta(days=30), 9))
    struck = hours.correct(line, line.came_at, line.came_at, by=coordinator, reason="记错了班次")
    nine_to_ten = other, granny, day_at(MONDAY, 9), day_at(MONDAY, 10)

    before = refused(hours.enter, *nine_to_ten, by=coordinator)
    confirming.confirm(struck, by=second)

    assert before == {"overlap"}
    assert hours.enter(*nine_to_ten, by=coordinator).minutes == 60


def test_a_shift_of_which_all_was_struck_out_can_still_be_called_off(
    morning, granny, coordinator, clock
):
    clock(day_at(MONDAY, 13))
    line = hours.enter(morning, granny, day_at(MONDAY, 9), day_at(MONDAY, 10), by=coordinator)
    before = refused(planning.call_off, morning, by=coordinator, reason="停电")

    hours.correct(line, line.came_at, line.came_at, by=coordinator, reason="没开")

    assert before == {"served"}
    assert planning.call_off(morning, by=coordinator, reason="停电").is_called_off


def test_whoever_signed_in_on_the_wrong_shift_can_be_taken_off_it(
    on, morning, coordinator, doorkeeper, clock
):
    clock(day_at(MONDAY, 9))
    row = attending.sign_in(morning, on, by=doorkeeper)
    clock(day_at(MONDAY, 9, 10))
    line = attending.sign_out(row, by=doorkeeper)
    before = refused(rota.sign_off, morning, on, by=coordinator)

    hours.correct(line, line.came_at, line.came_at, by=coordinator, reason="点错了班次")

    assert before == {"served"}
    assert rota.sign_off(morning, on, by=coordinator).off_at
