import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.catalogue import accessioning, mourning, opening
from museum.catalogue.desk import waiting
from museum.catalogue.models import Holding, Item
from museum.ledger import LedgerLine
from museum.people.models import Person
from museum.refusals import codes
from museum.verifying import misfits
from tests.catalogue.desk.filling import act_form, words
from tests.factories import published, received

pytestmark = pytest.mark.django_db


def refused(act, *args, **given):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **given)
    return codes(refusal.value)


@pytest.fixture
def hers(registrar, curator, grandmother):
    """A gift with her consent and a deposit, both public."""
    gift = received("盖碗", by=registrar, owner=grandmother, naming="surname")
    deposit = received("银镯", by=registrar, owner=grandmother, way="deposit")
    for item in (gift, deposit):
        accessioning.accept(item, by=curator)
        published(item)
    opening.mark_sensitive(gift, by=curator)
    opening.record_consent(gift, by=curator, concerning="她当面说的")
    return gift, deposit


def test_when_the_old_lady_has_died_deposits_and_consents_are_asked_again(
    hers, curator, grandmother
):
    gift, deposit = hers
    shown = Item.objects.public().count()

    again = mourning.note_death(gift, by=curator)

    assert shown == 2
    assert again == [gift, deposit]
    assert not Item.objects.public().exists()
    assert Holding.objects.get(item=deposit).unsettled
    assert not Holding.objects.get(item=gift).consent
    assert Person.objects.get(pk=grandmother.pk).passed_away
    assert gift.holding.donation.naming == "surname"
    assert list(waiting.to_ask_again(Item.objects.order_by("pk"))) == [gift, deposit]
    assert list(misfits()) == []


def test_nothing_opens_by_itself_when_the_family_agrees_on_one_thing(hers, curator):
    gift, deposit = hers
    mourning.note_death(deposit, by=curator)

    opening.settle(deposit, by=curator, concerning="大儿子说接着存")

    assert list(Item.objects.public()) == [deposit]
    opening.record_consent(gift, by=curator, concerning="大儿子说还摆")
    assert set(Item.objects.public()) == {gift, deposit}


def test_it_is_written_once_and_of_a_person(hers, curator, registrar, ma_family):
    family_s = received("石磨", by=registrar, owner=ma_family)
    mourning.note_death(hers[0], by=curator)
    key = LedgerLine.objects.get(act="catalogue.passed_away").uuid

    assert "so_already" in refused(mourning.note_death, hers[1], by=curator)
    assert "nobody" in refused(mourning.note_death, family_s, by=curator)
    assert "forbidden" in refused(mourning.note_death, family_s, by=registrar)
    assert mourning.note_death(hers[0], by=curator, key=key) == []


def test_the_curator_writes_it_on_the_sheet_and_reads_it_there(client, hers, curator):
    client.force_login(curator)
    screen = reverse("objects:act", args=[hers[1].pk, "passed-away"])

    client.post(screen, act_form(client.get(screen)))
    sheet = client.get(reverse("objects:sheet", args=[hers[1].pk]))

    assert "老人不在了，要问家里" in words(sheet)
    assert "家里还没说好" in words(sheet)
    assert "passed-away" not in {act.slug for act in sheet.context["acts"]}
