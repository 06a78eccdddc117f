"""What the public pages say, held against what somebody has read."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from exhibits import fonts
from exhibits.models import ExhibitionPage, TextPage
from exhibits.views import browse
from museum.catalogue import accessioning, displaying, opening
from museum.catalogue.models import Photo, Story, Term
from museum.clock import SHANGHAI
from museum.institution import Museum
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in
from museum.visits import tapping
from museum.visits.models import SpecialDay, VisitSettings, WeeklyHours
from museum.volunteers import joining
from tests.approving import approved
from tests.exhibits.conftest import body_of, filled, save
from tests.factories import PersonFactory, UserFactory, photo_file, published, received

NAMED = {"name": "石桥村史馆", "telephone": "0851-1234567", "address": "石桥村一组", "host": "石桥村村委会",
         "icp": "黔ICP备12345678号", "police_filing": "黔公网安备52000002000001号",
         "footer_note": "免费开放"}  # fmt: skip


@pytest.fixture(autouse=True)
def a_day(monkeypatch):
    moment = datetime.datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    monkeypatch.setattr(fonts, "are_there", lambda: True)  # on whatever computer


@pytest.fixture
def page_of_texts(home):
    return home.add_child(instance=TextPage(title="怎么来", slug="way", body=body_of()))


@pytest.fixture
def named(db):
    Museum.objects.update_or_create(defaults=NAMED)


def test_the_first_page_and_an_empty_museum_s(client, db):
    approved("public-home-empty", client.get("/"), "html")
    approved("public-objects-empty", client.get(reverse("objects")))


def test_the_public_pages_are_as_they_were_approved(
    client, named, two_photos, shown_loom, exhibition, page_of_texts
):
    approved("public-home", client.get("/"), "html")
    approved("public-objects", client.get(reverse("objects")), "body")
    for name, query in QUESTIONS.items():
        approved(f"public-objects-{name}", client.get(reverse("objects"), query))
    for name in ("CS00001", "CS00002"):
        approved(f"public-object-{name}", client.get(reverse("object", args=[name])), "html")
    for page in (filled(exhibition, shown_loom, note="都是一家的"), page_of_texts):
        approved(f"public-{page.slug}", client.get(page.url), "html")


def test_an_object_told_of_among_its_neighbours_is_as_it_was_approved(
    client, named, two_photos, loom, curator, registrar, case, grandmother
):
    """Photos large enough for every size, a story with its teller, a hall with a neighbour."""
    photos = take_in([photo_file(size=(1600, 1200))], by=registrar).pictures
    Picture.objects.filter(pk=photos[0].pk).update(credit="马素芬 摄")
    two_photos.photos.set([Photo(picture=Picture.objects.get(pk=photos[0].pk), alt="正面")])
    two_photos.stories.set([Story(text="爹用过的。\n\n后来我用。", teller=grandmother, recorder=PersonFactory(name="沙明亮"),
                                  told_on=datetime.date(2023, 6, 11), told_where="三组")])  # fmt: skip
    published(save(two_photos))
    accessioning.accept(loom, by=curator)
    displaying.put_on_display(loom, case, by=curator)
    loom.refresh_from_db()
    published(save(loom))

    for name in ("CS00001", "CS00002"):
        approved(f"public-told-{name}", client.get(reverse("object", args=[name])), "html")
    approved("public-told-home", client.get("/"), "html")
    approved("public-told-objects", client.get(reverse("objects")))
    approved("public-told-found", client.get(reverse("objects"), {"q": "纺"}))


def test_pages_that_lack_what_others_have_are_as_they_were_approved(
    client, home, exhibition, shown_wheel, shown_loom
):
    bare = home.add_child(instance=ExhibitionPage(title="空", slug="bare"))
    both = filled(exhibition, shown_wheel, shown_loom)
    home.question, home.asked_by, home.story = (
        "能不能\n存一下呀",
        "二〇二二年冬",
        "先有一架纺车。\n再有一间屋。",
    )
    home.save()

    approved("public-bare", client.get(bare.url), "html")
    approved("public-with-others", client.get(both.url))
    approved("public-home-question", client.get("/"), "html")


def test_the_first_page_of_a_museum_that_is_open_is_as_it_was_approved(
    client, named, registrar, curator, shown_loom
):
    kind = Term.objects.of("category").filter(parent__isnull=False).first()
    shown_loom.category = kind
    published(save(shown_loom))
    visiting = VisitSettings.load()
    for weekday in range(1, 7):
        WeeklyHours.objects.create(settings=visiting, weekday=weekday, opens=datetime.time(9),
                                   closes=datetime.time(12))  # fmt: skip
    visiting.good_to_know = "免费"
    visiting.save()
    SpecialDay.objects.create(settings=visiting, first=datetime.date(2026, 11, 27),
                              last=datetime.date(2026, 11, 28), is_open=False, words="停电")  # fmt: skip
    door, coordinator = (
        UserFactory(groups=[Group.objects.get(name=name)]) for name in ("值班员", "志愿者召集人")
    )
    tapping.tally("adult", 6, day=datetime.date(2026, 11, 24), by=door)
    joining.join(PersonFactory(name="丁小满"), born=1970, by=coordinator,
                 joined_on=datetime.date(2026, 1, 10))  # fmt: skip
    Museum.objects.update(name="石桥镇石桥村村史陈列馆")

    approved("public-home-open", client.get("/"), "html")
    approved("public-objects-of-a-kind", client.get(reverse("objects"), {"category": kind.code}))


def test_a_list_of_many_pages_is_turned_as_it_was_approved(
    client, registrar, curator, grandmother, monkeypatch
):
    monkeypatch.setattr(browse, "PER_PAGE", 2)
    for n in range(5):
        made = received(f"物件{n}", by=registrar, owner=grandmother)
        accessioning.accept(made, by=curator)
        published(made)

    for page in ("1", "2", "3"):
        approved(f"public-page-{page}", client.get(reverse("objects"), {"page": page}), "html")
    approved("public-too-long", client.get(reverse("objects"), {"q": "纺" * 300}))


def test_an_object_of_another_make_and_why_it_was_found_are_as_they_were_approved(
    client, shown_wheel, shown_loom, keeper, store
):
    kind = Term.objects.of("category").filter(parent__isnull=False).first()
    shown_wheel.category, shown_wheel.is_replica = kind, True
    shown_wheel.provenance = "外婆的嫁妆，民国二十年打的。"
    published(save(shown_wheel))
    displaying.take_off_display(shown_wheel, store, by=keeper)

    approved("public-object-replica", client.get(reverse("object", args=["CS00001"])))
    approved("public-objects-why", client.get(reverse("objects"), {"q": "嫁妆"}))


def test_the_foot_of_every_page_says_what_is_set_as_it_was_approved(client, page_of_texts):
    approved("public-foot-of-a-bare-museum", client.get("/"), "footer")
    visiting = VisitSettings.load()
    for weekday in (1, 2):
        WeeklyHours.objects.create(settings=visiting, weekday=weekday, opens=datetime.time(9),
                                   closes=datetime.time(12))  # fmt: skip
    SpecialDay.objects.create(settings=visiting, first=datetime.date(2026, 11, 28),
                              last=datetime.date(2026, 11, 28), is_open=True,
                              opens=datetime.time(14), closes=datetime.time(16))  # fmt: skip
    approved("public-home-special-day", client.get("/"))


def test_a_story_names_who_wrote_it_down_where_they_agreed_as_it_was_approved(client, shown_wheel):
    shown_wheel.stories.set([
        Story(text="老辈人用过的。", recorder=PersonFactory(name="沙明亮"), recorder_named=True),
        Story(text="后来没人用了。", recorder=PersonFactory(name="马明")),
    ])  # fmt: skip
    published(save(shown_wheel))

    approved("public-object-recorded", client.get(reverse("object", args=["CS00001"])))


def test_the_page_of_what_is_hidden_is_as_it_was_approved(client, shown_wheel, curator):
    opening.withdraw(shown_wheel, by=curator)

    approved("public-hidden", client.get("/o/CS00001"), "html")


def test_words_that_nobody_is_named_for_are_as_they_were_approved(client, home):
    quote = json.dumps(
        [{"type": "quote", "value": {"text": "一晚上说不到三句话。", "said_by": ""}}]
    )
    page = home.add_child(instance=TextPage(title="说的话", slug="words", body=quote))

    approved("public-words-of-nobody", client.get(page.url))


def test_the_page_of_what_is_not_there_is_as_it_was_approved(client, db):
    approved("public-not-found", client.get("/nowhere/"), "body", 404)


QUESTIONS = {
    "found": {"q": "纺车"},
    "nothing": {"q": "飞机"},
    "by-sound": {"q": "fangche"},
    "filtered": {"place": "二厅"},
    "list": {"order": "title", "page": "9"},
}
