"""What is refused of a part, of what lacks a name or a giver, and where there is no reception."""

import pytest
from django.core.exceptions import ValidationError

from museum.catalogue import (
    accessioning,
    bringing_in,
    matching,
    returning,
    transferring_title,
)
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Item, Place
from museum.catalogue.taking_back import take_back
from museum.refusals import codes
from tests.factories import PersonFactory, received

VERBS = {
    "accept": lambda item, by: accessioning.accept(item, by=by),
    "accept after all": lambda item, by: accessioning.accept_after_all(item, by=by, reason="留下"),
    "become gift": lambda item, by: transferring_title.turn_deposit_into_gift(
        item, by=by, reason="送了"
    ),
    "bring in": lambda item, by: bringing_in.bring_in(item, by=by),
    "match": lambda item, by: matching.match_found(item, item, by=by),
    "decline": lambda item, by: returning.decline(item, by=by, reason="已有"),
    "give back": lambda item, by: returning.give_back(item, by=by, reason="取走"),
    "bring back": lambda item, by: returning.bring_back(item, by=by, reason="又来"),
    "take back": lambda item, by: take_back(item, by=by, reason="弄错了"),
}


@pytest.fixture
def loom_with_shuttle(registrar, ma_family):
    return received("织布机", by=registrar, owner=ma_family, parts=[Thing("梭子")])


@pytest.mark.parametrize("verb", VERBS)
def test_a_part_goes_with_its_whole(curator, loom_with_shuttle, verb):
    shuttle = loom_with_shuttle.parts.get()

    with pytest.raises(ValidationError) as refusal:
        VERBS[verb](shuttle, curator)

    assert codes(refusal.value) == {"part"}
    shuttle.holding.refresh_from_db()
    assert shuttle.holding.status == "received"


@pytest.mark.parametrize("verb", VERBS)
def test_whoever_may_not_does_not(keeper, loom_with_shuttle, verb):
    with pytest.raises(ValidationError) as refusal:
        VERBS[verb](loom_with_shuttle, keeper)

    assert codes(refusal.value) == {"forbidden"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda item: Item.objects.filter(pk=item.pk).update(title=" "), "no_title"),
        (
            lambda item: Donation.objects.filter(holdings__item=item).update(
                owner=None, finder=PersonFactory(name="沙明亮")
            ),
            "no_giver",
        ),
    ],
)
def test_what_lacks_a_name_or_a_giver_is_not_accepted_after_all_either(
    curator, wheel, change, code
):
    VERBS["decline"](wheel, curator)
    change(wheel)

    with pytest.raises(ValidationError) as refusal:
        VERBS["accept after all"](wheel, curator)

    assert codes(refusal.value) == {code}


def test_nothing_is_accepted_after_all_before_it_came(curator, wheel):
    VERBS["decline"](wheel, curator)

    with pytest.raises(ValidationError) as refusal:
        accessioning.accept_after_all(
            wheel, by=curator, reason="留下", happened_at=wheel.holding.donation.happened_at.date().replace(year=2001)
        )  # fmt: skip

    assert codes(refusal.value) == {"before_receipt"}


def test_where_there_is_no_reception_nothing_comes_back(curator, wheel):
    VERBS["give back"](wheel, curator)
    Place.objects.filter(kind="reception").update(kind="store")

    with pytest.raises(ValidationError) as refusal:
        VERBS["bring back"](wheel, curator)

    assert codes(refusal.value) == {"no_reception"}


def test_a_part_that_went_its_own_way_is_not_called_back(curator, loom_with_shuttle):
    shuttle = loom_with_shuttle.parts.get()
    type(shuttle.holding).objects.filter(item=shuttle).update(status="declined")

    VERBS["accept"](loom_with_shuttle, curator)

    shuttle.holding.refresh_from_db()
    assert (shuttle.holding.status, shuttle.holding.label) == ("declined", None)
