import pytest

from tests.benchmarks import killed, kills
from tests.benchmarks.load import Told, growth, recount

pytestmark = [pytest.mark.processes, pytest.mark.long, pytest.mark.computers]


@pytest.mark.parametrize("turn", kills.BESIDE)
def test_what_is_killed_at_once_is_whole_and_counted_afterwards(own_database, turn):
    sessions = own_database.run(killed.prepare, 2)

    sent = kills.round_of_work(own_database, sessions, turn, 1.5)

    assert own_database.run(killed.whole) == []
    assert own_database.run(killed.recounted, sent.said, sent.taps) == []
    assert own_database.run(killed.backups) == []
    assert sent.taps


def test_a_migration_that_was_killed_is_begun_anew_and_whole():
    _under_way, wrong = kills.killed_migration(0.8)

    assert wrong == []


def test_what_is_lost_or_stands_twice_is_noticed(own_database):
    own_database.run(killed.prepare, 1)
    never = "00000000-0000-0000-0000-000000000001"
    said = {"begun": [], "received": [never], "accepted": [], "moved": []}

    wrong = own_database.run(killed.recounted, said, {never: "done"})

    assert wrong == [f"received {never} is lost", f"tap {never} stands 0 times"]


def test_memory_that_grows_with_the_requests_is_noticed():
    grows = [(minute, 1000 * minute, 100 + minute) for minute in range(30)]
    stays = [(minute, 1000 * minute, 200 - minute % 2) for minute in range(30)]

    assert round(growth(grows, 10), 3) == 10
    assert abs(growth(stays, 10)) < 1
    assert growth(grows[:3], 10) is None


def test_an_act_that_is_lost_under_load_is_noticed():
    told = Told()
    told.done["taps"] += ["a", "b"]
    found = {"wrong": [], "taps": ["a", "a"], "people": [], "moves": []}

    assert recount(told, found) == ["taps b is lost", "taps a stands 2 times"]
