import pytest

from museum import chain
from museum.clock import today
from tests.care import at_once
from tests.meeting import together

pytestmark = pytest.mark.processes


def test_while_things_are_moved_every_handover_is_of_one_moment_and_has_a_number_of_its_own(
    own_database,
):
    own_database.run(at_once.begin)

    done = together(own_database, at_once.work, [(share,) for share in range(8)])

    labels = sorted(label for each in done for label in each)
    moments = own_database.run(at_once.of_one_moment)
    assert labels == [f"JJ-{today().year}-{number:04d}" for number in range(1, 33)]
    assert [tuple(each) for each in moments] == [(True, True, 4)] * 32
    assert own_database.run(chain.first_misfit) is None
