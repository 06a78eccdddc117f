import pytest

from tests.catalogue import dying
from tests.seeding import SeededDatabase

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("verb", dying.VERBS)
def test_a_process_killed_in_a_verb_leaves_nothing_half_done(own_database, verb):
    own_database.run(dying.prepare)
    before = own_database.run(dying.state)
    whole = what_it_does_when_nobody_kills_it(verb)
    state, fatal, deaths = before, 1, 0

    while state == before:
        process = own_database.python(dying.die, verb, fatal)
        _out, err = process.communicate(timeout=240)
        assert process.returncode in (0, -9), err
        state = own_database.run(dying.state)
        assert state in (before, whole)
        deaths, fatal = deaths + (process.returncode == -9), fatal + STEP[verb]

    assert deaths >= 4
    assert state == whole


def what_it_does_when_nobody_kills_it(verb):
    alive = SeededDatabase()
    alive.run(dying.prepare)
    alive.run(dying.die, verb, 0)
    state = alive.run(dying.state)
    alive.drop()
    return state


# Dying before each statement in turn would take minutes: every third of the long ones.
STEP = {"receive": 5, "accept": 2, "move": 2}
