"""交接: three people, a list, and the ledger's head of one moment."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from museum import clock, ledger_head
from museum.accounts.models import User
from museum.care import by_place
from museum.care.handing_over import Parties, hand_over
from museum.care.models import CustodyTransfer
from museum.catalogue import accessioning, moving
from museum.catalogue.models import Item, Place
from museum.ledger import LedgerLine
from museum.people.erasing import erase
from museum.people.meeting import of_account
from museum.people.models import ERASED_NAME, Person
from museum.refusals import codes
from museum.verifying import misfits
from tests.factories import PersonFactory, published


def new(name):
    return Person(name=name)


@pytest.fixture
def parties(curator, keeper):
    keeper.last_name, keeper.first_name = "马", "晓红"
    keeper.save()
    return Parties(of_account(curator), of_account(keeper), new("周明远"))


@pytest.fixture
def numbered(wheel, case, curator):
    accessioning.accept(published(wheel), by=curator)
    moving.move(wheel, case, by=curator, reason="摆出来")
    return wheel


def test_the_list_says_what_stands_at_each_place_and_the_ledger_as_it_was_before_the_line(
    numbered, loom, ewer, parties, curator
):
    before = ledger_head.now()

    row = hand_over(parties, by=curator, note="展柜6把")

    line = LedgerLine.objects.latest("sequence")
    things_by_place = dict(by_place.read(row.things))
    counts = by_place.counts(by_place.read(row.things))
    assert row.label == f"JJ-{clock.today().year}-0001"
    assert {place: [thing.title for thing in things] for place, things in things_by_place.items()} == {
        "接收处": ["木织布机", "紫铜汤瓶"], "二厅·三号柜": ["手摇纺车"],
    }  # fmt: skip
    assert things_by_place["二厅·三号柜"][0].number == "CS00001"
    assert (counts.places, counts.things, counts.pieces, counts.deposits) == (2, 3, 3, 1)
    assert row.head == before
    assert (line.act, line.sequence) == ("care.handed_over", before.sequence + 1)
    assert line.facts == {"custody": row.pk, "line": before.sequence, "letters": before.letters,
                          "places": 2, "things": 3, "pieces": 3}  # fmt: skip
    assert row.witness.name == "周明远"
    assert not list(misfits())


def test_nobody_who_gave_or_owns_anything_is_on_the_list(numbered, ewer, parties, curator):
    row = hand_over(parties, by=curator)

    kept = str(row.things)
    assert "紫铜汤瓶" in kept
    assert "马家" not in kept
    assert "王桂兰" not in kept


def test_what_was_handed_over_does_not_change_with_the_register(numbered, case, hall, parties, curator):  # fmt: skip
    row = hand_over(parties, by=curator)
    item = Item.objects.get(pk=numbered.pk)
    item.title = "纺车（改过）"
    item.save()
    moving.move(item, Place.objects.store(), by=curator, reason="收起来")

    kept = by_place.read(CustodyTransfer.objects.get(pk=row.pk).things)
    assert [(place, things[0].title) for place, things in kept] == [("二厅·三号柜", "手摇纺车")]
    assert by_place.current()[0][1][0].title == "纺车（改过）"


def test_a_part_of_the_museum_can_be_handed_over_alone(numbered, loom, hall, parties, curator):
    row = hand_over(parties, [hall], by=curator)

    assert [place for place, _things in row.things] == ["二厅·三号柜"]


def test_sent_twice_it_is_one_handover_and_one_new_person(numbered, parties, curator):
    key = uuid.uuid4()

    first = hand_over(parties, by=curator, key=key)
    again = hand_over(Parties(parties.giving, parties.taking, new("周明远")), by=curator, key=key)

    assert first == again
    assert CustodyTransfer.objects.count() == 1
    assert Person.objects.filter(name="周明远").count() == 1


def refused(*arguments, **options):
    with pytest.raises(ValidationError) as refusal:
        hand_over(*arguments, **options)
    return codes(refusal.value)


def test_it_takes_three_people_who_are_there_and_something_to_hand_over(
    parties, curator, keeper, hall, request
):
    nothing = refused(parties, by=curator)
    request.getfixturevalue("numbered")
    zhou = PersonFactory(name="周明远")
    keeper.is_active = False
    keeper.save()
    gone = PersonFactory(name="李四")
    erase(gone, by=curator)
    gone.refresh_from_db()

    assert nothing == {"nothing"}
    assert refused(parties, by=keeper) == {"forbidden"}
    assert refused(Parties(zhou, parties.taking, zhou), by=curator) == {"same_person"}
    assert refused(Parties(zhou, new("马晓红"), new("马晓红 ")), by=curator) == {"same_person"}
    assert refused(Parties(zhou, new(" "), parties.witness), by=curator) == {"nobody"}
    assert refused(Parties(zhou, parties.taking, gone), by=curator) == {"erased"}
    assert refused(parties, by=curator, on=datetime.date(1202, 1, 1)) == {"year"}
    tomorrow = clock.today() + datetime.timedelta(days=1)
    assert refused(parties, by=curator, on=tomorrow) == {"future"}
    assert not CustodyTransfer.objects.exists()
    assert not Person.objects.filter(name="马晓红", user=None).exists()


def test_the_database_wants_three_people_too_and_keeps_what_was_signed(numbered, parties, curator):
    row = hand_over(parties, by=curator)
    for change in ("giving_id = taking_id", "note = '改了'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE care_custodytransfer SET {change}")
    with pytest.raises(ValidationError):
        row.delete()

    assert CustodyTransfer.objects.get().note == ""


def test_who_was_erased_is_named_on_no_handover_any_more_and_the_chain_still_fits(
    numbered, parties, curator
):
    row = hand_over(parties, by=curator)

    erase(row.witness, by=curator)

    assert CustodyTransfer.objects.get().witness.name == ERASED_NAME
    assert not list(misfits())


def test_a_closed_account_keeps_its_name_under_what_it_wrote_and_cannot_be_deleted(
    numbered, parties, curator, keeper
):
    moving.move(numbered, Place.objects.store(), by=keeper, reason="收起来")
    line = LedgerLine.objects.latest("sequence")
    User.objects.filter(pk=keeper.pk).update(is_active=False)

    with pytest.raises(ValidationError) as by_itself:
        User.objects.get(pk=keeper.pk).delete()
    with pytest.raises(ValidationError) as in_bulk:
        User.objects.filter(pk=keeper.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [keeper.pk])

    assert codes(by_itself.value) | codes(in_bulk.value) == {"kept"}
    assert str(LedgerLine.objects.get(pk=line.pk).by) == "马晓红"
    assert not list(misfits())
