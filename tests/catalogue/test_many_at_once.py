from itertools import chain as joined

import pytest

from museum import chain
from tests.catalogue import at_once
from tests.meeting import together

pytestmark = pytest.mark.processes


def accept_at_once(database, each, *, locked):
    """Let eight processes accept so many objects each; return the numbers and what went wrong."""
    items = database.run(at_once.receive, 8 * each)
    shares = [(items[n * each : (n + 1) * each], locked) for n in range(8)]
    done = together(database, at_once.accept, shares)
    given, failed = (list(joined.from_iterable(each)) for each in zip(*done, strict=True))
    return sorted(given), failed


def test_eight_processes_accept_two_hundred_objects_without_a_gap(own_database):
    labels, failed = accept_at_once(own_database, 25, locked=True)

    misfit = own_database.run(chain.first_misfit)

    assert failed == []
    assert labels == [f"CS{number:05d}" for number in range(1, 201)]
    assert misfit is None


def test_without_the_lock_numbers_are_lost(own_database):
    labels, failed = accept_at_once(own_database, 1, locked=False)

    assert labels == ["CS00001"]
    assert len(failed) == 7


def test_an_inked_number_that_eight_lists_tell_at_once_is_one_object_s(own_database):
    own_database.run(at_once.receive, 0)

    done = together(own_database, at_once.register_inked, [("CS00012", True)] * 8)
    misfit = own_database.run(chain.first_misfit)

    assert sorted(failed for _given, failed in done) == [[]] + [["taken"]] * 7
    assert sorted(given for given, _failed in done)[-1] == ["CS00012", "CS00013"]
    assert misfit is None


def test_lists_with_inked_numbers_and_without_give_none_twice(own_database):
    own_database.run(at_once.receive, 0)

    shares = [(f"CS{number:05d}", True) for number in range(100, 900, 100)]
    done = together(own_database, at_once.register_inked, shares)

    given = sorted(joined.from_iterable(labels for labels, _failed in done))
    assert len(set(given)) == len(given) == 16
    assert {label for label, _locked in shares} <= set(given)


def test_without_the_lock_an_inked_number_is_still_nobody_s_twice(own_database):
    own_database.run(at_once.receive, 0)

    done = together(own_database, at_once.register_inked, [("CS00012", False)] * 4)

    assert sum(1 for given, _failed in done if given) == 1
    assert sum(1 for _given, failed in done if failed) == 3


@pytest.mark.parametrize("places", [["小柜"], ["上层", "下层"], ["小柜", "上层"]])
def test_eight_processes_never_overfill_a_case(own_database, places):
    items = own_database.run(at_once.accepted_beside_a_small_case, 8)

    done = together(own_database, at_once.move, [
        (item, places[n % len(places)]) for n, item in enumerate(items)
    ])  # fmt: skip

    assert done.count("moved") == 3
    assert done.count(["full"]) == 5
