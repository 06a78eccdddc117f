"""Objects that are accepted and moved at once, each in a process (test_many_at_once.py)."""

import uuid

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import override_settings

from museum.accounts.models import User
from museum.catalogue import accessioning, displaying, donating, printing_tags, seeing, tagging
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, Place, Sighting, Tag
from museum.catalogue.registering import Row, register
from museum.numbering import allot_run
from museum.people.models import Person
from museum.refusals import codes
from tests.meeting import meet
from tests.unlocked import unlock


def begin() -> tuple[User, Person]:
    """Return a curator, and a family that gives."""
    curator = User.objects.create(username="guanzhang")
    curator.groups.add(Group.objects.get(name="馆长"))
    return curator, Person.objects.create(name="马家", kind="household")


def receive(count: int) -> list[int]:
    """Return so many objects that wait to be accepted."""
    curator, family = begin()
    allot_run("item.collection", 0)
    rows = [Row(Thing(f"物件{n}"), owner=family, accepted=False) for n in range(count)]
    return [item.pk for item in register(rows, by=curator)]


def accept(items: list[int], locked: bool) -> tuple[list[str], list[str]]:
    """Return the numbers given, and what went wrong."""
    curator = User.objects.get()
    waiting = [Item.objects.get(pk=pk) for pk in items]
    if locked:
        meet()
    else:
        unlock(meet)
    labels, failed = [], []
    for item in waiting:
        try:
            labels.append(accessioning.accept(item, by=curator).label)
        except Exception as error:
            failed.append(repr(error))
            break
    return labels, failed


def register_inked(number: str, locked: bool) -> tuple[list[str], list[str]]:
    """Register an object with a number that it has already, and one without; return the numbers that
    they got, and what went wrong."""
    curator, family = User.objects.get(), Person.objects.get()
    rows = [Row(Thing(f"物件{each}"), owner=family, number=each) for each in (number, "")]
    if locked:
        meet()
    else:
        unlock(meet)
    try:
        return [item.holding.label for item in register(rows, by=curator)], []
    except ValidationError as refusal:
        return [], sorted(codes(refusal))
    except Exception as error:
        return [], [repr(error)]


def accepted_beside_a_small_case(count: int) -> list[int]:
    """Return so many accepted objects; the case takes three, on its shelves and in all."""
    items = receive(count)
    curator = User.objects.get()
    for pk in items:
        accessioning.accept(Item.objects.get(pk=pk), by=curator)
    case = Place.objects.create(name="小柜", kind="case", for_display=True, capacity=3)
    for name in ("上层", "下层"):
        Place.objects.create(name=name, kind="shelf", parent=case, for_display=True)
    return items


def move(item: int, place: str) -> str | list[str]:
    curator, thing = User.objects.get(), Item.objects.get(pk=item)
    case = Place.objects.get(name=place)
    meet()
    try:
        displaying.put_on_display(thing, case, by=curator)
    except Exception as refusal:
        return sorted(codes(refusal))
    return "moved"


def print_tags(count: int) -> list[str]:
    """Print so many tags; return their codes."""
    curator = User.objects.get()
    meet()
    with override_settings(BASE_URL="https://cunshiguan.example"):
        printing = printing_tags.print_tags(count, by=curator)
    return list(printing.tags.values_list("code", flat=True))


def tie(code: str, item: int) -> list[str]:
    """Tie the tag to the object; return why not."""
    curator, tag, item = User.objects.get(), Tag.objects.get(code=code), Item.objects.get(pk=item)
    return _told(lambda: tagging.tie(tag, item, by=curator))


def replace(item: int, code: str) -> list[str]:
    """Give the object this tag for the one that is lost; return why not."""
    curator, tag, item = User.objects.get(), Tag.objects.get(code=code), Item.objects.get(pk=item)
    return _told(lambda: tagging.replace(item, tag, by=curator))


def receive_tagged(hung: list[str]) -> list[str]:
    """Receive something with each of these tags on it; return why not."""
    curator, family = User.objects.get(), Person.objects.get()
    things = [Thing(f"拴着{code}", tag=Tag.objects.get(code=code)) for code in hung]
    return _told(lambda: donating.receive(donating.Receipt(things, owner=family), by=curator))


def see(item: int) -> list[str]:
    """Write down that the object was seen, under the one key of the day."""
    curator, item = User.objects.get(), Item.objects.get(pk=item)
    key = uuid.uuid5(uuid.NAMESPACE_URL, "die Liste des Tages")
    return _told(lambda: seeing.see(item, item.holding.place, by=curator, key=key))


def sightings() -> int:
    return Sighting.objects.count()


def valid_tags(item: int) -> int:
    return Tag.objects.of_paper().filter(item=item, ended=False).count()


def _told(act) -> list[str]:
    meet()
    try:
        act()
    except ValidationError as refusal:
        return sorted(codes(refusal))
    return []
