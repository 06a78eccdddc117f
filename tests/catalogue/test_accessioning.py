import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from museum.catalogue import accessioning, donating, returning, transferring_title
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, NumberGiven, Tag
from museum.institution import Museum
from museum.refusals import codes


def test_an_accepted_gift_gets_the_next_number_and_belongs_to_the_museum(curator, wheel, loom):
    first = accessioning.accept(wheel, by=curator)
    second = accessioning.accept(loom, by=curator)

    assert (first.label, second.label) == ("CS00001", "CS00002")
    assert first.status == "accessioned"
    assert first.owner is None


def test_a_deposit_stays_the_owner_s_under_a_number_of_its_own_series(curator, ewer, ma_family):
    holding = accessioning.accept(ewer, by=curator, series="collection")

    assert holding.label == "JC00001"
    assert holding.owner == ma_family


@pytest.mark.parametrize(("series", "label"), [("support", "FZ00001"), ("replica", "FB00001")])
def test_supporting_exhibits_and_replicas_are_numbered_apart(curator, wheel, series, label):
    holding = accessioning.accept(wheel, by=curator, series=series)

    assert holding.label == label


def test_parts_share_the_number_of_the_whole(curator, registrar, ma_family):
    donation = donating.receive(
        donating.Receipt([Thing("盖碗", parts=[Thing("碗盖"), Thing("碗托")])], owner=ma_family),
        by=registrar,
    )

    accessioning.accept(donation.holdings.get(part=0).item, by=curator)

    labels = donation.holdings.order_by("part").values_list("label", flat=True)
    assert list(labels) == ["CS00001", "CS00001-1", "CS00001-2"]


def test_a_part_is_not_accepted_alone(curator, registrar, ma_family):
    donation = donating.receive(
        donating.Receipt([Thing("盖碗", parts=[Thing("碗盖")])], owner=ma_family), by=registrar
    )

    with pytest.raises(ValidationError) as refusal:
        accessioning.accept(donation.holdings.get(part=1).item, by=curator)

    assert codes(refusal.value) == {"part"}


def test_only_the_curator_gives_numbers(registrar, keeper, wheel):
    for somebody in (registrar, keeper):
        with pytest.raises(ValidationError) as refusal:
            accessioning.accept(wheel, by=somebody)
        assert codes(refusal.value) == {"forbidden"}

    assert not NumberGiven.objects.exists()


def test_accepting_twice_with_one_key_gives_one_number(curator, wheel):
    key = uuid.uuid4()

    first = accessioning.accept(wheel, by=curator, key=key)
    second = accessioning.accept(wheel, by=curator, key=key)

    assert first.label == second.label
    assert NumberGiven.objects.count() == 1


def test_an_object_is_not_accepted_before_it_came(curator, wheel):
    before = timezone.localdate() - datetime.timedelta(days=3)

    with pytest.raises(ValidationError) as refusal:
        accessioning.accept(wheel, by=curator, happened_at=before)

    assert codes(refusal.value) == {"before_receipt"}


def test_a_deposit_becomes_a_gift_and_its_old_code_still_leads_to_it(curator, ewer):
    accessioning.accept(ewer, by=curator)

    holding = transferring_title.turn_deposit_into_gift(ewer, by=curator, reason="老人说不取了")

    assert (holding.way, holding.label, holding.owner) == ("gift", "CS00001", None)
    assert set(Tag.objects.filter(item=ewer).values_list("code", flat=True)) >= {
        "JC00001",
        "CS00001",
    }


def test_only_a_deposit_becomes_a_gift(curator, wheel):
    accessioning.accept(wheel, by=curator)

    with pytest.raises(ValidationError) as refusal:
        transferring_title.turn_deposit_into_gift(wheel, by=curator, reason="老人说不取了")

    assert codes(refusal.value) == {"not_a_deposit"}


def test_a_new_prefix_changes_no_number_already_given(curator, wheel, loom):
    accessioning.accept(wheel, by=curator)
    museum = Museum.load()
    museum.collection_prefix = "SLW"
    museum.save()

    accessioning.accept(loom, by=curator)

    assert list(NumberGiven.objects.order_by("pk").values_list("label", flat=True)) == [
        "CS00001",
        "SLW00002",
    ]


def test_the_database_refuses_an_accepted_object_without_a_number(wheel):
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(item=wheel).update(status="accessioned")


def test_the_database_refuses_one_number_for_two_objects(curator, wheel, loom):
    accessioning.accept(wheel, by=curator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(item=loom).update(series="collection", number=1)


def test_a_number_once_given_is_not_given_again_after_the_object_left(curator, ewer, registrar,
                                                                      ma_family):  # fmt: skip
    accessioning.accept(ewer, by=curator)
    returning.give_back(ewer, by=curator, reason="取走")
    again = donating.receive(
        donating.Receipt([Thing("紫铜汤瓶", way="deposit")], owner=ma_family), by=registrar
    )

    holding = accessioning.accept(again.holdings.get().item, by=curator)

    assert holding.label == "JC00002"
