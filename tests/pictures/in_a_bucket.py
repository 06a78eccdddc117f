"""What befalls a museum whose files lie in a bucket; called in processes."""

import os

from django.core.management import call_command

from museum.accounts.models import User
from museum.catalogue import opening
from museum.catalogue.models import Item
from museum.pictures.models import Picture, Rendition
from museum.pictures.taking_in import take_in
from tests.factories import photo_file
from tests.upkeep import furnished


def furnish() -> None:
    furnished.furnish()


def names() -> dict:
    """Return what rows call the files."""
    return {"originals": [*Picture.objects.values_list("file", flat=True)],
         "media": [*Rendition.objects.values_list("file", flat=True)]}  # fmt: skip


def withdraw() -> None:
    opening.withdraw(Item.objects.order_by("pk").first(), by=User.objects.get(username="guanzhang"))


def sweep() -> None:
    call_command("sweep", hours=0)


def take_in_one() -> list:
    taken = take_in([photo_file()], by=User.objects.get(username="dengji"))
    return [[each.code for each in taken.refusals], len(taken.pictures)]


def back_up() -> str:
    return furnished.backup(os.environ["STICK"])
