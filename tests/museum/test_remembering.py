import threading

import pytest

from museum import remembering, stamps
from museum.remembering import remembered

CODE = """
from museum import stamps
from museum.institution import Museum
from museum.public import museum
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

def reading():
    with stamps.noting(), CaptureQueriesContext(connection) as asked:
        return museum().name, any("museum_museum" in each["sql"] for each in asked.captured_queries)

Museum.load()
print(*reading())
print(*reading())
Museum.objects.update(name="新桥村史馆")
print(*reading())
with transaction.atomic():
    Museum.objects.update(name="还没定")
    print(*reading())
    transaction.set_rollback(True)
print(*reading())
"""


@pytest.mark.processes
def test_what_is_remembered_is_read_again_only_when_it_was_touched(own_database):
    lines = own_database.run(CODE).splitlines()

    assert lines == [
        "村史馆 True",
        "村史馆 False",
        "新桥村史馆 True",
        "还没定 True",
        "新桥村史馆 False",
    ]


def test_nothing_is_remembered_of_a_transaction_that_may_be_rolled_back(db):
    made = []

    for _time in range(2):
        remembered("a test", lambda: made.append(1), stamps.MUSEUM)

    assert len(made) == 2
    assert "a test" not in remembering._values


def test_what_is_remembered_is_noted_by_the_page_that_shows_it(db):
    with stamps.noting() as names:
        remembered("a test", lambda: 1, "hall:7", stamps.MUSEUM)

    assert names == {"hall:7", stamps.MUSEUM}


def test_what_one_thread_notes_is_not_another_s():
    seen = []

    with stamps.noting() as names:
        other = threading.Thread(target=lambda: (stamps.note("item:2"), seen.append(1)))
        other.start()
        other.join()
        stamps.note("item:1")

    assert (names, seen) == ({"item:1"}, [1])
