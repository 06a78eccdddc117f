"""Tags that several print, tie and replace at once, each in a process."""

from itertools import chain as joined

import pytest

from museum import chain
from tests.catalogue import at_once
from tests.meeting import together

pytestmark = pytest.mark.processes


@pytest.fixture
def museum(own_database):
    """Two objects, and tags 0001 to 0012 that four printed at once."""
    own_database.items = own_database.run(at_once.receive, 2)
    printed = together(own_database, at_once.print_tags, [(3,)] * 4)
    own_database.codes = sorted(joined.from_iterable(printed))
    return own_database


def test_tags_printed_at_once_are_each_printed_once(museum):
    misfit = museum.run(chain.first_misfit)

    assert [code[:4] for code in museum.codes] == [f"{number:04d}" for number in range(1, 13)]
    assert misfit is None


def test_one_tag_hangs_on_one_of_two_objects(museum):
    done = together(museum, at_once.tie, [(museum.codes[0], item) for item in museum.items])

    assert sorted(done) == [[], ["used"]]


def test_one_object_gets_one_of_two_tags(museum):
    shares = [(code, museum.items[0]) for code in museum.codes[:2]]

    done = together(museum, at_once.tie, shares)

    assert sorted(done) == [[], ["has_tag"]]


def test_two_that_replace_a_lost_tag_leave_one_that_is_valid(museum):
    item, (old, *new) = museum.items[0], museum.codes[:3]
    together(museum, at_once.tie, [(old, item)])

    done = together(museum, at_once.replace, [(item, code) for code in new])

    assert done == [[], []]
    assert museum.run(at_once.valid_tags, item) == 1
    assert museum.run(chain.first_misfit) is None


def test_of_two_receipts_that_tie_the_same_tags_in_another_order_one_is_written(museum):
    first, second = museum.codes[:2]

    done = together(museum, at_once.receive_tagged, [([first, second],), ([second, first],)])

    assert sorted(done) == [[], ["used"]]
    assert museum.run(chain.first_misfit) is None


def test_a_tick_that_is_sent_by_the_page_and_by_its_button_at_once_is_written_once(museum):
    done = together(museum, at_once.see, [(museum.items[0],)] * 2)

    assert done == [[], []]
    assert museum.run(at_once.sightings) == 1
