import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from museum import ledger
from museum.catalogue import accessioning, bringing_in, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Item, Movement, RegisterEntry, Tag
from museum.people.models import Person
from museum.refusals import codes
from tests.factories import PersonFactory, received


def test_a_receipt_brings_objects_into_being_at_the_reception(registrar, ma_family, reception):
    donation = donating.receive(
        donating.Receipt([Thing("手摇纺车"), Thing("木杆秤", pieces=2)], owner=ma_family),
        by=registrar,
    )

    assert [holding.item.title for holding in donation.holdings.order_by("line")] == [
        "手摇纺车",
        "木杆秤",
    ]
    assert {holding.place for holding in donation.holdings.all()} == {reception}
    assert {holding.status for holding in donation.holdings.all()} == {"received"}
    assert Movement.objects.count() == 2


def test_a_receipt_is_numbered_by_its_year_in_shanghai(registrar, ma_family):
    last_evening = datetime.datetime(2023, 12, 31, 15, 59, tzinfo=datetime.UTC)
    new_year = datetime.datetime(2023, 12, 31, 16, 1, tzinfo=datetime.UTC)

    old = received(by=registrar, owner=ma_family, happened_at=last_evening).holding.donation
    new = received(by=registrar, owner=ma_family, happened_at=new_year).holding.donation

    assert (old.label, new.label) == ("RG-2023-0001", "RG-2024-0001")


def test_every_object_has_a_printed_code_before_it_has_a_number(wheel):
    designation = wheel.holding.designation

    tag = Tag.objects.get(code=designation)

    assert designation == f"{wheel.holding.donation.label}-1"
    assert tag.item == wheel


def test_the_same_slip_sent_twice_is_one_receipt(registrar, ma_family):
    key = uuid.uuid4()
    first = donating.receive(
        donating.Receipt([Thing("马灯")], owner=ma_family), by=registrar, key=key
    )

    second = donating.receive(
        donating.Receipt([Thing("马灯")], owner=ma_family), by=registrar, key=key
    )
    third = donating.receive(donating.Receipt([Thing("斗笠")], owner=ma_family), by=registrar)

    assert second == first
    assert third.number == first.number + 1
    assert Item.objects.count() == 2


@pytest.mark.parametrize(
    ("thing", "code"),
    [
        (Thing("  "), "no_title"),
        (Thing("扳罾", way="loan"), "no_end"),
        (Thing("石臼", way="found"), "no_finder"),
    ],
)
def test_what_is_missing_on_the_slip_is_named(registrar, ma_family, thing, code):
    with pytest.raises(ValidationError) as refusal:
        donating.receive(donating.Receipt([Thing("马灯"), thing], owner=ma_family), by=registrar)

    assert codes(refusal.value) == {code}
    assert any(field.startswith("things.1.") for field in refusal.value.error_dict)
    assert not Donation.objects.exists()


def test_an_empty_slip_and_a_slip_without_a_giver_are_refused(registrar, ma_family):
    with pytest.raises(ValidationError) as empty:
        donating.receive(donating.Receipt([], owner=ma_family), by=registrar)
    with pytest.raises(ValidationError) as nobody:
        donating.receive(donating.Receipt([Thing("马灯")]), by=registrar)

    assert codes(empty.value) == {"empty"}
    assert codes(nobody.value) == {"no_giver"}


def test_a_keeper_does_not_receive(keeper, ma_family):
    with pytest.raises(ValidationError) as refusal:
        donating.receive(donating.Receipt([Thing("马灯")], owner=ma_family), by=keeper)

    assert codes(refusal.value) == {"forbidden"}


def test_a_day_that_is_still_to_come_is_refused(registrar, ma_family):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refusal:
        received(by=registrar, owner=ma_family, happened_at=tomorrow)

    assert codes(refusal.value) == {"future"}


def test_what_was_found_in_the_museum_has_a_finder_and_no_giver(registrar):
    finder = PersonFactory(name="沙明亮")

    donation = donating.receive(
        donating.Receipt([Thing("石臼", way="found")], finder=finder, found_where="库房门后"),
        by=registrar,
    )

    assert donation.owner is None
    assert donation.holdings.get().owner is None


def test_an_offered_object_has_no_place_until_it_is_brought(registrar, ma_family, reception):
    donation = donating.receive(
        donating.Receipt([Thing("八仙桌")], owner=ma_family, in_hand=False), by=registrar
    )
    item = donation.holdings.get().item
    assert item.holding.place is None

    bringing_in.bring_in(item, by=registrar)

    item.holding.refresh_from_db()
    assert item.holding.status == "received"
    assert item.holding.place == reception


def test_handing_in_masks_the_giver_from_then_on(registrar, wheel, grandmother):
    wheel.holding.donation.hand_in()

    assert set(Person.objects.values_list("handed_in", flat=True)) == {True}


def test_every_act_stands_in_the_ledger_without_a_name(curator, wheel, ma_family):
    accessioning.accept(wheel, by=curator, reason="马家的东西，王桂兰送来")
    lines = ledger.LedgerLine.objects.all()

    text = " ".join(str(line.facts) + line.subject + line.act for line in lines)

    assert lines.count() == RegisterEntry.objects.count() + Movement.objects.count()
    assert "马家" not in text
    assert "王桂兰" not in text


def test_a_loan_cannot_end_before_it_came(registrar, ma_family):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refusal:
        received("扳罾", by=registrar, owner=ma_family, way="loan", loan_ends=yesterday)

    assert codes(refusal.value) == {"ended"}


def test_a_loan_may_end_on_the_day_on_which_it_came(registrar, ma_family):
    today = timezone.localdate()

    item = received("扳罾", by=registrar, owner=ma_family, way="loan", loan_ends=today)

    assert item.holding.loan_ends == today


def test_what_was_offered_cannot_have_come_before(registrar, ma_family):
    donation = donating.receive(
        donating.Receipt([Thing("八仙桌")], owner=ma_family, in_hand=False), by=registrar
    )
    before = timezone.now() - datetime.timedelta(days=2)

    with pytest.raises(ValidationError) as refusal:
        bringing_in.bring_in(donation.holdings.get().item, by=registrar, happened_at=before)

    assert codes(refusal.value) == {"before_offer"}
