"""Things that are moved while the museum is handed over, each in a process (test_many_at_once.py)."""

from museum import ledger_head
from museum.accounts.models import User
from museum.care.handing_over import Parties, hand_over
from museum.care.models import CustodyTransfer
from museum.catalogue import moving
from museum.catalogue.models import Item, Place
from museum.ledger import LedgerLine
from museum.people.models import Person
from tests.catalogue import at_once
from tests.meeting import meet

TIMES = 8


def begin() -> None:
    at_once.receive(4)
    for name in ("沙秀英", "马晓红", "周明远"):
        Person.objects.create(name=name)


def hand_over_and_over(_share: int) -> list[str]:
    """Return the labels."""
    curator = User.objects.get()
    three = [Person.objects.get(name=name) for name in ("沙秀英", "马晓红", "周明远")]
    meet()
    return [hand_over(Parties(*three), by=curator).label for _time in range(TIMES)]


def move_about(share: int) -> list[str]:
    curator = User.objects.get()
    item = Item.objects.order_by("pk")[share]
    store, reception = Place.objects.store(), Place.objects.reception()
    meet()
    for time in range(TIMES):
        moving.move(item, (store, reception)[time % 2], by=curator, reason="挪一挪")
    return []


def work(share: int) -> list[str]:
    return hand_over_and_over(share) if share < 4 else move_about(share - 4)


def of_one_moment() -> list[tuple[bool, bool, int]]:
    """Return of each handover whether its line follows the head that it tells, whether that head is
    right, and how many things are on its list."""
    found = []
    for row in CustodyTransfer.objects.order_by("pk"):
        line = LedgerLine.objects.get(uuid=row.uuid)
        before = LedgerLine.objects.get(sequence=row.line)
        found.append((line.sequence == row.line + 1, ledger_head.at(before) == row.head, row.count))
    return found
