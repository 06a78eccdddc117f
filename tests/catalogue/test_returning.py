import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import accessioning, public, returning
from museum.pictures.taking_in import take_in
from museum.refusals import codes
from tests.factories import photo_file, published, received


def test_a_declined_object_is_given_back(curator, wheel):
    returning.decline(wheel, by=curator, reason="馆里已有一架")

    holding = returning.give_back(wheel, by=curator, reason="取走")

    assert holding.status == "returned"
    assert holding.place.is_elsewhere
    assert [entry.act for entry in wheel.entries.all()] == ["returned", "declined", "received"]


def test_a_deposit_is_fetched_back_and_keeps_its_number(curator, ewer):
    accessioning.accept(ewer, by=curator)

    returning.give_back(ewer, by=curator, reason="女儿出嫁")

    ewer.holding.refresh_from_db()
    assert ewer.holding.label == "JC00001"
    assert ewer.holding.status == "returned"


def test_what_belongs_to_the_museum_is_not_simply_given_back(curator, wheel):
    accessioning.accept(wheel, by=curator)

    with pytest.raises(ValidationError) as refusal:
        returning.give_back(wheel, by=curator, reason="取走")

    assert codes(refusal.value) == {"own"}


def test_a_decision_is_made_once(curator, wheel):
    returning.decline(wheel, by=curator, reason="馆里已有")

    with pytest.raises(ValidationError) as refusal:
        accessioning.accept(wheel, by=curator)

    assert codes(refusal.value) == {"decided"}


def test_a_deposit_that_was_shown_and_is_declined_takes_its_pictures_along(
    client, registrar, curator, ma_family, django_capture_on_commit_callbacks
):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    ewer = received("紫铜汤瓶", by=registrar, owner=ma_family, way="deposit", pictures=[picture])
    published(ewer)
    address = public.item(ewer.number).pictures[0].url

    with django_capture_on_commit_callbacks(execute=True):
        returning.decline(ewer, by=curator, reason="馆里已有")

    assert client.get(address).status_code == 404
    assert public.item(ewer.number) is None
