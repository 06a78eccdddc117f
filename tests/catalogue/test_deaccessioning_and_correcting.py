import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from museum.catalogue import accessioning, correcting, deaccessioning, transferring_title
from museum.catalogue.models import Donation, Item
from museum.people import erasing
from museum.refusals import codes
from museum.verifying import misfits
from tests.factories import PersonFactory


def test_a_deaccessioned_object_leaves_and_its_number_stays(curator, wheel):
    accessioning.accept(wheel, by=curator)

    holding = deaccessioning.deaccession(
        wheel, by=curator, reason_code="duplicate_entry", reason="登了两次", approval="馆字1号"
    )

    assert (holding.status, holding.label) == ("deaccessioned", "CS00001")
    assert holding.place.is_elsewhere
    assert not Item.objects.collected().exists()


@pytest.mark.parametrize(
    ("reason", "code"), [("for_sale", "no_reason"), ("returned_with_consent", "no_consent")]
)
def test_deaccession_needs_a_listed_reason_and_the_giver_s_word(curator, wheel, reason, code):
    accessioning.accept(wheel, by=curator)

    with pytest.raises(ValidationError) as refusal:
        deaccessioning.deaccession(wheel, by=curator, reason_code=reason, reason="家里要")

    assert codes(refusal.value) == {code}


def test_what_is_not_in_the_register_does_not_leave_it(curator, wheel):
    with pytest.raises(ValidationError) as refusal:
        deaccessioning.deaccession(wheel, by=curator, reason_code="decayed", reason="烂了")

    assert codes(refusal.value) == {"not_accessioned"}


def test_a_correction_keeps_the_old_value_in_sight(curator, wheel, ma_family):
    daughter = PersonFactory(name="马春花")

    entry = correcting.correct(wheel, "owner", daughter, by=curator, reason="是女儿的嫁妆")

    assert (entry.old, entry.new) == (f"#{ma_family.pk}", f"#{daughter.pk}")
    assert Item.objects.get().holding.owner == daughter


def test_what_was_accepted_as_a_gift_belongs_to_the_museum_whatever_is_corrected(
    curator, wheel, ewer
):
    daughter = PersonFactory(name="马春花")
    for each in (wheel, ewer):
        accessioning.accept(each, by=curator)
    transferring_title.turn_deposit_into_gift(ewer, by=curator, reason="送给馆里了")

    for each in (wheel, ewer):
        with pytest.raises(ValidationError) as refusal:
            correcting.correct(each, "owner", daughter, by=curator, reason="是女儿的嫁妆")
        assert codes(refusal.value) == {"museums"}
        each.refresh_from_db()
        assert each.holding.owner is None
    correcting.correct(wheel.holding.donation, "owner", daughter, by=curator, reason="登错了人")

    wheel.refresh_from_db()
    assert wheel.holding.donation.owner == daughter


def test_the_owner_of_a_deposit_is_corrected_after_it_was_accepted(curator, ewer):
    daughter = PersonFactory(name="马春花")
    accessioning.accept(ewer, by=curator)

    correcting.correct(ewer, "owner", daughter, by=curator, reason="是女儿的")

    ewer.refresh_from_db()
    assert ewer.holding.owner == daughter


def test_a_receipt_is_corrected_too(curator, wheel):
    donation = wheel.holding.donation

    correcting.correct(donation, "naming", "anonymous", by=curator, reason="家里打电话来")

    wheel.refresh_from_db()
    donation.refresh_from_db()
    assert donation.entries.get().old == "household"
    assert donation.giver_as_named == "一位村民"


@pytest.mark.parametrize("field", ["label", "number", "status", "place", "consent"])
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


def test_only_the_curator_corrects_and_says_why(curator, keeper, wheel):
    with pytest.raises(ValidationError) as weak:
        correcting.correct(wheel, "conditions", "不出馆", by=keeper, reason="写漏了")
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


@pytest.mark.parametrize(("field", "new"), [
    ("naming", "anonymous"), ("happened_at", timezone.now() - datetime.timedelta(days=400)),
    ("owner", None), ("brought_by", None), ("received_by", None),
])  # fmt: skip
def test_a_corrected_receipt_fits_its_line_and_setting_it_back_by_sql_does_not(
    wheel, curator, field, new
):
    donation = wheel.holding.donation
    before = getattr(donation, field)
    new = new or PersonFactory()

    correcting.correct(donation, field, new, by=curator, reason="听错了")
    honest = {each.code for each in misfits()}
    Donation.objects.filter(pk=donation.pk).update(**{field: before})

    assert honest == set()
    assert "row_changed" in {each.code for each in misfits()}
