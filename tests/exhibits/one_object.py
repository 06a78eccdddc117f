"""A spinning wheel that other processes serve (tests/exhibits/test_caching.py)."""

from museum.accounts.models import User
from museum.catalogue import accessioning, donating, opening
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item
from tests.catalogue.at_once import begin


def publish() -> None:
    curator, family = begin()
    receipt = donating.Receipt([Thing("手摇纺车")], owner=family)
    item = donating.receive(receipt, by=curator).holdings.get().item
    accessioning.accept(item, by=curator)
    item.refresh_from_db()
    item.save_revision().publish()


def rename() -> None:
    item = Item.objects.get()
    item.title = "脚踏纺车"
    item.save_revision().publish()


def withdraw() -> None:
    opening.withdraw(Item.objects.get(), by=User.objects.get(username="guanzhang"))
