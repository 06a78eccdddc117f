import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from museum.catalogue import accessioning, correcting, describing, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Holding, Item
from museum.ledger import LedgerLine
from museum.refusals import codes
from museum.verifying import misfits
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def read_by_the_curator(item, by):
    item.get_workflow().start(item, by)
    return Item.objects.get(pk=item.pk)


def refused(act, *args, **given):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **given)
    return codes(refusal.value)


def test_a_draft_that_is_handed_on_is_the_other_volunteer_s(wheel, registrar, another_registrar):
    describing.hand_on(wheel, to=another_registrar, by=registrar, reason="我下周不在")

    holding = Holding.objects.get(item=wheel)
    assert describing.is_writer(holding, another_registrar)
    assert not describing.is_writer(holding, registrar)
    assert list(Item.objects.described_by(another_registrar)) == [wheel]
    assert LedgerLine.objects.latest("pk").facts["to"] == another_registrar.pk
    assert list(misfits()) == []


def test_a_draft_handed_on_twice_with_the_same_key_is_handed_on_once(
    wheel, registrar, another_registrar
):
    entry = wheel.entries.get()

    describing.hand_on(wheel, to=another_registrar, by=registrar, key=entry.uuid)

    assert wheel.entries.get() == entry


def test_what_is_not_one_s_own_is_not_handed_on(wheel, another_registrar, curator, keeper):
    assert "not_yours" in refused(
        describing.hand_on, wheel, to=another_registrar, by=another_registrar
    )
    assert "forbidden" in refused(describing.hand_on, wheel, to=another_registrar, by=keeper)

    describing.hand_on(wheel, to=another_registrar, by=curator)

    assert describing.is_writer(Holding.objects.get(item=wheel), another_registrar)


def test_a_draft_goes_to_somebody_who_writes_and_does_not_have_it(wheel, registrar, keeper):
    nobody = UserFactory(is_active=False)

    assert "so_already" in refused(describing.hand_on, wheel, to=registrar, by=registrar)
    assert "cannot_write" in refused(describing.hand_on, wheel, to=keeper, by=registrar)
    assert "cannot_write" in refused(describing.hand_on, wheel, to=nobody, by=registrar)


def test_what_is_read_or_decided_is_no_draft(wheel, registrar, another_registrar, curator):
    reading = read_by_the_curator(wheel, registrar)
    while_read = refused(describing.hand_on, reading, to=another_registrar, by=registrar)
    describing.fetch_back(reading, by=registrar)
    accessioning.accept(wheel, by=curator)

    assert "read" in while_read
    assert "decided" in refused(describing.hand_on, wheel, to=another_registrar, by=registrar)


def test_a_part_goes_with_its_whole(registrar, grandmother, another_registrar):
    loom = Thing(title="织机", parts=[Thing(title="梭子")])
    donation = donating.receive(donating.Receipt([loom], owner=grandmother), by=registrar)
    whole, part = donation.holdings.order_by("part")

    assert "part" in refused(describing.hand_on, part.item, to=another_registrar, by=registrar)
    describing.hand_on(whole.item, to=another_registrar, by=registrar)
    assert describing.is_writer(Holding.objects.get(pk=part.pk), another_registrar)


def test_a_thing_is_taken_back_from_the_curator_who_has_not_answered(wheel, registrar):
    reading = read_by_the_curator(wheel, registrar)

    describing.fetch_back(reading, by=registrar)

    again = Item.objects.get(pk=wheel.pk)
    assert not again.workflow_in_progress
    assert describing.why_closed(again) is None


def test_only_its_writer_takes_back_what_is_being_read(wheel, registrar, another_registrar, keeper):
    early = refused(describing.fetch_back, wheel, by=registrar)
    reading = read_by_the_curator(wheel, registrar)

    assert "not_read" in early
    assert "not_yours" in refused(describing.fetch_back, reading, by=another_registrar)
    assert "forbidden" in refused(describing.fetch_back, reading, by=keeper)
    assert Item.objects.get(pk=wheel.pk).workflow_in_progress


def test_whoever_typed_it_mends_a_typing_error_the_same_day(wheel, registrar):
    correcting.correct(wheel.holding.donation, "naming", "surname", by=registrar, reason="点错了")
    correcting.correct(wheel, "way", "purchase", by=registrar, reason="是馆里买的")

    holding = Holding.objects.select_related("donation").get(item=wheel)
    assert (holding.way, holding.donation.naming) == ("purchase", "surname")
    assert list(misfits()) == []


def test_the_day_after_it_is_the_curator_s(wheel, registrar, another_registrar, curator):
    others = refused(
        correcting.correct, wheel, "conditions", "年年晒", by=another_registrar, reason="写错"
    )
    yesterday = timezone.now() - datetime.timedelta(days=1)
    Donation.objects.filter(pk=wheel.holding.donation_id).update(recorded_at=yesterday)
    wheel.refresh_from_db()
    own = refused(correcting.correct, wheel, "conditions", "年年晒", by=registrar, reason="写错")

    correcting.correct(wheel, "conditions", "年年晒", by=curator, reason="写错")

    assert ("forbidden" in others, "forbidden" in own) == (True, True)


def test_what_is_decided_the_same_day_is_no_typing_error_any_more(wheel, registrar, curator):
    accessioning.accept(wheel, by=curator)

    found = refused(correcting.correct, wheel, "way", "purchase", by=registrar, reason="点错了")

    assert "forbidden" in found
