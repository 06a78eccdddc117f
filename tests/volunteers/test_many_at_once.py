import pytest

from tests.meeting import together
from tests.volunteers import at_once

pytestmark = pytest.mark.processes


def all_at_once(database, prepare, *, locked=True):
    pairs = database.run(prepare)
    return together(database, at_once.sign_up, [(*pair, locked) for pair in pairs])


def test_twenty_who_want_five_places_fill_them_and_no_more(own_database):
    done = all_at_once(own_database, at_once.twenty_for_five)

    assert done.count("on") == 5
    assert done.count(["full"]) == 15
    assert own_database.run(at_once.status) == [5, None]


def test_one_volunteer_put_on_twelve_shifts_of_one_morning_is_on_one(own_database):
    done = all_at_once(own_database, at_once.one_for_twelve)

    assert done.count("on") == 1
    assert done.count(["clash"]) == 11


def test_without_the_locks_places_are_lost_or_given_twice(own_database):
    done = all_at_once(own_database, at_once.twenty_for_five, locked=False)

    assert done.count(["full"]) == 0


def test_nobody_becomes_a_volunteer_twice_while_two_rows_turn_out_to_be_one(own_database):
    pairs = own_database.run(at_once.six_with_a_second_row)

    done = together(own_database, at_once.join_or_merge, pairs)

    of_each: dict[int, list] = {}
    for row, _act, came in done:
        of_each.setdefault(row, []).append(came)
    assert len(of_each) == 6
    assert all(came.count("done") == 1 for came in of_each.values()), of_each
    counts, misfit = own_database.run(at_once.numbers_of_each)
    assert misfit is None
    joined = sum(came == "done" for _row, act, came in done if act == "join")
    assert counts == [1] * (6 + joined)
