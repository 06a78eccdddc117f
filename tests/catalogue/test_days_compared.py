"""Where a day is asked, days are compared; within a day acts stand as they were written."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import (
    accessioning,
    bringing_in,
    correcting,
    deaccessioning,
    displaying,
    donating,
    moving,
    opening,
    registering,
    returning,
    transferring_title,
)
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Movement, RegisterEntry
from museum.catalogue.models.holdings import Status
from museum.catalogue.registering import Row
from museum.clock import at, today
from museum.refusals import codes
from tests.factories import received

YESTERDAY = today() - datetime.timedelta(days=1)
AFTERNOON = at(YESTERDAY, datetime.time(15))
BEFORE = YESTERDAY - datetime.timedelta(days=1)


@pytest.fixture
def loom(registrar, ma_family):
    return received("木织布机", by=registrar, owner=ma_family, happened_at=AFTERNOON)


def test_what_came_at_three_is_accepted_shown_and_moved_that_same_day(
    loom, curator, keeper, case, store
):
    accessioning.accept(loom, by=curator, happened_at=YESTERDAY)
    displaying.put_on_display(loom, case, by=keeper, happened_at=YESTERDAY)
    moving.move(loom, store, by=keeper, happened_at=YESTERDAY)

    holding = Holding.objects.get(item=loom)
    assert (holding.status, holding.place) == (Status.ACCESSIONED, store)
    assert Movement.objects.filter(item=loom).first().destination == store
    assert [each.act for each in RegisterEntry.objects.filter(item=loom)] == [
        "accepted",
        "received",
    ]
    assert Movement.objects.filter(item=loom).until(YESTERDAY).first().destination == store


def test_the_day_before_it_came_stays_refused(loom, curator, keeper, store):
    with pytest.raises(ValidationError) as accepted:
        accessioning.accept(loom, by=curator, happened_at=BEFORE)
    with pytest.raises(ValidationError) as moved:
        moving.move(loom, store, by=keeper, happened_at=BEFORE)

    assert codes(accepted.value) == {"before_receipt"}
    assert codes(moved.value) == {"before_last"}


def test_what_was_offered_in_the_afternoon_may_come_that_day(registrar, grandmother):
    donation = donating.receive(donating.Receipt([Thing("磨")], owner=grandmother, in_hand=False, happened_at=AFTERNOON), by=registrar)  # fmt: skip

    holding = bringing_in.bring_in(
        donation.holdings.get().item, by=registrar, happened_at=YESTERDAY
    )

    assert holding.status == Status.RECEIVED


def test_a_receipt_is_corrected_to_the_day_on_which_its_object_was_accepted(loom, curator):
    accessioning.accept(loom, by=curator, happened_at=at(YESTERDAY, datetime.time(16)))

    correcting.correct(loom.holding.donation, "happened_at", at(YESTERDAY, datetime.time(18)),
                       by=curator, reason="写早了")  # fmt: skip

    with pytest.raises(ValidationError):
        correcting.correct(loom.holding.donation, "happened_at", at(today(), datetime.time(0)),
                           by=curator, reason="写早了")  # fmt: skip


def test_a_deposit_becomes_a_gift_on_the_day_it_was_accepted(registrar, ma_family, curator):
    ewer = received("汤瓶", by=registrar, owner=ma_family, way="deposit", happened_at=AFTERNOON)
    accessioning.accept(ewer, by=curator, happened_at=at(YESTERDAY, datetime.time(16)))

    transferring_title.turn_deposit_into_gift(
        ewer, by=curator, reason="家里商量好了", happened_at=YESTERDAY
    )

    assert RegisterEntry.objects.filter(item=ewer).first().act == "became_gift"


def test_many_rows_of_one_day_stand_in_their_order(curator, ma_family, store):
    row = Row(Thing("耧车"), owner=ma_family, happened_at=AFTERNOON, accepted=True,
              accepted_at=YESTERDAY, moved_at=YESTERDAY, place=store)  # fmt: skip

    (item,) = registering.register([row], by=curator)

    assert [each.act for each in RegisterEntry.objects.filter(item=item)] == [
        "accepted",
        "received",
    ]
    assert Movement.objects.filter(item=item).first().destination == store


@pytest.mark.parametrize("act", [returning.decline, returning.give_back, opening.withdraw,
                                 opening.mark_sensitive])  # fmt: skip
def test_nothing_is_dated_before_the_object_came(loom, curator, act):
    with pytest.raises(ValidationError) as refusal:
        act(loom, by=curator, reason="家里的意思", happened_at=BEFORE)

    assert codes(refusal.value) & {"before_receipt", "before_last"}
    act(loom, by=curator, reason="家里的意思", happened_at=YESTERDAY)


def test_no_decision_is_dated_before_the_one_it_stands_on(registrar, ma_family, curator):
    long_ago = BEFORE - datetime.timedelta(days=9)
    ewer = received("汤瓶", by=registrar, owner=ma_family, way="deposit", happened_at=long_ago)
    accessioning.accept(ewer, by=curator, happened_at=YESTERDAY)

    with pytest.raises(ValidationError) as refusal:
        returning.give_back(ewer, by=curator, reason="女儿出嫁", happened_at=BEFORE)
    with pytest.raises(ValidationError) as struck:
        deaccessioning.deaccession(ewer, by=curator, reason_code="duplicate_entry",
                                   reason="登了两次", happened_at=BEFORE)  # fmt: skip
    opening.withdraw(ewer, by=curator, reason="家里的意思", happened_at=BEFORE)

    assert codes(refusal.value) == codes(struck.value) == {"before_decision"}
    assert Holding.objects.get(item=ewer).place == ewer.holding.place
    returning.give_back(ewer, by=curator, reason="女儿出嫁", happened_at=YESTERDAY)


@pytest.mark.parametrize(
    ("decided_on", "code"),
    [(datetime.date(202, 11, 28), "year"), (today() + datetime.timedelta(days=2), "future")],
)
def test_the_village_decided_on_a_day_that_can_be_meant(loom, curator, decided_on, code):
    accessioning.accept(loom, by=curator, happened_at=YESTERDAY)

    with pytest.raises(ValidationError) as refusal:
        deaccessioning.deaccession(loom, by=curator, reason_code="returned_to_owner",
                                   reason="原来是借的", decided_on=decided_on)  # fmt: skip

    assert codes(refusal.value) == {code}
