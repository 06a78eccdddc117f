"""A wrong giver was written once and is corrected once."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum import chain
from museum.catalogue import accessioning, correcting, donating
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, RegisterEntry
from museum.people.models import Person
from museum.refusals import codes
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def right(db):
    return PersonFactory(name="丁桂英")


@pytest.fixture
def receipt(registrar, grandmother):
    things = [Thing("汤瓶", way="deposit"), Thing("手抄家谱", way="deposit"), Thing("石臼")]
    return donating.receive(donating.Receipt(things, owner=grandmother), by=registrar)


def owners(receipt) -> list[str]:
    return [str(each.owner) for each in Holding.objects.filter(donation=receipt).order_by("line")]


def test_one_correction_of_the_giver_is_one_of_every_owner(curator, receipt, right, grandmother):
    key = uuid.uuid4()

    for _twice in range(2):
        correcting.correct(receipt, "owner", right, by=curator, reason="登错了人", key=key)

    receipt.refresh_from_db()
    assert receipt.owner == right
    assert str(grandmother) not in owners(receipt)
    assert owners(receipt)[:2] == [str(right), str(right)]
    assert chain.first_misfit() is None
    assert RegisterEntry.objects.filter(act="corrected", donation=receipt).count() == 1
    of_objects = RegisterEntry.objects.filter(act="corrected", item__isnull=False)
    assert of_objects.count() == owners(receipt).count(str(right))


def test_what_became_the_museum_s_stays_the_museum_s(curator, receipt, right):
    stone = receipt.holdings.get(item__title="石臼").item
    accessioning.accept(stone, by=curator)

    correcting.correct(receipt, "owner", right, by=curator, reason="登错了人")

    stone.holding.refresh_from_db()
    assert stone.holding.owner is None


def test_an_owner_who_is_another_already_does_not_follow(curator, receipt, right):
    other = Person.objects.create(name="沙国良")
    ewer = receipt.holdings.get(line=1).item
    correcting.correct(ewer, "owner", other, by=curator, reason="是沙家的")

    correcting.correct(receipt, "owner", right, by=curator, reason="登错了人")

    assert owners(receipt)[:2] == ["沙国良", str(right)]


def test_a_receipt_of_deposits_is_not_left_without_a_giver(curator, receipt):
    with pytest.raises(ValidationError) as refusal:
        correcting.correct(receipt, "owner", None, by=curator, reason="不知道是谁")

    assert codes(refusal.value) == {"no_owner"}


@pytest.mark.parametrize("field", ["receipt.owner", "object.owner"])
def test_the_desk_says_what_follows_and_corrects_both(client, curator, receipt, right, field):
    client.force_login(curator)
    ewer = receipt.holdings.get(line=1).item
    address = reverse("objects:act", args=[ewer.pk, "correct"])

    page = client.get(address, {"field": field}).content.decode()
    told = {"field": field, "new": right.pk, "reason": "登错了人", "key": str(uuid.uuid4())}
    client.post(address, told)

    receipt.refresh_from_db()
    assert "手抄家谱、石臼" in page
    assert receipt.owner == right
    assert owners(receipt)[:2] == [str(right), str(right)]


def test_the_receipt_shows_old_and_new(client, curator, receipt, right, grandmother):
    correcting.correct(receipt, "owner", right, by=curator, reason="登错了人")
    client.force_login(curator)

    page = client.get(reverse("donations:inspect", args=[receipt.pk])).content.decode()

    assert f"<s>{grandmother}</s> → {right}" in page
