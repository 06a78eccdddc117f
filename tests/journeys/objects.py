"""Objects that were accepted or given before a journey begins."""

import datetime

from exhibits.models import ExhibitionPage, HomePage
from museum.accounts.models import User
from museum.catalogue import accessioning, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Movement, Photo, SignedPaper, Term
from museum.catalogue.registering import Row, register
from museum.clock import day_in_words, span, today
from museum.people.models import Person
from museum.pictures.taking_in import take_in
from tests.factories import photo_file


def accept_two() -> list[int]:
    """Return a jar on deposit, a plough that was given, their owner, and who was written down twice."""
    curator = User.objects.get(username="guanzhang")
    owner = Person.objects.create(name="买买提·艾则孜", former_group="三组")
    twin = Person.objects.create(name="买买提•艾则孜")
    items = []
    for title, way in (("紫铜汤瓶", "deposit"), ("木犁", "gift")):
        receipt = donating.Receipt([Thing(title, way=way)], owner=owner)
        item = donating.receive(receipt, by=curator).holdings.get().item
        accessioning.accept(item, by=curator)
        items.append(item.pk)
    return [*items, owner.pk, twin.pk]


def show_a_wheel() -> None:
    """A spinning wheel on the website, and a yarn winder that only the desk knows."""
    curator = User.objects.get(username="guanzhang")
    owner = Person.objects.create(name="马德全")
    rows = [
        Row(Thing("手摇纺车"), owner=owner, published=True),
        Row(Thing("纺线车"), owner=owner),
    ]
    register(rows, by=curator)


def status() -> list:
    """Return how each holding stands, and how many signed papers there are."""
    held = Holding.objects.order_by("pk").values_list("status", flat=True)
    return [*held, SignedPaper.objects.count()]


def give_of_every_kind() -> int:
    """Return how many kinds the village knows: something of each, this year and last, so that no row
    and no line is empty."""
    registrar = User.objects.get(username="dengji")
    giver = Person.objects.create(name="马德全", phone="13800001234")
    kinds = list(Term.objects.filter(vocabulary="category", parent=None))
    grades = list(Term.objects.filter(vocabulary="grade"))
    for year in (today().year - 1, today().year):
        things = [
            Thing(f"{kind.name}{year}", pieces=9, category=kind,
                  more={"grade": grades[n % len(grades)]})
            for n, kind in enumerate(kinds)
        ]  # fmt: skip
        begun = datetime.date(year, 1, 1)
        donating.receive(donating.Receipt(things, owner=giver, happened_at=begun), by=registrar)
    return len(kinds)


def accept_last_week() -> int:
    """Return a plough that was received and accepted a week ago."""
    curator = User.objects.get(username="guanzhang")
    owner, day = Person.objects.create(name="马德全"), today() - datetime.timedelta(days=7)
    receipt = donating.Receipt([Thing("木犁", way="gift")], owner=owner, happened_at=day)
    item = donating.receive(receipt, by=curator).holdings.get().item
    accessioning.accept(item, by=curator, happened_at=day)
    return item.pk


def yesterday_in_words() -> str:
    return day_in_words(today() - datetime.timedelta(days=1))


def moves() -> int:
    return Movement.objects.count()


def moved_yesterday() -> int:
    """Return how many moves are dated yesterday."""
    first, last = span(*[today() - datetime.timedelta(days=1)] * 2)
    return Movement.objects.filter(happened_at__gte=first, happened_at__lt=last).count()


def add_an_exhibition() -> int:
    """Return the page under which an exhibition with a long title stands."""
    home = HomePage.objects.get()
    home.add_child(instance=ExhibitionPage(title="从棉花到一身衣裳", slug="cotton"))
    return home.pk


def add_an_exhibition_to_fill() -> int:
    """Return an exhibition without objects; there are two to choose, one of them with a photograph."""
    curator = User.objects.get(username="guanzhang")
    owner = Person.objects.create(name="马德全")
    receipt = donating.Receipt([Thing("木犁"), Thing("木耙")], owner=owner)
    plough, _harrow = donating.receive(receipt, by=curator).holdings.order_by("line")
    Photo.objects.create(item=plough.item, picture=take_in([photo_file()], by=curator).pictures[0])
    return (
        HomePage.objects.get()
        .add_child(instance=ExhibitionPage(title="从棉花到衣裳", slug="cotton"))
        .pk
    )
