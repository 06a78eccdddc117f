import pytest
from django.urls import reverse

from exhibits.models import ExhibitionPage, HomePage
from museum.catalogue import accessioning, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Story
from museum.people.mentions import mentions, names
from museum.people.models import Person
from tests.factories import PersonFactory, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(registrar, ma_family, grandmother):
    """An object of which another tells, naming the grandmother, brought on her behalf."""
    story = Story(text="王桂兰纺线，一晚上不说三句话。", teller=PersonFactory(name="沙秀英"))
    donation = donating.receive(donating.Receipt([Thing("手摇纺车", more={"stories": [story], "note": "钥匙在王婆婆那里"})], owner=ma_family, on_behalf="代王桂兰"), by=registrar)  # fmt: skip
    return donation.holdings.get().item


def found(person, user):
    return {
        (each.row, text): each.url for each in mentions(person, user=user) for text in each.texts
    }


def test_every_text_that_holds_the_name_is_found(told, grandmother, curator):
    texts = {text for _row, text in found(grandmother, curator)}

    assert {"来历故事", "代谁送来", "馆内备注（不公开）"} <= texts


def test_a_story_is_mended_with_its_object(told, grandmother, curator):
    addresses = set(found(grandmother, curator).values())

    assert reverse("wagtailsnippets_catalogue_item:edit", args=[told.pk]) in addresses


def test_what_was_signed_is_shown_and_has_no_address(wheel, grandmother, curator):
    accessioning.accept(wheel, by=curator, reason="王桂兰当面说送")

    mention = next(each for each in mentions(grandmother, user=curator) if "理由" in each.texts)

    assert mention.url is None


def test_a_page_and_an_earlier_version_are_read_too(wheel, grandmother, curator):
    home = HomePage.objects.get()
    page = ExhibitionPage(title="纺", slug="spin")
    page.body = [("paragraph", "<p>王桂兰的纺车</p>")]
    home.add_child(instance=page)
    wheel.use = "王桂兰纺线"
    wheel.save_revision()

    rows = list(mentions(grandmother, user=curator))

    assert any(each.url and "/pages/" in each.url for each in rows)
    assert not any("用途" in each.texts for each in rows)
    assert any(each.url is None and "手摇纺车" in each.row for each in rows)


def test_another_one_s_name_is_not_taken_for_theirs(registrar, curator, ma_family, grandmother):
    item = received("手摇纺车", by=registrar, owner=ma_family, more={"use": "王桂芳纺线"})

    assert not found(grandmother, curator)
    assert found(PersonFactory(name="王桂芳"), curator)
    assert item.use == "王桂芳纺线"


def test_the_curator_reads_them_before_erasing(client, told, grandmother, curator):
    client.force_login(curator)

    page = client.get(reverse("people:erase", args=[grandmother.pk])).content.decode()

    assert reverse("wagtailsnippets_catalogue_item:edit", args=[told.pk]) in page
    assert "代谁送来" in page


@pytest.mark.parametrize(("surname", "form", "called"), [
    ("王", "婆婆", ["王桂兰", "王婆婆"]),
    ("", "婆婆", ["王桂兰"]),
    ("欧阳", "", ["王桂兰"]),
])  # fmt: skip
def test_a_form_of_address_alone_is_nobody_s_name(surname, form, called):
    assert names(Person(name="王桂兰", surname=surname, address_form=form)) == called


def test_one_character_is_no_name_to_look_for():
    assert names(Person(name="王", surname="王", address_form="")) == []
    assert names(Person(name="王一", surname="王", address_form="")) == ["王一"]
