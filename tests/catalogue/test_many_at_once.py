import json

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
things = [Thing(f"物件{n}") for n in range(int(sys.argv[1]))]
donation = donating.receive(things, by=curator, owner=family)
print(json.dumps(list(donation.holdings.order_by("line").values_list("item_id", flat=True))))
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
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"

curator = User.objects.get()
items = [Item.objects.get(pk=pk) for pk in json.loads(sys.argv[1])]
print("ready", flush=True)
sys.stdin.readline()
labels, failed = [], 0
for item in items:
    try:
        labels.append(accessioning.accept(item, by=curator).label)
    except Exception:
        failed += 1
print(json.dumps([labels, failed]))
"""


def behind_a_barrier(database, code, arguments):
    """Start one process for each argument, let them go together, return what each printed."""
    processes = [database.python(code, *each, stdin=-1) for each in arguments]
    for process in processes:
        assert process.stdout.readline().strip() == "ready", process.stderr.read()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    results = [process.communicate(timeout=240) for process in processes]
    assert all(process.returncode == 0 for process in processes), results
    return [json.loads(out) for out, _err in results]


def accept_200(database, locked):
    items = json.loads(database.run(RECEIVED, 200))
    shares = [(json.dumps(items[n * 25 : n * 25 + 25]), locked) for n in range(8)]
    done = behind_a_barrier(database, ACCEPTING, shares)
    return [label for labels, _failed in done for label in labels]


def test_eight_processes_accept_two_hundred_objects_without_a_gap(own_database):
    labels = accept_200(own_database, "locked")

    fits = own_database.run("from museum import ledger; print(ledger.first_misfit())")

    assert sorted(labels) == [f"CS{number:05d}" for number in range(1, 201)]
    assert fits == "None"


def test_without_the_lock_numbers_are_lost(own_database):
    labels = accept_200(own_database, "unlocked")

    assert sorted(labels) != [f"CS{number:05d}" for number in range(1, 201)]


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
for holding in donation.holdings.all():
    accessioning.accept(holding.item, by=curator)
Place.objects.create(name="小柜", kind="case", for_display=True, capacity=3)
"""
    )
    items = json.loads(own_database.run(prepared, 8))

    done = behind_a_barrier(own_database, MOVING, [[item] for item in items])

    assert done.count("moved") == 3
    assert done.count(["full"]) == 5
