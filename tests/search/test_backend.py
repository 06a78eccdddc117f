"""Wagtail's own search boxes: pages, pictures, people, places, and the list and chooser of objects."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from exhibits.models import ExhibitionPage, HomePage
from museum.catalogue.models import Item, Place
from museum.people.models import Person
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in
from museum.search.backend import ChineseSearchBackend
from museum.search.models import Document
from tests.factories import photo_file
from tests.search.conftest import titles


@pytest.fixture
def exhibition(db):
    page = ExhibitionPage(title="从棉花到一身衣裳", slug="cotton", intro="六样家什、半年工夫。")
    return HomePage.objects.get().add_child(instance=page)


def search(query, things, **options):
    return list(get_search_backend().search(query, things, **options))


def complete(query, things):
    return list(get_search_backend().autocomplete(query, things))


def test_the_museum_s_backend_is_the_default_one():
    assert isinstance(get_search_backend(), ChineseSearchBackend)


@pytest.mark.parametrize(
    "query", ["棉", "棉花", "棉花到一身", "衣裳", "綿花".replace("綿", "棉"), "從棉花"]
)
def test_a_page_is_found_by_any_piece_of_its_title(exhibition, query):
    for look in (search, complete):
        assert [page.pk for page in look(query, Page.objects.all())] == [exhibition.pk]
        assert look(query, ExhibitionPage.objects.all()) == [exhibition]


def test_what_a_page_says_no_more_is_not_found(exhibition):
    exhibition.title = "从稻谷到一碗饭"
    exhibition.save()

    assert not search("棉花", Page.objects.all())
    assert search("稻谷", Page.objects.all())


def test_a_deleted_page_is_not_found(exhibition):
    assert search("棉花", Page.objects.all())
    assert Document.objects.filter(text__contains="棉花").exists()

    exhibition.delete()

    assert not search("棉花", Page.objects.all())
    assert not Document.objects.filter(text__contains="棉花").exists()


def test_people_places_and_pictures_are_found(registrar, grandmother, case):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    picture.title = "摇把的近影"
    picture.save()

    assert search("桂", Person.objects.all()) == [grandmother]
    assert case in search("号柜", Place.objects.all())
    assert search("近影", Picture.objects.all()) == [picture]


def test_staff_find_what_the_public_does_not(wheel):
    Item.objects.filter(pk=wheel.pk).update(note="估价三百")

    assert complete("估价", Item.objects.all()) == [wheel]
    assert complete("纺车", Item.objects.filter(live=False)) == [wheel]
    assert complete("纺车", Item.objects.filter(live=True)) == []


def test_the_words_of_a_draft_are_found_by_staff(wheel, registrar):
    wheel.title = "脚踏纺车"
    wheel.save_revision(user=registrar)

    assert complete("脚踏", Item.objects.all()) == [wheel]


def test_any_word_will_do_where_any_is_asked(wheel, loom):
    assert set(search("纺车 织布机", Item.objects.all(), operator="or")) == {wheel, loom}
    assert search("纺车 织布机", Item.objects.all(), operator="and") == []


@pytest.mark.parametrize(
    "query", ['"', "*", "(", "\x00", "纺%", "' OR 1=1", "😀", "-", "车" * 3000]
)
def test_rubbish_finds_nothing_and_breaks_nothing(exhibition, wheel, query):
    for things in (Item.objects.all(), Page.objects.all(), Person.objects.all()):
        for look in (search, complete):
            assert look(query, things) in ([], [wheel])


def test_the_list_and_the_chooser_at_the_desk_find_a_piece_of_a_word(client, curator, wheel, loom):
    client.force_login(curator)

    listed = client.get(reverse("wagtailsnippets_catalogue_item:list"), {"q": "紡車"})

    assert "手摇纺车" in listed.content.decode()
    assert "木织布机" not in listed.content.decode()


def test_update_index_makes_everything_anew(exhibition, wheel):
    Document.objects.all().delete()

    call_command("update_index", verbosity=0)

    assert search("棉花", Page.objects.all())
    assert complete("纺车", Item.objects.all()) == [wheel]


@pytest.mark.parametrize("of", ["{}", "{}-1", "{}-"])
def test_what_came_on_one_receipt_is_a_word_for_staff_alone(put, of):
    item = put("手摇纺车")
    query = of.format(item.holding.donation.label)

    assert titles(query) == []
    assert list(get_search_backend().search(query, Item)) == [item]
    item.holding.refresh_from_db()
    assert titles(item.holding.label) == ["手摇纺车"]
