"""A process that dies in the middle of a verb, and what it leaves (test_killed_in_the_middle.py)."""

import os
import signal

from django.db import connection

from museum import chain, ledger, numbering
from museum.accounts.models import User
from museum.catalogue import accessioning, displaying, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import (
    Donation,
    Holding,
    Item,
    Movement,
    NumberGiven,
    Place,
    RegisterEntry,
    Tag,
)
from museum.people.models import Person
from tests.catalogue.at_once import begin


def prepare() -> None:
    """Receive three objects, two of them accepted, and put up a case."""
    curator, family = begin()
    things = [Thing("物件0"), Thing("架1"), Thing("架2")]
    donation = donating.receive(donating.Receipt(things, owner=family), by=curator)
    for holding in donation.holdings.filter(item__title__startswith="架"):
        accessioning.accept(holding.item, by=curator)
    Place.objects.create(name="柜", kind="case", for_display=True)


def receive() -> None:
    things = [Thing("马灯", parts=[Thing("灯罩")])]
    donating.receive(donating.Receipt(things, owner=Person.objects.get()), by=User.objects.get())


def accept() -> None:
    accessioning.accept(Item.objects.get(title="物件0"), by=User.objects.get())


def move() -> None:
    items = list(Item.objects.filter(title__startswith="架"))
    displaying.put_on_display(items, Place.objects.get(name="柜"), by=User.objects.get())


VERBS = {"receive": receive, "accept": accept, "move": move}


def die(verb: str, fatal: int) -> None:
    """Count the statements that change something, and die by SIGKILL before the one told."""
    seen = 0

    def count(execute, sql, params, many, context):
        nonlocal seen
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE")):
            seen += 1
            if seen == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        VERBS[verb]()


def state() -> list:
    return [
        Donation.objects.count(), Item.objects.count(), Holding.objects.count(),
        Movement.objects.count(), RegisterEntry.objects.count(), NumberGiven.objects.count(),
        Tag.objects.count(), ledger.LedgerLine.objects.count(),
        numbering.last("item.collection"), numbering.last(ledger.CHAIN),
        Holding.objects.filter(status="accessioned").count(), chain.first_misfit(),
    ]  # fmt: skip
