import datetime

import pytest

from museum.volunteers.desk.roster import FOR_THE_WEEKS, SIZES, height, size_for


def month(shifts, names, weeks=6):
    day = {"shifts": [{"names": ["王婆婆"] * names, "free": 0}] * shifts}
    return [[day] * 7] * weeks


@pytest.mark.parametrize(("shifts", "names"), [(1, 1), (2, 2), (3, 2), (4, 3)])
def test_a_fuller_month_is_set_smaller_until_it_stands_on_one_page(shifts, names):
    weeks = month(shifts, names)

    assert height(weeks, size_for(weeks)) <= FOR_THE_WEEKS
    assert size_for(weeks) <= size_for(month(1, 1))


def test_a_quiet_month_is_set_as_large_as_it_can_be():
    assert size_for(month(1, 2, weeks=5)) == SIZES[0]
    assert size_for(month(4, 3)) < SIZES[0]


def test_long_lists_of_names_take_lines_of_their_own():
    short, long = month(1, 1), month(1, 8)

    assert height(long, 9) > height(short, 9)


def test_a_month_without_shifts_has_a_poster_too():
    empty = [[{"shifts": [], "date": datetime.date(2026, 2, 1)}] * 7] * 4

    assert size_for(empty) == SIZES[0]
