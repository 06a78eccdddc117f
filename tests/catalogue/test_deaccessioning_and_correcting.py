import datetime

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import accessioning, correcting, deaccessioning
from museum.catalogue.models import Item
from museum.people import erasing
from museum.refusals import codes
from tests.factories import PersonFactory


def test_a_deaccessioned_object_leaves_and_its_number_stays(curator, wheel):
    accessioning.accept(wheel, by=curator)

    holding = deaccessioning.deaccession(
        wheel, by=curator, reason_code="decayed", approval="馆字1号"
    )

    assert (holding.standing, holding.label) == ("deaccessioned", "CS00001")
    assert holding.place.is_elsewhere
    assert not Item.objects.collected().exists()


@pytest.mark.parametrize(
    ("reason", "code"), [("for_sale", "no_reason"), ("returned_with_consent", "no_consent")]
)
def test_deaccession_needs_a_listed_reason_and_the_giver_s_word(curator, wheel, reason, code):
    accessioning.accept(wheel, by=curator)

    with pytest.raises(ValidationError) as refusal:
        deaccessioning.deaccession(wheel, by=curator, reason_code=reason)

    assert codes(refusal.value) == {code}


def test_what_is_not_in_the_register_does_not_leave_it(curator, wheel):
    with pytest.raises(ValidationError) as refusal:
        deaccessioning.deaccession(wheel, by=curator, reason_code="decayed")

    assert codes(refusal.value) == {"not_accessioned"}


def test_a_correction_keeps_the_old_value_in_sight(curator, wheel, ma_family):
    daughter = PersonFactory(name="马春花")

    entry = correcting.correct(wheel, "owner", daughter, by=curator, reason="是女儿的嫁妆")

    assert (entry.old, entry.new) == (f"#{ma_family.pk}", f"#{daughter.pk}")
    assert Item.objects.get().holding.owner == daughter


def test_a_receipt_is_corrected_too(curator, wheel):
    donation = wheel.holding.donation

    correcting.correct(donation, "naming", "anonymous", by=curator, reason="家里打电话来")

    wheel.refresh_from_db()
    donation.refresh_from_db()
    assert donation.entries.get().old == "household"
    assert donation.giver_as_named == "一位村民"


@pytest.mark.parametrize("field", ["label", "number", "standing", "place", "consent"])
def test_what_follows_from_acts_is_not_corrected_by_hand(curator, wheel, field):
    with pytest.raises(ValidationError) as refusal:
        correcting.correct(wheel, field, None, by=curator, reason="试试")

    assert codes(refusal.value) == {"fixed"}


def test_a_loan_needs_its_end_first(curator, wheel):
    with pytest.raises(ValidationError) as refusal:
        correcting.correct(wheel, "way", "loan", by=curator, reason="是借的")
    correcting.correct(wheel, "loan_ends", datetime.date(2030, 1, 1), by=curator, reason="说到年底")
    correcting.correct(wheel, "way", "loan", by=curator, reason="是借的")

    assert codes(refusal.value) == {"no_end"}


def test_only_the_curator_corrects_and_says_why(curator, registrar, wheel):
    with pytest.raises(ValidationError) as weak:
        correcting.correct(wheel, "conditions", "不出馆", by=registrar, reason="写漏了")
    with pytest.raises(ValidationError) as silent:
        correcting.correct(wheel, "conditions", "不出馆", by=curator, reason=" ")

    assert codes(weak.value) == {"forbidden"}
    assert codes(silent.value) == {"no_reason"}


def test_an_erased_giver_leaves_the_object_s_history_whole(curator, wheel, ma_family):
    accessioning.accept(wheel, by=curator)

    erasing.erase(ma_family, by=curator)

    wheel.refresh_from_db()
    ma_family.refresh_from_db()
    assert ma_family.name == "匿名"
    assert wheel.holding.donation.giver_as_named == "匿名"
    assert wheel.entries.count() == 2
