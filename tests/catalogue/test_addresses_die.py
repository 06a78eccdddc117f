"""A picture's public addresses die with every act that closes an object, and with no other."""

import pytest

from museum.catalogue import accessioning, deaccessioning, displaying, opening, returning
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Item
from museum.catalogue.taking_back import take_back
from museum.pictures.models import Rendition
from museum.pictures.serving import prepare
from museum.pictures.taking_in import take_in
from tests.factories import photo_file, published, received


def deaccession(item, by):
    deaccessioning.deaccession(item, by=by, reason_code="duplicate_entry", reason="登了两次")


def deposit_given_back(item, by):
    owner = item.holding.donation.owner
    Holding.objects.filter(item=item).update(way="deposit", owner=owner)
    returning.give_back(item, by=by, reason="女儿出嫁")


def undecided_deposit_declined(item, by):
    take_back(item, by=by, reason="弄错了一件")
    Holding.objects.filter(item=item).update(way="deposit")
    shown_again(item)
    returning.decline(item, by=by, reason="馆里已有")


def consent_taken_back(item, by):
    opening.mark_sensitive(item, by=by)
    opening.record_consent(item, by=by, concerning="马家长辈当面说的")
    shown_again(item)
    opening.withdraw_consent(item, by=by)


def shown_again(item):
    for photo in item.photos.all():
        prepare(photo.picture)
    assert addresses()


CLOSING = {
    "withdrawn": lambda item, by: opening.withdraw(item, by=by),
    "marked sensitive": lambda item, by: opening.mark_sensitive(item, by=by),
    "consent taken back": consent_taken_back,
    "acceptance taken back": lambda item, by: take_back(item, by=by, reason="弄错了一件"),
    "declined while it was shown": undecided_deposit_declined,
    "given back": deposit_given_back,
    "deaccessioned": deaccession,
}
STAYING_OPEN = {
    "put on display": lambda item, by, case: displaying.put_on_display(item, case, by=by),
    "opened again": lambda item, by, case: (
        Holding.objects.filter(item=item).update(withdrawn=True),
        opening.open_again(item, by=by),
    ),
}


def addresses():
    """Return the files behind all public addresses, as they stand."""
    return {copy.file.path for copy in Rendition.objects.all()}


@pytest.fixture
def shown(curator, ma_family, django_capture_on_commit_callbacks):
    """A public object with a photo, and a part."""
    with django_capture_on_commit_callbacks(execute=True):
        item = received("织布机", by=curator, owner=ma_family, parts=[Thing("梭子")])
        accessioning.accept(item, by=curator)
        picture = take_in([photo_file()], by=curator).pictures[0]
        item.photos.create(picture=picture)
        prepare(picture)
    return published(item)


@pytest.mark.parametrize("act", CLOSING)
def test_addresses_die_with_every_act_that_closes(
    curator, shown, act, django_capture_on_commit_callbacks
):
    before = addresses()

    with django_capture_on_commit_callbacks(execute=True):
        CLOSING[act](shown, curator)

    assert before
    assert not addresses() & before
    assert shown not in Item.objects.public()


@pytest.mark.parametrize("act", STAYING_OPEN)
def test_addresses_live_on_where_nothing_closes(
    curator, shown, act, case, django_capture_on_commit_callbacks
):
    before = addresses()

    with django_capture_on_commit_callbacks(execute=True):
        STAYING_OPEN[act](shown, curator, case)

    assert before
    assert addresses() == before
    assert shown in Item.objects.public()


@pytest.mark.parametrize(
    ("act", "facts"),
    [
        ("withdrawn", {"withdrawn": True}),
        ("marked sensitive", {"sensitive": True, "consent": False}),
        ("consent taken back", {"sensitive": True, "consent": False}),
        ("given back", {"status": "returned"}),
        ("deaccessioned", {"status": "deaccessioned"}),
        ("declined while it was shown", {"status": "declined"}),
        ("acceptance taken back", {"status": "received", "number": None}),
    ],
)
def test_parts_close_with_the_whole(curator, shown, act, facts):
    published(shown.parts.get())

    CLOSING[act](shown, curator)

    part = Holding.objects.filter(item=shown.parts.get())
    assert part.filter(**facts).exists()
    assert not Item.objects.public().exists()


def test_parts_open_with_the_whole_again(curator, shown):
    part = published(shown.parts.get())
    opening.withdraw(shown, by=curator)
    opening.mark_sensitive(shown, by=curator)

    opening.open_again(shown, by=curator)
    opening.record_consent(shown, by=curator, concerning="马家长辈当面说的")
    with_consent = set(Item.objects.public())
    opening.withdraw_consent(shown, by=curator)
    opening.unmark_sensitive(shown, by=curator)

    assert {shown, part} <= with_consent
    assert {shown, part} <= set(Item.objects.public())
    assert not Holding.objects.filter(consent=True).exists()
