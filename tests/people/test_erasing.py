import pytest
from django.core.exceptions import ValidationError
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from museum import chain
from museum.people.erasing import erase
from museum.refusals import codes
from tests.factories import PersonFactory, UserFactory, photo_file


def test_an_erased_person_leaves_the_history_of_the_object_whole(wheel, ma_family, curator):
    erase(ma_family, by=curator)

    wheel.holding.donation.refresh_from_db()

    assert wheel.holding.donation.owner == ma_family
    assert wheel.holding.donation.giver_as_named == "匿名"
    assert chain.first_misfit() is None


def test_the_name_goes_from_the_lists_of_changes_too(grandmother, curator):
    entry = log(grandmother, "wagtail.edit", user=curator)
    assert entry.label == "王桂兰"

    erase(grandmother, by=curator)

    assert ModelLogEntry.objects.get(pk=entry.pk).label == "匿名"
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


def test_nothing_that_was_typed_stays_on_the_row(grandmother, curator):
    assert not grandmother.handed_in

    erased = erase(grandmother, by=curator)

    assert (erased.name, erased.surname, erased.address_form) == ("匿名", "", "")
    assert (erased.phone, erased.former_group, erased.building) == ("", "", "")
    assert erased.handed_in
    assert erased.is_erased


def test_the_picture_of_the_account_goes_from_the_disk(grandmother, curator):
    grandmother.user = UserFactory(is_active=False)
    grandmother.save()
    profile = UserProfile.get_for_user(grandmother.user)
    profile.avatar = photo_file()
    profile.save()
    stored, name = profile.avatar.storage, profile.avatar.name
    assert stored.exists(name)

    erase(grandmother, by=curator)

    assert not stored.exists(name)
    assert not UserProfile.objects.filter(user=grandmother.user).exists()


@pytest.mark.parametrize(
    ("account", "is_wiped"),
    [
        ({"last_name": "齉", "first_name": ""}, False),
        ({"last_name": "齉", "first_name": "鏖"}, True),
        ({"last_name": "齉", "first_name": "", "email": "鏖@"}, True),
    ],
    ids=["one sign is any word", "two signs are a name", "so is where mail goes"],
)
def test_an_account_s_name_goes_from_the_lists_of_changes_where_it_is_more_than_one_sign(
    grandmother, curator, account, is_wiped
):
    grandmother.user = UserFactory(is_active=False, **account)
    grandmother.save()
    called = grandmother.user.email or grandmother.user.get_full_name()
    entry = log(curator, "wagtail.edit", user=curator, data={"fields": {"note": f"{called}改的"}})

    erase(grandmother, by=curator)

    entry.refresh_from_db()
    assert entry.data["fields"]["note"] == ("匿名改的" if is_wiped else "齉改的")
