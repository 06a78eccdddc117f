import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from museum.catalogue import accessioning, opening
from museum.catalogue.models import Photo
from museum.pictures.taking_in import take_in
from tests.catalogue.desk.filling import words
from tests.factories import photo_file, published, received

pytestmark = pytest.mark.django_db

CHOOSE = "wagtailsnippetchoosers_catalogue_item:choose"
RESULTS = "wagtailsnippetchoosers_catalogue_item:choose_results"
SEVERAL = "wagtailsnippetchoosers_catalogue_item:chosen_multiple"


def titles(page):
    return [str(item) for item in page.context["results"]]


@pytest.fixture
def shown(wheel, curator):
    accessioning.accept(wheel, by=curator)
    return published(wheel)


def test_what_visitors_see_is_offered_first_and_the_rest_says_why_not(
    as_, curator, shown, loom, ewer
):
    accessioning.accept(ewer, by=curator)
    opening.withdraw(published(ewer), by=curator)

    page = as_(curator).get(reverse(RESULTS))

    assert titles(page) == ["手摇纺车", "紫铜汤瓶", "木织布机"]
    rows = [row.text for row in BeautifulSoup(page.content, "html.parser").select("tbody tr")]
    assert "已发布" in rows[0]
    assert "参观的人看不到" in rows[1]
    assert "还在写" in rows[2]


def test_what_is_searched_for_stands_in_the_same_order(as_, curator, registrar, ma_family):
    first, _second = (
        received(title, by=registrar, owner=ma_family) for title in ("独轮车", "架子车")
    )
    accessioning.accept(first, by=curator)
    published(first)

    page = as_(curator).get(reverse(RESULTS), {"q": "车"})
    nothing = as_(curator).get(reverse(RESULTS), {"q": "洋油炉"})

    assert titles(page) == ["独轮车", "架子车"]
    assert "洋油炉" in words(nothing)


def test_an_object_is_chosen_by_its_picture(as_, curator, shown, loom):
    Photo.objects.create(item=shown, picture=take_in([photo_file()], by=curator).pictures[0])

    page = as_(curator).get(reverse(RESULTS), {"multiple": "1"})

    with_photo, without = BeautifulSoup(page.content, "html.parser").select("td .plate")
    assert with_photo.img["src"]
    assert "尚未拍照" in without.text
    assert len(BeautifulSoup(page.content, "html.parser").select("input[name=id]")) == 2


def test_several_are_chosen_in_the_order_in_which_they_stood(as_, curator, shown, loom, ewer):
    order = [shown.pk, ewer.pk, loom.pk]

    answer = as_(curator).get(reverse(SEVERAL), {"id": order, "multiple": "1"})

    chosen = json.loads(answer.content)["result"]
    assert [each["id"] for each in chosen] == [str(pk) for pk in order]


def test_more_objects_ask_no_more_questions(as_, curator, registrar, ma_family, shown):
    client, address = as_(curator), reverse(RESULTS)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for title in ("木犁", "木耙", "马灯", "斗笠"):
        received(title, by=registrar, owner=ma_family)

    with CaptureQueriesContext(connection) as five:
        page = client.get(address)

    assert len(titles(page)) == 5
    assert len(five) <= len(one)


@pytest.mark.parametrize("name", [CHOOSE, RESULTS, SEVERAL])
def test_who_may_not_see_objects_chooses_none(as_, curator, storyteller, shown, name):
    address = f"{reverse(name)}?id={shown.pk}&multiple=1"

    assert as_(curator).get(address).status_code == 200
    answer = as_(storyteller).get(address)

    assert answer.status_code in (302, 403)
    assert "手摇纺车" not in answer.content.decode()
