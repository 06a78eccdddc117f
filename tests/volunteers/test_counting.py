import datetime

import pytest

from museum.campaigns import Campaign
from museum.volunteers import attending, counting, hours, leaving, planning, rota
from museum.volunteers.models import Role
from tests.volunteers.conftest import day_at

EVE, NEW_YEAR = datetime.date(2026, 12, 31), datetime.date(2027, 1, 1)
OLD = (datetime.date(2026, 1, 1), EVE)
NEW = (NEW_YEAR, datetime.date(2027, 12, 31))


@pytest.fixture
def served(granny, coordinator, watch, clock):
    """Somebody served from ten in the evening of New Year's Eve until one."""
    clock(day_at(EVE, 20))
    shift = planning.add_shift(EVE, datetime.time(22), datetime.time(1), watch, by=coordinator)
    rota.sign_up(shift, granny, by=coordinator)
    clock(day_at(EVE, 22))
    row = attending.sign_in(shift, granny, by=coordinator)
    clock(day_at(NEW_YEAR, 1))
    return attending.sign_out(row, by=coordinator)


def test_a_shift_over_new_year_s_midnight_counts_for_the_old_year_alone(served):
    assert counting.minutes_between(*OLD) == 180
    assert counting.minutes_between(*NEW) == 0
    assert (counting.served_between(*OLD), counting.served_between(*NEW)) == (1, 0)


def test_who_joins_in_shanghai_s_new_year_joins_in_the_new_year(volunteer_of, clock):
    clock(day_at(NEW_YEAR, 0, 30))  # in UTC it is still the old year

    volunteer_of("沙明亮", 1975, joined_on=None)

    assert counting.registered_at(EVE) == 0
    assert counting.registered_at(NEW_YEAR) == 1
    assert (counting.joined_between(*OLD), counting.joined_between(*NEW)) == (0, 1)


def test_registered_at_a_day_follows_leaving_and_coming_back(granny, coordinator, clock):
    clock(day_at(datetime.date(2026, 9, 1), 9))
    leaving.leave(granny, by=coordinator, left_on=datetime.date(2026, 5, 1))
    leaving.come_back(granny, by=coordinator, on=datetime.date(2026, 8, 1))

    days = [(1, 9), (1, 10), (4, 30), (5, 1), (7, 31), (8, 1)]
    found = [counting.registered_at(datetime.date(2026, *day)) for day in days]

    assert found == [0, 1, 1, 0, 0, 1]
    assert (counting.joined_between(*OLD), counting.left_between(*OLD)) == (2, 1)


def test_one_who_leaves_takes_nobody_else_off_the_register(granny, guide, coordinator, clock):
    gone_on = datetime.date(2026, 5, 1)
    clock(day_at(gone_on, 9))

    leaving.leave(granny, by=coordinator, left_on=gone_on)

    assert counting.registered_at(datetime.date(2026, 4, 30)) == 2
    assert list(counting.registered(gone_on)) == [guide]


def test_minutes_by_kind_of_work_and_by_campaign_add_up(request, volunteer_of, coordinator, clock):
    clock(day_at(datetime.date(2026, 6, 1), 18))
    drive = Campaign.objects.create(name="红石榴")
    shift = planning.add_shift(datetime.date(2026, 6, 1), datetime.time(9), datetime.time(10),
                           Role.objects.get(name="讲解"), by=coordinator, campaign=drive)  # fmt: skip
    other = volunteer_of("马德全", 1948)
    hours.enter(shift, other, shift.starts_at, shift.ends_at, by=coordinator)
    request.getfixturevalue("served")

    roles = {share.name: share.minutes for share in counting.by_role(*OLD)}
    campaigns = {share.name: share.minutes for share in counting.by_campaign(*OLD)}

    assert roles == {"值守": 180, "讲解": 60}
    assert campaigns == {"": 180, "红石榴": 60}
    assert counting.minutes_between(*OLD, campaign=drive) == 60
    assert sum(roles.values()) == counting.minutes_between(*OLD)


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0"), (29, "0"), (30, "0.5"), (89, "1"), (90, "1.5")]
)
def test_half_hours_are_rounded_down(minutes, shown):
    assert counting.half_hours(minutes) == __import__("decimal").Decimal(shown)
