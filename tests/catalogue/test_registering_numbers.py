import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from museum.catalogue import accessioning, public, taking_back
from museum.catalogue.bulk import inked
from museum.catalogue.donating import Thing
from museum.catalogue.models import Item, NumberGiven
from museum.catalogue.registering import Row, register
from museum.institution import Museum
from museum.numbering import last
from museum.refusals import codes
from museum.verifying import misfits
from tests.factories import received

DAY = datetime.date(2019, 10, 1)


@pytest.fixture
def listed(grandmother):
    """A list of objects, each told with its number or with none."""

    def rows(*numbers, **told):
        return [
            Row(Thing(f"物件{n}"), owner=grandmother, happened_at=DAY, number=number, **told)
            for n, number in enumerate(numbers)
        ]

    return rows


def numbers(items):
    return [Item.objects.get(pk=item.pk).number for item in items]


def refused(rows, curator, **told):
    with pytest.raises(ValidationError) as refusal:
        register(rows, by=curator, **told)
    return list(refusal.value.error_dict), codes(refusal.value)


@pytest.mark.parametrize(
    "typed", ["CS00012", "cs12", "ＣＳ－００１２", "「CS-00012。」", " cs 12 "]
)
def test_a_number_that_is_inked_on_the_object_stays_however_it_is_typed(curator, listed, typed):
    items = register(listed(typed), by=curator)

    assert numbers(items) == ["CS00012"]
    assert public.resolve("CS00012") is not None
    assert list(misfits()) == []


def test_the_series_runs_on_beyond_the_highest_inked_number(curator, listed, wheel):
    register(listed("CS00012", "CS00003"), by=curator)

    holding = accessioning.accept(wheel, by=curator)

    assert holding.label == "CS00013"
    assert last("item.collection") == 13
    assert list(misfits()) == []


@pytest.mark.parametrize("chunk", [1, 2, 300])
def test_no_new_number_takes_one_that_a_later_row_of_the_list_has(curator, listed, chunk):
    items = register(listed("", "CS00002", "", "CS00001", ""), by=curator, chunk=chunk)

    assert numbers(items) == ["CS00003", "CS00002", "CS00004", "CS00001", "CS00005"]
    assert list(misfits()) == []


def test_a_list_that_breaks_off_leaves_a_register_that_fits(curator, listed):
    rows = listed("", "", "CS00040")
    rows[2].thing = Thing(" ")

    assert refused(rows, curator, chunk=2) == (["rows.2.title"], {"no_title"})

    assert numbers(Item.objects.order_by("pk")) == ["CS00041", "CS00042"]
    assert list(misfits()) == []


def test_a_list_sent_twice_gives_its_inked_numbers_once(curator, listed):
    rows = listed("CS00012", "")
    first = register(rows, by=curator)

    again = register(rows, by=curator)

    assert numbers(again) == numbers(first) == ["CS00012", "CS00013"]
    assert NumberGiven.objects.count() == 2


def test_parts_share_the_inked_number_of_the_whole(curator, grandmother):
    basket = Thing("提篮", parts=[Thing("盖子")])

    (item,) = register([Row(basket, owner=grandmother, number="CS00007")], by=curator)

    assert item.parts.get().holding.label == "CS00007-1"


def test_what_is_on_deposit_keeps_a_number_of_the_deposits(curator, grandmother):
    row = Row(Thing("紫铜汤瓶", way="deposit"), owner=grandmother, number="jc4")

    assert numbers(register([row], by=curator)) == ["JC00004"]
    assert (last("item.deposit"), last("item.collection")) == (4, 0)


def test_a_number_that_an_object_has_is_refused_by_row_and_number(curator, listed, wheel):
    accessioning.accept(wheel, by=curator)

    with pytest.raises(ValidationError) as refusal:
        register(listed("CS00012", "cs1"), by=curator)

    (sentence,) = refusal.value.message_dict["rows.1.number"]
    assert codes(refusal.value) == {"taken"}
    assert "CS00001" in sentence
    assert "手摇纺车" in sentence
    assert Item.objects.get() == wheel
    assert last("item.collection") == 1


def test_a_number_stays_given_when_its_acceptance_was_taken_back(curator, listed, wheel):
    accessioning.accept(wheel, by=curator)
    taking_back.take_back(wheel, by=curator, reason="看错了")

    assert refused(listed("CS00001"), curator) == (["rows.0.number"], {"taken"})


def test_a_code_that_is_printed_already_is_no_second_object_s(curator, listed, grandmother, wheel):
    accessioning.accept(wheel, by=curator)
    Museum.objects.update(collection_prefix="LS", support_prefix="CS")

    rows = listed("CS00001", series="support")

    assert refused(rows, curator) == (["rows.0.number"], {"taken"})


def test_the_database_holds_a_number_where_nobody_asks(curator, listed, wheel, monkeypatch):
    accessioning.accept(wheel, by=curator)
    monkeypatch.setattr(inked, "check_free", lambda *told: None)

    with pytest.raises(IntegrityError), transaction.atomic():
        register(listed("CS00001"), by=curator)

    assert Item.objects.get() == wheel


def test_a_number_that_stands_in_the_list_twice_is_refused(curator, listed):
    assert refused(listed("CS00012", "CS12"), curator) == (["rows.1.number"], {"twice"})
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("十二号", "no_number"), ("CS", "no_number"), ("CS00000", "no_number"),
        ("CS00012-1", "no_number"), ("JC00012", "other_series"), ("CS12000000", "too_high"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_the_series_is_refused_before_anything_is_written(
    curator, listed, typed, code
):
    assert refused(listed("", typed), curator, chunk=1) == (["rows.1.number"], {code})
    assert not Item.objects.exists()


def test_what_was_not_accepted_has_no_number(curator, listed):
    rows = listed("CS00012", accepted=False)

    assert refused(rows, curator) == (["rows.0.number"], {"not_accepted"})


def test_an_object_received_today_finds_its_number_after_the_list(
    curator, registrar, listed, ma_family
):
    register(listed("CS00999"), by=curator)

    item = received("木犁", by=registrar, owner=ma_family)

    assert accessioning.accept(item, by=curator).label == "CS01000"
