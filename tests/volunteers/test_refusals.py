"""Every refusal that the volunteers' verbs promise, made at the verb."""

import datetime
from types import SimpleNamespace

import pytest

from museum.people.erasing import erase
from museum.volunteers import (
    attending,
    certifying,
    confirming,
    handing_over,
    hours,
    joining,
    leaving,
    noting,
    planning,
    rota,
)
from tests.factories import PersonFactory
from tests.volunteers.conftest import MONDAY, day_at
from tests.volunteers.test_joining import refused

NINE, TEN, NOON, TWO = (datetime.time(hour) for hour in (9, 10, 12, 14))
LONG_AGO = datetime.date(1979, 1, 1)
A_SUNDAY = datetime.date(2026, 2, 1)


@pytest.fixture
def there(granny, guide, morning, coordinator, second, doorkeeper, keeper, curator, watch, clock):
    rota.sign_up(morning, granny, by=coordinator)
    return SimpleNamespace(granny=granny, person=granny.person, guide=guide, morning=morning, coordinator=coordinator,
                           doorkeeper=doorkeeper, keeper=keeper, curator=curator, watch=watch,
                           clock=clock)  # fmt: skip


def signed_in(t, volunteer=None, hour=9):
    t.clock(day_at(MONDAY, hour))
    return attending.sign_in(t.morning, volunteer or t.granny, by=t.doorkeeper)


def called_off(t):
    planning.call_off(t.morning, by=t.coordinator, reason="停电")


def entered(t, until=10):
    t.clock(day_at(MONDAY, 13))
    return hours.enter(
        t.morning, t.granny, t.morning.starts_at, day_at(MONDAY, until), by=t.coordinator
    )


def sign_in_where_it_is_called_off(t):
    called_off(t)
    attending.sign_in(t.morning, t.granny, by=t.doorkeeper)


def sign_in_elsewhere(t):
    signed_in(t)
    next_one = planning.add_shift(MONDAY, NOON, TWO, t.watch, by=t.coordinator)
    rota.sign_up(next_one, t.granny, by=t.coordinator)
    t.clock(day_at(MONDAY, 11, 59))
    attending.sign_in(next_one, t.granny, by=t.doorkeeper)


def sign_in_twice_for_one_time(t):
    entered(t)
    attending.sign_in(t.morning, t.granny, by=t.doorkeeper, happened_at=day_at(MONDAY, 9, 30))


def sign_out_before_coming(t):
    row = signed_in(t, hour=10)
    attending.sign_out(row, by=t.doorkeeper, happened_at=day_at(MONDAY, 9))


def settle(t, until, now=13, row=None):
    row = row or signed_in(t)
    t.clock(day_at(MONDAY, now))
    confirming.settle(row, by=t.coordinator, left_at=until and day_at(MONDAY, until))


def settle_what_is_settled(t):
    row = signed_in(t)
    settle(t, 12, row=row)
    settle(t, 12, row=row)


def settle_ones_own(t):
    type(t.guide.person).objects.filter(pk=t.guide.person_id).update(user=t.coordinator)
    t.guide.refresh_from_db()
    rota.sign_up(t.morning, t.guide, by=t.coordinator)
    settle(t, 12, row=signed_in(t, t.guide))


def settle_by_whoever_may_not(t):
    row = signed_in(t)
    t.clock(day_at(MONDAY, 13))
    confirming.settle(row, by=t.doorkeeper)


def enter_where_it_is_called_off(t):
    called_off(t)
    entered(t)


def enter_by_whoever_may_not(t):
    hours.enter(t.morning, t.granny, t.morning.starts_at, day_at(MONDAY, 10), by=t.doorkeeper)


def enter_gone_before_coming(t):
    hours.enter(t.morning, t.granny, day_at(MONDAY, 10), day_at(MONDAY, 9), by=t.coordinator)


def enter_no_time_at_all(t):
    hours.enter(t.morning, t.granny, day_at(MONDAY, 9), day_at(MONDAY, 9), by=t.coordinator)


def enter_before_joining(t):
    day = t.granny.joined_on - datetime.timedelta(days=1)
    shift = planning.add_shift(day, NINE, NOON, t.watch, by=t.coordinator)
    hours.enter(shift, t.granny, day_at(day, 9), day_at(day, 10), by=t.coordinator)


def enter_after_leaving(t):
    leaving.leave(t.granny, by=t.coordinator, left_on=A_SUNDAY)
    day = A_SUNDAY + datetime.timedelta(days=1)
    shift = planning.add_shift(day, NINE, NOON, t.watch, by=t.coordinator)
    t.granny.refresh_from_db()
    hours.enter(shift, t.granny, day_at(day, 9), day_at(day, 10), by=t.coordinator)


def enter_while_signed_in(t):
    signed_in(t)
    entered(t)


def come_back_before_leaving(t):
    leaving.leave(t.granny, by=t.coordinator, left_on=A_SUNDAY)
    leaving.come_back(t.granny, by=t.coordinator, on=A_SUNDAY - datetime.timedelta(days=1))


def come_back_erased(t):
    leaving.leave(t.granny, by=t.coordinator)
    erase(t.granny.person, by=t.curator)
    leaving.come_back(t.granny, by=t.coordinator)


def join_erased(t):
    joining.join(erase(PersonFactory(), by=t.curator), born=1960, by=t.coordinator)


def leave_twice(t):
    leaving.leave(t.granny, by=t.coordinator)
    leaving.leave(t.granny, by=t.coordinator)


def grade_who_has_left(t):
    leaving.leave(t.granny, by=t.coordinator)
    joining.grade(t.granny, "regular", by=t.coordinator)


def note_twice(t):
    first = noting.note(t.granny, "training", "讲解入门", by=t.coordinator)
    for _time in range(2):
        noting.note(t.granny, "training", "讲解", by=t.coordinator, replaces=first, reason="写错了")


def call_off_what_somebody_serves(t):
    signed_in(t)
    called_off(t)


def call_off_what_somebody_served(t):
    entered(t)
    called_off(t)


def change_what_is_called_off(t):
    called_off(t)
    planning.change(t.morning, by=t.coordinator, needed=3)


def sign_off_who_is_here(t):
    signed_in(t)
    rota.sign_off(t.morning, t.granny, by=t.coordinator)


def sign_off_when_it_is_over(t):
    t.clock(t.morning.ends_at)
    rota.sign_off(t.morning, t.granny, by=t.coordinator)


def sign_up_where_it_is_called_off(t):
    called_off(t)
    rota.sign_up(t.morning, t.guide, by=t.coordinator)


def by_whoever_may_not(call, *names, **more):
    """Return the call with the people and shifts of these names, by somebody without the right."""

    def called(t):
        call(*(vars(t).get(name, name) for name in names), by=t.keeper, **more)

    called.__name__ = call.__name__ + "_by_whoever_may_not"
    return called


FORBIDDEN = [
    by_whoever_may_not(attending.sign_in, "morning", "granny"),
    by_whoever_may_not(attending.arrive, "morning", "granny"),
    by_whoever_may_not(joining.join, "person", born=1960),
    by_whoever_may_not(leaving.leave, "granny"),
    by_whoever_may_not(leaving.come_back, "granny"),
    by_whoever_may_not(joining.grade, "granny", "regular"),
    by_whoever_may_not(noting.note, "granny", "training", "讲解"),
    by_whoever_may_not(planning.add_shift, MONDAY, NINE, NOON, "watch"),
    by_whoever_may_not(planning.make_month, 2026, 3),
    by_whoever_may_not(planning.change, "morning", needed=3),
    by_whoever_may_not(planning.call_off, "morning", reason="停电"),
    by_whoever_may_not(rota.sign_up, "morning", "granny"),
    by_whoever_may_not(rota.sign_off, "morning", "granny"),
    by_whoever_may_not(certifying.certify, "granny", MONDAY, MONDAY),
    by_whoever_may_not(handing_over.hand_over, MONDAY, MONDAY),
    enter_by_whoever_may_not,
    settle_by_whoever_may_not,
    lambda t: attending.sign_out(signed_in(t), by=t.keeper),
]

REFUSED = [
    ("called_off", sign_in_where_it_is_called_off),
    ("elsewhere", sign_in_elsewhere),
    ("overlap", sign_in_twice_for_one_time),
    ("before_in", sign_out_before_coming),
    ("before_in", lambda t: settle(t, 8)),
    ("not_over", lambda t: settle(t, 11, now=11)),
    ("too_long", lambda t: settle(t, 15, now=16)),
    ("out_already", settle_what_is_settled),
    ("own", settle_ones_own),
    ("called_off", enter_where_it_is_called_off),
    ("no_time", enter_gone_before_coming),
    ("no_time", enter_no_time_at_all),
    ("not_registered", enter_before_joining),
    ("not_registered", enter_after_leaving),
    ("still_in", enter_while_signed_in),
    ("before_last", come_back_before_leaving),
    ("erased", come_back_erased),
    ("not_left", lambda t: leaving.come_back(t.granny, by=t.coordinator)),
    ("left", grade_who_has_left),
    ("same", lambda t: joining.grade(t.granny, t.granny.level, by=t.coordinator)),
    ("born", lambda t: joining.join(PersonFactory(), born=1800, by=t.coordinator)),
    ("born", lambda t: joining.join(PersonFactory(), born=2027, by=t.coordinator)),
    ("erased", join_erased),
    ("left", leave_twice),
    ("before_last", lambda t: leaving.leave(t.granny, by=t.coordinator,
                                            left_on=datetime.date(2026, 1, 9))),
    ("no_title", lambda t: noting.note(t.granny, "training", " ", by=t.coordinator)),
    ("replaced", note_twice),
    ("no_reason", lambda t: planning.call_off(t.morning, by=t.coordinator, reason=" ")),
    ("served", call_off_what_somebody_serves),
    ("served", call_off_what_somebody_served),
    ("called_off", change_what_is_called_off),
    ("served", sign_off_who_is_here),
    ("past", sign_off_when_it_is_over),
    ("called_off", sign_up_where_it_is_called_off),
    ("year", lambda t: certifying.certify(t.granny, LONG_AGO, MONDAY, by=t.coordinator)),
    ("year", lambda t: handing_over.hand_over(LONG_AGO, MONDAY, by=t.coordinator)),
    *(("forbidden", call) for call in FORBIDDEN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "call"), REFUSED, ids=[f"{code} {call.__name__}" for code, call in REFUSED]
)
def test_what_the_volunteers_verbs_promise_to_refuse_they_refuse(there, code, call):
    assert refused(call, there) == {code}
