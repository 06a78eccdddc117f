"""What was agreed with the family, at the desk."""

import datetime

import pytest
from django.urls import reverse

from museum.catalogue import accessioning, opening
from museum.catalogue.models import Holding, Place
from museum.clock import today
from tests.catalogue.desk.filling import act_form, words
from tests.factories import photo_file, received

pytestmark = pytest.mark.django_db
SOON = today() + datetime.timedelta(days=3)


def screen(item, act):
    return reverse("objects:act", args=[item.pk, act])


def held(item):
    return Holding.objects.select_related("place").get(item=item)


@pytest.fixture
def bottle(registrar, ma_family):
    return received("汤瓶", by=registrar, owner=ma_family, way="deposit",
                    family={"handling": "不放在下层，女眷不碰", "to_ask": "二房"})  # fmt: skip


def test_the_keeper_lets_a_thing_go_home_and_takes_it_again(as_, keeper, curator, bottle, store):
    client = as_(keeper)
    page = client.get(screen(bottle, "fetch-home"))
    client.post(screen(bottle, "fetch-home"),
                act_form(page, until=str(SOON), reason="办喜事") | {"paper": photo_file()})  # fmt: skip
    away = held(bottle)
    sheet = words(client.get(reverse("objects:sheet", args=[bottle.pk])))

    page = client.get(screen(bottle, "come-home"))
    client.post(screen(bottle, "come-home"), act_form(page, destination=str(store.pk)))

    assert (away.place.name, away.home_until) == ("主人家借回去用了", SOON)
    assert f"{SOON.month}月{SOON.day}日还来" in sheet
    assert page.context["form"].initial["destination"] == Place.objects.reception()
    assert held(bottle).place == store
    assert "当时的样子" in words(as_(curator).get(reverse("objects:sheet", args=[bottle.pk])))


@pytest.mark.parametrize("act", ["move", "display", "come-home"])
def test_how_it_is_placed_and_who_may_touch_it_stands_on_every_move(
    as_, keeper, registrar, bottle, case, act
):
    answer = words(as_(keeper).get(screen(bottle, act)))

    assert "怎么放、谁能动 不放在下层，女眷不碰" in answer
    assert "不放在下层" not in words(as_(keeper).get(screen(bottle, "correct")))


def test_it_stands_on_a_move_of_many_too(as_, keeper, bottle, wheel):
    address = reverse("wagtail_bulk_action", args=["catalogue", "item", "move"])

    page = as_(keeper).get(f"{address}?id={bottle.pk}&id={wheel.pk}")

    assert words(page).count("不放在下层，女眷不碰") == 1
    assert "手摇纺车" in words(page)


def test_what_the_family_has_not_agreed_on_says_so_and_asks_who_said_what(as_, curator, bottle):
    accessioning.accept(bottle, by=curator)
    client = as_(curator)
    client.post(screen(bottle, "unsettled"), act_form(client.get(screen(bottle, "unsettled"))))
    page = client.get(screen(bottle, "give-back"))

    refused = words(client.post(screen(bottle, "give-back"), act_form(page, reason="来取")))
    page = client.get(screen(bottle, "settled"))
    client.post(screen(bottle, "settled"), act_form(page, concerning="二房也点头了"))

    assert "二房还没点头" in refused
    assert not held(bottle).unsettled
    assert "二房也点头了" in words(client.get(reverse("objects:sheet", args=[bottle.pk])))


def test_the_receipt_prints_no_name_while_it_is_not_settled(as_, curator, registrar, grandmother):
    item = received("银镯", by=registrar, owner=grandmother, way="deposit", naming="full",
                    family={"place_hidden": True})  # fmt: skip
    paper = reverse("receiving:paper", args=[held(item).donation_id])
    named = words(as_(registrar).get(paper))

    opening.leave_unsettled(item, by=curator)

    assert f"物件“{grandmother.name}”" in named
    later = words(as_(registrar).get(paper))
    assert f"物件“{grandmother.name}”" not in later
    assert "先不写名字" in later


def test_silver_is_hidden_on_the_web_with_one_button(as_, curator, wheel):
    client = as_(curator)

    client.post(screen(wheel, "hide-place"), act_form(client.get(screen(wheel, "hide-place"))))
    sheet = client.get(reverse("objects:sheet", args=[wheel.pk]))

    assert held(wheel).place_hidden
    assert "位置不上网" in words(sheet)
    assert {"show-place"} <= {act.slug for act in sheet.context["acts"]}
