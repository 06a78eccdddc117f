import json

import pytest

from tests.catalogue.test_many_at_once import SETTING
from tests.seeding import SeededDatabase

pytestmark = pytest.mark.processes

# Counts the statements that change something, and dies by SIGKILL before the one it is told.
DYING = """
import os, signal, sys, json
from django.db import connection
from museum.accounts.models import User
from museum.catalogue import accessioning, displaying, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Place
from museum.people.models import Person

seen, fatal = 0, int(sys.argv[2])

def die(execute, sql, params, many, context):
    global seen
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE")):
        seen += 1
        if seen == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

curator, family = User.objects.get(), Person.objects.get()
verb = sys.argv[1]
with connection.execute_wrapper(die):
    if verb == "receive":
        donating.receive([Thing("马灯", parts=[Thing("灯罩")])], by=curator, owner=family)
    elif verb == "accept":
        accessioning.accept(Item.objects.get(title="物件0"), by=curator)
    elif verb == "move":
        displaying.put_on_display(
            list(Item.objects.filter(title__startswith="架")), Place.objects.get(name="柜"), by=curator
        )
print(seen)
"""

STATE = """
import json
from museum import ledger, numbering
from museum.catalogue.models import *
print(json.dumps([
    Donation.objects.count(), Item.objects.count(), Holding.objects.count(),
    Movement.objects.count(), RegisterEntry.objects.count(), NumberGiven.objects.count(),
    Tag.objects.count(), ledger.LedgerLine.objects.count(),
    numbering.last("item.collection"), numbering.last(ledger.CHAIN),
    Holding.objects.filter(standing="accessioned").count(), str(ledger.first_misfit()),
]))
"""

PREPARED = (
    SETTING
    + """
from museum.catalogue import accessioning
from museum.catalogue.models import Place
donation = donating.receive([Thing("物件0"), Thing("架1"), Thing("架2")], by=curator, owner=family)
for holding in donation.holdings.filter(item__title__startswith="架"):
    accessioning.accept(holding.item, by=curator)
Place.objects.create(name="柜", kind="case", for_display=True)
"""
)


@pytest.mark.parametrize("verb", ["receive", "accept", "move"])
def test_a_process_killed_in_a_verb_leaves_nothing_half_done(own_database, verb):
    own_database.run(PREPARED)
    before = json.loads(own_database.run(STATE))
    whole = what_it_does_when_nobody_kills_it(verb)
    state, fatal, deaths = before, 1, 0

    while state == before:
        process = own_database.python(DYING, verb, fatal)
        _out, err = process.communicate(timeout=240)
        assert process.returncode in (0, -9), err
        state = json.loads(own_database.run(STATE))
        assert state in (before, whole)
        deaths, fatal = deaths + (process.returncode == -9), fatal + STEP[verb]

    assert deaths >= 4
    assert state == whole


def what_it_does_when_nobody_kills_it(verb):
    alive = SeededDatabase()
    alive.run(PREPARED)
    alive.run(DYING, verb, 0)
    state = json.loads(alive.run(STATE))
    alive.drop()
    return state


# Dying before each statement in turn would take minutes: every third of the long ones.
STEP = {"receive": 5, "accept": 2, "move": 2}
