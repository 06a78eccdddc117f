"""A museum of three objects, and everything that can change in it, one word a change. Run by a
process of its own, which does what it is told line by line."""

import sys
import uuid

from django.contrib.auth.models import Group
from django.db import connection, transaction

from exhibits.models import ExhibitionPage, HomePage, TextPage
from museum.accounts.models import User
from museum.accounts.roles import CURATOR
from museum.catalogue import accessioning, displaying, donating, moving, opening
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item, Photo, Place, Story, Tag, Term
from museum.institution import Museum
from museum.people.erasing import erase
from museum.people.models import Person
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in
from museum.visits import tapping
from museum.visits.models import VisitSettings, WeeklyHours
from museum.visits.tapping import Touch
from museum.volunteers import joining
from tests.calling import say
from tests.factories import photo_file

CHANGES = {}


def change(function):
    CHANGES[function.__name__] = function
    return function


def published(item):
    item = Item.objects.get(pk=item.pk)
    item.save_revision().publish()


def body(item):
    return [{"type": "objects", "value": {"objects": [item.pk], "note": ""}}]


def begin():
    curator = User.objects.create(username="guanzhang")
    curator.groups.add(Group.objects.get(name=CURATOR))
    families = {name: Person.objects.create(name=f"{name}家", surname=name, kind="household",
                                            former_group="三组") for name in "马李王"}  # fmt: skip
    hall = Place.objects.create(name="二厅", kind="hall", for_display=True, position=2)
    case = Place.objects.create(name="三号柜", kind="case", parent=hall, for_display=True)
    picture = take_in([photo_file()], by=curator).pictures[0]
    categories = Term.objects.of("category").filter(parent=None)
    made = {}
    for place, (name, title) in enumerate(
        {"马": "手摇纺车", "李": "木织布机", "王": "马灯"}.items()
    ):
        things = [Thing(title, pictures=[picture] if name == "马" else [])]
        given = donating.receive(
            donating.Receipt(things, owner=families[name], naming="household"), by=curator
        )
        item = given.holdings.get().item
        accessioning.accept(item, by=curator)
        item = Item.objects.get(pk=item.pk)
        item.category = categories[place]
        item.save()
        published(item)
        made[name] = item
    for item in (made["马"], made["李"]):
        displaying.put_on_display(item, case, by=curator)
    home = HomePage.objects.get()
    for slug, item in {"cotton": made["马"], "loom": made["李"]}.items():
        home.add_child(instance=ExhibitionPage(title=slug, slug=slug, intro="……", body=body(item)))
    home.add_child(instance=TextPage(title="关于本站", slug="about"))
    WeeklyHours.objects.create(
        settings=VisitSettings.load(), weekday=2, opens="09:00", closes="16:30"
    )


def wheel():
    return Item.objects.get(title__contains="纺车")


def curator():
    return User.objects.get(username="guanzhang")


@change
def nothing():
    pass


@change
def draft():
    item = wheel()
    item.title = "还没定的名字"
    item.save_revision()


@change
def story():
    item = wheel()
    item.stories.add(Story(text="轮子是后来配的。"))
    item.save_revision().publish()


@change
def story_by_sql():
    Story.objects.create(item=wheel(), text="又讲了一段。")
    Story.objects.filter(text="又讲了一段。").update(text="又讲了一大段。")


@change
def loom_s_use_by_update():
    Item.objects.filter(title="木织布机").update(use="织布用")


@change
def withdraw():
    opening.withdraw(wheel(), by=curator())


@change
def open_again():
    opening.open_again(wheel(), by=curator())


@change
def withdraw_by_update():
    Holding.objects.filter(item=wheel()).update(withdrawn=True)


@change
def open_by_bulk_update():
    holding = Holding.objects.get(item=wheel())
    holding.withdrawn = False
    Holding.objects.bulk_update([holding], ["withdrawn"])


@change
def withdraw_by_sql():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_holding SET withdrawn = %s WHERE item_id = %s",
                       [True, wheel().pk])  # fmt: skip


@change
def open_by_sql():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_holding SET withdrawn = %s WHERE item_id = %s",
                       [False, wheel().pk])  # fmt: skip


@change
def sensitive_without_consent():
    opening.mark_sensitive(wheel(), by=curator())


@change
def consent():
    opening.record_consent(wheel(), by=curator(), concerning="shown")


@change
def unpublish():
    wheel().unpublish()


@change
def publish():
    published(wheel())


@change
def rolled_back():
    with transaction.atomic():
        opening.withdraw(wheel(), by=curator())
        transaction.set_rollback(True)


@change
def off_display():
    displaying.take_off_display(wheel(), Place.objects.store(), by=curator())


@change
def on_display():
    displaying.put_on_display(wheel(), Place.objects.get(name="三号柜"), by=curator())


@change
def moved_to_another_case():
    hall = Place.objects.get(name="二厅")
    case = Place.objects.create(name="四号柜", kind="case", parent=hall, for_display=True)
    moving.move(wheel(), case, by=curator())


@change
def retitled():
    item = wheel()
    item.title = "脚踏纺车"
    item.save_revision().publish()


@change
def giver_renamed():
    person = Person.objects.get(name="马家")
    person.former_group = "五组"
    person.save()


@change
def giver_s_telephone():
    Person.objects.filter(name="马家").update(phone="13800001234")


@change
def giver_erased():
    erase(Person.objects.get(name="马家"), by=curator())


@change
def category_renamed():
    term = wheel().category
    term.name = "纺纱的"
    term.save()


@change
def hall_renamed():
    hall = Place.objects.get(name="二厅")
    hall.name = "纺织厅"
    hall.save()


@change
def picture_s_credit():
    Picture.objects.update(credit="杨振华")


@change
def picture_s_copies_lost():
    Picture.objects.get().renditions.all().delete()


@change
def picture_taken_away():
    Photo.objects.all().delete()


@change
def museum_renamed():
    museum = Museum.load()
    museum.name = "新桥村史馆"
    museum.save()


@change
def hours():
    WeeklyHours.objects.update(closes="17:00")


@change
def door_shown():
    door = {"door": Picture.objects.get(), "door_alt": "朝南的门"}
    VisitSettings.objects.update(**door)


@change
def note_among_staff():
    Item.objects.update(note="估价三百")


@change
def one_came():
    tapping.hand_in([Touch(uuid.uuid4(), "adult")], by=curator(), device=uuid.uuid4())


@change
def somebody_joined():
    joining.join(Person.objects.create(name="王桂兰"), born=1960, by=curator())


@change
def text_retitled():
    page = TextPage.objects.get(slug="about")
    page.title = "本站"
    page.save_revision().publish()


@change
def text_drafted():
    page = TextPage.objects.get(slug="about")
    page.title = "还没想好"
    page.save_revision()


@change
def exhibition_edited():
    page = ExhibitionPage.objects.get(slug="cotton")
    page.intro = "六样家什。"
    page.save_revision().publish()


@change
def exhibition_unpublished():
    ExhibitionPage.objects.get(slug="loom").unpublish()


@change
def one_more_received():
    donating.receive(
        donating.Receipt([Thing("箩筐")], owner=Person.objects.get(name="李家")), by=curator()
    )


@change
def one_more_accepted():
    item = Item.objects.get(title="箩筐")
    accessioning.accept(item, by=curator())
    published(item)


def code_of_the_case():
    return Tag.objects.get(place__name="三号柜").code


def main():
    begin()
    say("ready")
    for line in sys.stdin:
        CHANGES[line.strip()]()
        say("done")
