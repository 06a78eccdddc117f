"""A telephone that sends twice, a form that is handed in twice: one photograph stays one picture."""

import uuid

import pytest

from tests.meeting import together
from tests.pictures import at_once

pytestmark = pytest.mark.processes


def test_the_same_photograph_sent_by_six_processes_waits_once(own_database):
    own_database.run(at_once.begin)

    keys = together(own_database, at_once.send, [(str(uuid.UUID(int=7)),)] * 6)

    assert len(set(keys)) == 1
    assert own_database.run(at_once.standing) == [1, 0, 1]


def test_the_same_photograph_sent_in_parts_by_six_processes_waits_once(own_database):
    own_database.run(at_once.begin)

    keys = together(own_database, at_once.send_in_parts, [(str(uuid.UUID(int=8)),)] * 6)

    assert len(set(keys)) == 1
    assert own_database.run(at_once.standing)[:2] == [1, 0]


def test_a_photograph_that_six_processes_take_becomes_one_picture_for_all(own_database):
    own_database.run(at_once.begin)
    together(own_database, at_once.send, [(str(uuid.UUID(int=7)),)])

    done = together(own_database, at_once.take, [(True,)] * 6)

    assert [failed for _pictures, failed in done] == [[]] * 6
    assert len({tuple(pictures) for pictures, _failed in done}) == 1
    assert own_database.run(at_once.standing) == [0, 1, 1]


def test_without_the_lock_forms_are_lost_and_still_nothing_is_doubled(own_database):
    own_database.run(at_once.begin)
    together(own_database, at_once.send, [(str(uuid.UUID(int=7)),)])

    done = together(own_database, at_once.take, [(False,)] * 6)

    assert sum(bool(failed) for _pictures, failed in done) == 5
    assert own_database.run(at_once.standing)[1:] == [1, 1]
