from types import SimpleNamespace

import pytest

from museum.freshness import remembering
from museum.freshness.remembering import remembered
from tests.museum.freshness import renaming


@pytest.mark.processes
def test_what_is_remembered_is_read_again_only_when_something_shown_has_changed(own_database):
    read = own_database.run(renaming.rename)

    assert read == [
        ["村史馆", True],
        ["村史馆", False],
        ["新桥村史馆", True],
        ["还没定", True],
        ["新桥村史馆", False],
    ]


def test_nothing_is_remembered_of_a_transaction_that_may_be_rolled_back(db):
    made = []

    for _time in range(2):
        remembered("a test", lambda: made.append(1))

    assert len(made) == 2
    assert "a test" not in remembering._values


def test_a_process_remembers_so_much_and_no_more(monkeypatch):
    monkeypatch.setattr(remembering, "MANY", 3)
    monkeypatch.setattr(
        remembering.versions, "current", lambda: remembering.versions.Versions(1, 1)
    )
    monkeypatch.setattr(remembering, "connection", SimpleNamespace(in_atomic_block=False))
    remembering._values.clear()

    for key in range(5):
        remembered(key, lambda key=key: key)

    assert len(remembering._values) <= 3
    remembering._values.clear()
