import pytest

from tests.visits import at_once
from tests.visits.at_once import TWENTY

pytestmark = pytest.mark.processes


def test_twenty_doors_tap_at_once_and_no_tap_is_lost_or_counted_twice(own_database):
    said = own_database.run(at_once.tap, locked=True)

    counted = own_database.run(at_once.counted)

    assert (counted["adults"], counted["children"], counted["taps"]) == (5, 100, 105)
    assert sorted(said) == [5] * 19 + [10]
    assert counted["misfit"] is None


def test_the_same_taps_from_twenty_tabs_count_once(own_database):
    said = own_database.run(at_once.tap_the_same, locked=True)

    assert sorted(said) == [0] * 19 + [5]


def test_without_the_lock_taps_are_lost(own_database):
    said = own_database.run(at_once.tap_the_same, locked=False)

    assert said.count(5) == 1
    assert said.count(0) == 0


def test_twenty_bookings_at_once_never_overbook_a_time(own_database):
    said = own_database.run(at_once.book, locked=True)

    taken = own_database.run(at_once.counted)["seats"]

    assert taken == 35
    assert said.count(["full"]) == 15


def test_twenty_bookings_never_overbook_what_overlaps(own_database):
    said = own_database.run(at_once.book_what_overlaps, locked=True)

    assert said.count(["full"]) == 15
    assert own_database.run(at_once.counted)["seats"] == 40


def test_twenty_changes_to_one_time_never_overbook_it(own_database):
    said = own_database.run(at_once.change, locked=True)

    assert said.count(["full"]) == 15
    assert len([each for each in said if each != ["full"]]) == 5


def test_without_the_lock_changes_go_wrong(own_database):
    said = own_database.run(at_once.change, locked=False)

    assert said.count(["full"]) == 0


def test_without_the_lock_bookings_go_wrong(own_database):
    said = own_database.run(at_once.book, locked=False)

    assert said.count(["full"]) == 0
    assert own_database.run(at_once.counted)["seats"] != 35


def test_twenty_groups_at_once_are_numbered_without_a_gap_and_name_one_school(own_database):
    said = own_database.run(at_once.receive_groups, locked=True)

    counted = own_database.run(at_once.counted)

    assert sorted(label[-4:] for label in said) == [f"{n:04d}" for n in range(1, TWENTY + 1)]
    assert counted["in_groups"] == sum(range(1, TWENTY + 1))
    assert (counted["schools"], counted["misfit"]) == (1, None)
