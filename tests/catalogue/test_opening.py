import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import accessioning, opening
from museum.catalogue.models import Item
from museum.refusals import codes
from tests.factories import published


@pytest.fixture
def shown(curator, wheel):
    accessioning.accept(wheel, by=curator)
    return published(wheel)


def test_a_published_object_in_the_register_is_public(shown):
    assert list(Item.objects.public()) == [shown]


def test_an_undecided_gift_is_not_public_even_when_published(wheel):
    item = published(wheel)

    assert item.live
    assert not Item.objects.public().exists()


def test_a_deposit_is_public_once_published(ewer):
    published(ewer)

    assert list(Item.objects.public()) == [ewer]


def test_an_unpublished_object_is_not_public(shown):
    assert Item.objects.public().exists()

    shown.unpublish()

    assert not Item.objects.public().exists()


def test_a_withdrawn_object_is_closed_and_opens_again(curator, shown):
    opening.withdraw(shown, by=curator, reason="家里的意思")
    closed = Item.objects.public().exists()

    opening.open_again(shown, by=curator)

    assert not closed
    assert Item.objects.public().exists()


def test_an_old_draft_published_after_a_withdrawal_opens_nothing(curator, shown):
    old = shown.save_revision()
    opening.withdraw(shown, by=curator)

    old.publish()

    shown.refresh_from_db()
    assert shown.live
    assert not Item.objects.public().exists()


def test_a_sensitive_object_is_shown_only_while_consent_stands(curator, shown, ma_family):
    opening.mark_sensitive(shown, by=curator)
    without = Item.objects.public().exists()
    opening.record_consent(shown, by=curator, concerning="马家长辈当面说的", person=ma_family)
    with_consent = Item.objects.public().exists()

    opening.withdraw_consent(shown, by=curator, person=ma_family)

    assert (without, with_consent) == (False, True)
    assert not Item.objects.public().exists()


def test_consent_is_about_something_sensitive(curator, shown):
    with pytest.raises(ValidationError) as refusal:
        opening.record_consent(shown, by=curator, concerning="马家")

    assert codes(refusal.value) == {"not_sensitive"}


def test_only_the_curator_closes_and_opens(registrar, keeper, shown):
    for somebody in (registrar, keeper):
        with pytest.raises(ValidationError) as refusal:
            opening.withdraw(shown, by=somebody)
        assert codes(refusal.value) == {"forbidden"}

    assert Item.objects.public().exists()
