"""What was agreed with the family: who has to agree, what goes home, what the web does not say."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import (
    accessioning,
    displaying,
    donating,
    fetching_home,
    moving,
    opening,
    public,
    returning,
    transferring_title,
)
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item, Movement, Place, Story
from museum.catalogue.models.holdings import Status
from museum.clock import today
from museum.refusals import codes
from museum.verifying import misfits
from tests.factories import photo_file, published, received

pytestmark = pytest.mark.django_db
SOON = today() + datetime.timedelta(days=3)
ALL = {"may_keep": True, "may_show": True, "may_send": True, "may_publish": True}


def refused(act, *args, **given):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **given)
    return codes(refusal.value)


def held(item):
    return Holding.objects.select_related("place").get(item=item)


@pytest.fixture
def genealogy(registrar, grandmother):
    return received("手抄家谱", by=registrar, owner=grandmother, way="copied", family=ALL)


def test_what_is_photographed_goes_home_and_has_neither_place_nor_number(genealogy, curator):
    holding = held(genealogy)

    assert (holding.status, holding.place, holding.label) == (Status.COPIED, None, None)
    assert not Movement.objects.filter(item=genealogy).exists()
    assert not Item.objects.collected().exists()
    assert "decided" in refused(accessioning.accept, genealogy, by=curator)
    assert list(misfits()) == []


def test_its_pictures_and_its_story_are_shown_where_the_family_agrees(
    genealogy, registrar, grandmother
):
    kept = received("奖状", by=registrar, owner=grandmother, way="copied",
                    family=ALL | {"may_publish": False})  # fmt: skip
    for item in (genealogy, kept):
        published(item)

    shown = public.item(held(genealogy).designation)
    assert list(Item.objects.public()) == [genealogy]
    assert (shown.way, shown.place.label) == ("翻拍", "东西在主人家")
    assert "拿来翻拍" in shown.came


def test_what_nobody_may_keep_is_not_photographed(registrar, grandmother):
    def receive(**more):
        thing = Thing(title="家谱", way="copied", family=ALL | more.pop("family", {}))
        donating.receive(donating.Receipt([thing], owner=grandmother, **more), by=registrar)

    assert "not_kept" in refused(receive, family={"may_keep": False})
    assert "copied_later" in refused(receive, in_hand=False)
    receive()
    assert Item.objects.count() == 1


def test_a_family_takes_a_thing_home_for_a_wedding_and_brings_it_again(
    ewer, curator, keeper, store, grandmother, settings
):
    accessioning.accept(ewer, by=curator)
    moving.move(ewer, store, by=keeper)

    fetching_home.fetch_home(ewer, by=keeper, until=SOON, person=grandmother, reason="办喜事",
                             paper=photo_file())  # fmt: skip
    away = held(ewer)
    fetching_home.come_home(ewer, store, by=keeper, reason="壶嘴新碰了一点", paper=photo_file())

    assert (str(away.place), away.home_until, away.label) == ("主人家借回去用了", SOON, "JC00001")
    assert away.status == Status.ACCESSIONED
    assert (held(ewer).place, held(ewer).home_until) == (store, None)
    assert [entry.papers.count() for entry in ewer.entries.order_by("-pk")[:2]] == [1, 1]
    assert list(misfits()) == []


def test_the_web_says_that_it_is_with_its_family(ewer, curator, keeper):
    accessioning.accept(ewer, by=curator)
    published(ewer)

    fetching_home.fetch_home(ewer, by=keeper, until=SOON)

    assert public.item("JC00001").place.label == "主人家借回去用了"


def test_what_is_at_home_is_not_moved_but_brought_again(ewer, keeper, store, curator):
    accessioning.accept(ewer, by=curator)
    fetching_home.fetch_home(ewer, by=keeper, until=SOON)

    assert "at_home" in refused(moving.move, ewer, store, by=keeper)
    assert "not_here" in refused(fetching_home.fetch_home, ewer, by=keeper, until=SOON)
    fetching_home.come_home(ewer, store, by=keeper)
    assert "not_at_home" in refused(fetching_home.come_home, ewer, store, by=keeper)


def test_what_is_given_back_while_it_is_at_home_leaves_that_place(ewer, keeper, curator):
    accessioning.accept(ewer, by=curator)
    fetching_home.fetch_home(ewer, by=keeper, until=SOON)

    returning.give_back(ewer, by=curator, reason="就留在家里了")

    assert (held(ewer).place.kind, held(ewer).home_until) == ("elsewhere", None)


@pytest.mark.parametrize(("given", "code"), [
    ({"until": None}, "no_end"),
    ({"until": today() - datetime.timedelta(days=1)}, "ended"),
    ({"until": datetime.date(202, 1, 1)}, "year"),
])  # fmt: skip
def test_it_is_asked_until_when(ewer, keeper, given, code):
    assert code in refused(fetching_home.fetch_home, ewer, by=keeper, **given)
    assert held(ewer).home_until is None


def test_who_may_not_move_lets_nothing_go_home(ewer, registrar, keeper, store):
    elsewhere = Place.objects.elsewhere()

    assert "forbidden" in refused(fetching_home.fetch_home, ewer, by=registrar, until=SOON)
    fetching_home.fetch_home(ewer, by=keeper, until=SOON)
    assert "forbidden" in refused(fetching_home.come_home, ewer, store, by=registrar)
    assert "not_here" in refused(fetching_home.come_home, ewer, elsewhere, by=keeper)


def test_a_full_case_takes_nothing_that_comes_from_home(ewer, wheel, keeper, curator, small_case):
    for item in (ewer, wheel):
        accessioning.accept(item, by=curator)
    fetching_home.fetch_home(ewer, by=keeper, until=SOON)
    Place.objects.filter(pk=small_case.pk).update(capacity=1)
    displaying.put_on_display(wheel, Place.objects.get(pk=small_case.pk), by=keeper)

    assert "full" in refused(fetching_home.come_home, ewer, small_case, by=keeper)


def test_a_part_goes_home_with_its_whole(registrar, grandmother, keeper, store):
    loom = Thing(title="织机", parts=[Thing(title="梭子")])
    donation = donating.receive(donating.Receipt([loom], owner=grandmother), by=registrar)
    whole, part = (each.item for each in donation.holdings.order_by("part"))

    assert "part" in refused(fetching_home.fetch_home, part, by=keeper, until=SOON)
    fetching_home.fetch_home(whole, by=keeper, until=SOON)
    assert held(part).place.is_home
    assert "part" in refused(fetching_home.come_home, part, store, by=keeper)


def test_while_it_is_not_settled_at_home_nothing_goes_and_nothing_is_given(ewer, curator, keeper):
    accessioning.accept(ewer, by=curator)
    published(ewer)
    opening.leave_unsettled(ewer, by=curator, reason="几房没说好")

    assert not Item.objects.public().exists()
    assert "unsettled" in refused(returning.give_back, ewer, by=curator, reason="来取")
    assert "unsettled" in refused(
        transferring_title.turn_deposit_into_gift, ewer, by=curator, reason="送了"
    )
    assert "unsettled" in refused(fetching_home.fetch_home, ewer, by=keeper, until=SOON)


def test_who_may_not_open_an_object_settles_nothing(ewer, curator, registrar):
    opening.leave_unsettled(ewer, by=curator)

    assert "forbidden" in refused(opening.settle, ewer, by=registrar, concerning="都说行")

    ewer.holding.refresh_from_db()
    assert ewer.holding.unsettled


def test_what_the_family_agreed_on_is_shown_again_and_may_go(ewer, curator):
    accessioning.accept(ewer, by=curator)
    published(ewer)
    opening.leave_unsettled(ewer, by=curator)
    wordless = refused(opening.settle, ewer, by=curator, concerning=" ")

    opening.settle(ewer, by=curator, concerning="三房都说行，大房来讲的")
    shown = Item.objects.public().exists()
    returning.give_back(ewer, by=curator, reason="来取")

    assert "no_words" in wordless
    assert "so_already" in refused(opening.settle, ewer, by=curator, concerning="都说行")
    assert shown
    assert list(misfits()) == []


def test_what_is_said_on_the_receipt_stands_with_the_object(registrar, grandmother):
    item = received("汤瓶", by=registrar, owner=grandmother, way="deposit",
                    family={"unsettled": True, "to_ask": "二房三房", "fetched_by": "大孙子",
                            "handling": "不放在下层"})  # fmt: skip

    holding = held(item)
    assert holding.unsettled
    assert (holding.to_ask, holding.fetched_by, holding.handling) == (
        "二房三房",
        "大孙子",
        "不放在下层",
    )


def test_the_web_does_not_say_where_silver_stands(wheel, loom, curator, keeper, case):
    for item in (wheel, loom):
        accessioning.accept(item, by=curator)
        displaying.put_on_display(item, case, by=keeper)
        published(item)

    opening.hide_place(wheel, by=curator)
    hidden, shown = public.item("CS00001").place, public.item("CS00002").place
    opening.show_place(wheel, by=curator)

    assert (hidden.label, hidden.hall, hidden.hall_code, hidden.on_display) == (
        "在馆里",
        "",
        "",
        False,
    )
    assert shown.label == str(case)
    assert public.item("CS00001").place.label == str(case)
    assert "so_already" in refused(opening.show_place, wheel, by=curator)


def test_a_story_that_may_not_go_on_the_web_is_found_by_staff_alone(wheel, curator):
    accessioning.accept(wheel, by=curator)
    for text, on_the_web in (("九月里水退了", True), ("那年饿得很", False), ("从前没问过", None)):
        Story.objects.create(item=wheel, text=text, may_keep=True, may_publish=on_the_web)
    published(wheel)

    told = [story.paragraphs[0] for story in public.item("CS00001").stories]

    assert told == ["九月里水退了", "从前没问过"]
    assert [story.paragraphs[0] for story in public.preview(wheel).stories] == told
    assert len(public.preview(wheel, whole=True).stories) == 3


def test_that_what_was_photographed_went_home_is_written_down_once(
    genealogy, registrar, keeper, grandmother
):
    key = uuid.uuid4()
    fetching_home.hand_home(genealogy, by=registrar, person=grandmother, key=key)
    fetching_home.hand_home(genealogy, by=registrar, key=key)

    gone = genealogy.entries.get(act="went_home")
    assert (gone.person, gone.by) == (grandmother, registrar)
    assert held(genealogy).status == Status.COPIED
    assert "home_already" in refused(fetching_home.hand_home, genealogy, by=registrar)
    assert list(misfits()) == []


def test_what_did_not_come_to_be_photographed_is_not_handed_home_so(
    genealogy, registrar, keeper, grandmother, wheel
):
    frame = Thing(title="镜框", way="copied", family=ALL, parts=[Thing(title="相片")])
    donation = donating.receive(donating.Receipt([frame], owner=grandmother), by=registrar)
    part = donation.holdings.get(part=1).item

    assert "forbidden" in refused(fetching_home.hand_home, genealogy, by=keeper)
    assert "not_copied" in refused(fetching_home.hand_home, wheel, by=registrar)
    assert "part" in refused(fetching_home.hand_home, part, by=registrar)
