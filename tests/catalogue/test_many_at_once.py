import json
from itertools import chain

import pytest

pytestmark = pytest.mark.processes

SETTING = """
import sys, json
from django.contrib.auth.models import Group
from museum.accounts.models import User
from museum.catalogue import donating
from museum.catalogue.donating import Thing
from museum.people.models import Person

curator = User.objects.create(username="guanzhang")
curator.groups.add(Group.objects.get(name="馆长"))
family = Person.objects.create(name="马家", kind="household")
"""

RECEIVED = (
    SETTING
    + """
from museum.catalogue.registering import Row, register
rows = [Row(Thing(f"物件{n}"), owner=family, accepted=False) for n in range(int(sys.argv[1]))]
received = register(rows, by=curator)
print(json.dumps([item.pk for item in received]))
"""
)

ACCEPTING = """
import sys, json
from museum.accounts.models import User
from museum.catalogue import accessioning
from museum.catalogue.models import Item

if sys.argv[2] == "unlocked":
    from django.db import connection
    from django.db.models import QuerySet
    QuerySet.select_for_update = lambda self, **options: self
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"] |= {"transaction_mode": "DEFERRED", "timeout": 5}

curator = User.objects.get()
items = [Item.objects.get(pk=pk) for pk in json.loads(sys.argv[1])]
print("ready", flush=True)
sys.stdin.readline()
labels, failed = [], []
for item in items:
    try:
        labels.append(accessioning.accept(item, by=curator).label)
    except Exception as error:
        failed.append(repr(error))
        break
print(json.dumps([labels, failed]))
"""


def behind_a_barrier(database, code, arguments):
    """Start one process for each argument, let them go together, return what each printed."""
    processes = [database.python(code, *each) for each in arguments]
    for process in processes:
        assert process.stdout.readline().strip() == "ready", process.communicate(timeout=60)
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    results = [process.communicate(timeout=400) for process in processes]
    assert all(process.returncode == 0 for process in processes), results
    return [json.loads(out) for out, _err in results]


def accept_at_once(database, each, locked):
    """Let eight processes accept so many objects each; return the numbers and what went wrong."""
    items = json.loads(database.run(RECEIVED, 8 * each))
    shares = [(json.dumps(items[n * each : (n + 1) * each]), locked) for n in range(8)]
    done = behind_a_barrier(database, ACCEPTING, shares)
    given, failed = (list(chain.from_iterable(each)) for each in zip(*done, strict=True))
    return sorted(given), failed


def test_eight_processes_accept_two_hundred_objects_without_a_gap(own_database):
    labels, failed = accept_at_once(own_database, 25, "locked")

    fits = own_database.run("from museum import ledger; print(ledger.first_misfit())")

    assert failed == []
    assert labels == [f"CS{number:05d}" for number in range(1, 201)]
    assert fits == "None"


def test_without_the_lock_numbers_are_lost(own_database):
    labels, _failed = accept_at_once(own_database, 10, "unlocked")

    assert labels != [f"CS{number:05d}" for number in range(1, 81)]


MOVING = """
import sys, json
from museum.accounts.models import User
from museum.catalogue import displaying
from museum.catalogue.models import Item, Place
from museum.refusals import codes

curator, item = User.objects.get(), Item.objects.get(pk=sys.argv[1])
case = Place.objects.get(name="小柜")
print("ready", flush=True)
sys.stdin.readline()
try:
    displaying.put_on_display(item, case, by=curator)
    print(json.dumps("moved"))
except Exception as refusal:
    print(json.dumps(sorted(codes(refusal))))
"""


def test_eight_processes_never_overfill_a_case(own_database):
    prepared = (
        RECEIVED
        + """
from museum.catalogue import accessioning
from museum.catalogue.models import Place
for item in received:
    accessioning.accept(item, by=curator)
Place.objects.create(name="小柜", kind="case", for_display=True, capacity=3)
"""
    )
    items = json.loads(own_database.run(prepared, 8))

    done = behind_a_barrier(own_database, MOVING, [[item] for item in items])

    assert done.count("moved") == 3
    assert done.count(["full"]) == 5
