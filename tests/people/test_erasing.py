import pytest
from django.core.exceptions import ValidationError
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from museum import ledger
from museum.people.erasing import erase
from museum.refusals import codes
from tests.factories import PersonFactory


def test_an_erased_person_leaves_the_history_of_the_object_whole(wheel, ma_family, curator):
    erase(ma_family, by=curator)

    wheel.holding.donation.refresh_from_db()

    assert wheel.holding.donation.owner == ma_family
    assert wheel.holding.donation.giver_as_named == "匿名"
    assert ledger.first_misfit() is None


def test_the_name_goes_from_the_lists_of_changes_too(grandmother, curator):
    log(grandmother, "wagtail.edit", user=curator)

    erase(grandmother, by=curator)

    assert not ModelLogEntry.objects.filter(label__contains="王桂兰").exists()


def test_only_the_curator_erases(grandmother, registrar):
    with pytest.raises(ValidationError) as refusal:
        erase(grandmother, by=registrar)

    grandmother.refresh_from_db()

    assert codes(refusal.value) == {"forbidden"}
    assert grandmother.name == "王桂兰"


def test_whoever_still_signs_in_is_not_erased(registrar, curator):
    person = PersonFactory(name="杨振华", user=registrar)

    with pytest.raises(ValidationError) as refusal:
        erase(person, by=curator)

    assert codes(refusal.value) == {"active"}
