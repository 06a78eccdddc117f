"""先拴号牌，后登记: the receipt is written, and in the same act the tag hangs on its thing."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import donating, tagging
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Item, Tag
from museum.refusals import codes
from museum.verifying import misfits
from tests.catalogue.receiving.conftest import RECEIVE, Slip
from tests.factories import UserFactory, photo_file

STILL_HERE = "您写的都还在"


@pytest.fixture
def slip(as_, registrar):
    return Slip(as_(registrar))


def test_the_scanned_tag_stands_on_the_page_as_it_is_printed(as_, registrar, tags):
    page = as_(registrar).get(f"{RECEIVE}?tag=0001R")

    assert [card.form["tag"].value() for card in page.context["slip"].cards] == ["0001–R"]


@pytest.mark.parametrize("strange", ["", "<script>", "0001X" * 90, "\x00"])
def test_a_strange_address_fills_in_nothing(as_, registrar, tags, strange):
    page = as_(registrar).get(RECEIVE, {"tag": strange})

    assert [card.form["tag"].value() for card in page.context["slip"].cards] == [""]


def test_several_things_are_received_each_with_its_own_tag_or_none(slip, registrar, tags):
    slip.thing("手摇纺车", tag="0002–x")
    slip.thing("木杆秤")
    slip.thing("马灯", tag="https://anderswo.example/o/0001R")

    slip.send()

    hung = {
        holding.item.title: tagging.valid_tag(holding.item)
        for holding in Donation.objects.get().holdings.all()
    }
    assert hung == {"手摇纺车": tags[1], "木杆秤": None, "马灯": tags[0]}
    assert slip.client.get("/o/0001R", follow=True).context["item"].title == "马灯"
    assert list(misfits()) == []


def test_sent_twice_it_is_tied_once(slip, tags):
    slip.thing("手摇纺车", tag="0001R")

    first, second = slip.send(), slip.send()

    assert first["Location"] == second["Location"]
    assert tags[0].entries.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0001X", "末尾的字母对不上，请再看一眼号牌。"),
        ("9999A", ""),
        ("CS00099", "CS00099"),
        ("0009–U", "木织布机"),
    ],
)
def test_a_tag_that_cannot_be_tied_is_named_at_its_row_and_nothing_is_lost(
    slip, curator, loom, tags, typed, said
):
    tagging.tie(tags[8], loom, by=curator)
    assert str(tags[8]) == "0009–U"
    slip.thing("手摇纺车", photos=[photo_file()])
    name = slip.thing("马灯", tag=typed, condition="缺灯罩")

    page = slip.send()

    assert page.status_code == 200
    cards = page.context["slip"].cards
    assert not cards[0].form.errors
    assert said in " ".join(cards[1].form.errors["tag"])
    assert (f"id_{name}-tag", cards[1].form.errors["tag"][0]) in page.context["refusals"]
    assert cards[1].form["tag"].value() == typed
    assert "缺灯罩" in page.content.decode()
    assert len(cards[0].photos) == 1
    assert not Donation.objects.exclude(pk=loom.holding.donation_id).exists()


def test_one_tag_written_twice_is_refused_at_the_second(slip, tags):
    slip.thing("手摇纺车", tag="0001R")
    slip.thing("马灯", tag="0001-R")

    page = slip.send()

    assert "写了两遍" in page.context["slip"].cards[1].form.errors["tag"][0]
    assert not Item.objects.exists()


def test_what_goes_home_today_gets_no_tag(slip, tags):
    slip.thing(
        "老照片",
        way="copied",
        tag="0001R",
        may_keep="yes",
        may_show="no",
        may_send="no",
        may_publish="no",
    )

    page = slip.send()

    assert "不拴号牌" in page.context["slip"].cards[0].form.errors["tag"][0]


def test_a_card_on_which_only_a_tag_is_written_is_not_passed_over(slip, tags):
    slip.thing("手摇纺车")
    slip.thing("", tag="0001R")

    page = slip.send()

    assert page.context["slip"].cards[1].form.errors["title"]


def test_one_more_card_keeps_the_tag_of_the_first(slip, tags):
    slip.thing("手摇纺车", tag="0001–R")

    page = slip.send(act="more")

    assert [card.form["tag"].value() for card in page.context["slip"].cards] == ["0001–R", ""]


def receipt(*things, owner):
    return donating.Receipt(
        [Thing(title, tag=tag, **more) for title, tag, more in things], owner=owner
    )


@pytest.mark.parametrize(
    "why", ["used", "ended", "no_tag", "tag_twice", "tag_goes_home", "forbidden"]
)
def test_the_verb_refuses_it_and_writes_nothing(
    request, curator, registrar, grandmother, loom, case, tags, why
):
    by, things = registrar, [("手摇纺车", tags[0], {})]
    if why == "used":
        tagging.tie(tags[0], loom, by=curator)
    elif why == "ended":
        tagging.void(tags[0], by=curator, reason="撕坏了")
    elif why == "no_tag":
        things = [("手摇纺车", case.tags.get(), {})]
    elif why == "tag_twice":
        things *= 2
    elif why == "tag_goes_home":
        things = [("手摇纺车", tags[0], {"way": "copied", "family": {"may_keep": True}})]
    elif why == "forbidden":
        by = UserFactory()
        by.user_permissions.add(*registrar.groups.get().permissions.filter(codename="receive"))
    before = Item.objects.count(), Donation.objects.count()

    with pytest.raises(ValidationError) as refusal:
        donating.receive(receipt(*things, owner=grandmother), by=by)

    assert codes(refusal.value) == {why}
    assert (Item.objects.count(), Donation.objects.count()) == before
    assert not Tag.objects.filter(item__title="手摇纺车").exists()


def test_the_same_key_returns_the_receipt_though_its_tag_is_tied_by_now(
    registrar, grandmother, tags
):
    key, told = uuid.uuid4(), receipt(("手摇纺车", tags[0], {}), owner=grandmother)

    first, again = (donating.receive(told, by=registrar, key=key) for _each in range(2))

    assert first == again
    assert tagging.valid_tag(first.holdings.get().item) == tags[0]
