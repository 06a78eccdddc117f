"""Every status against every act, by the buttons of the desk: what can be got into can be left."""

import datetime
import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from museum.catalogue import accessioning, donating
from museum.catalogue.desk.acts import ACTS, offered
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Place
from museum.catalogue.models.holdings import Status
from tests.factories import PersonFactory, received

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# What opens, closes, marks and corrects moves no object from one state to another.
OF_A_LIFE = [
    "bring-in", "accept", "accept-after-all", "match", "decline", "move", "display", "take-off",
    "become-gift", "give-back", "bring-back", "deaccession", "take-back",
]  # fmt: skip
LEFT = (Status.RETURNED, Status.DEACCESSIONED)


def held(item):
    return Holding.objects.select_related(
        "item", "donation", "place", "last_movement", "matched_to"
    ).get(item=item)


def state(holding):
    place = holding.place.kind if holding.place_id else "nowhere"
    return (holding.status, holding.way, holding.series, place, bool(holding.matched_to_id))


def answers(act, known, case, person):
    if act == "deaccession":
        return {"reason": "登了两次", "reason_code": "duplicate_entry"}
    places = {"display": case, "take-off": Place.objects.store(), "move": Place.objects.elsewhere()}
    if act in places:
        return {"destination": places[act].pk}
    if act == "match":
        return {"known": known.holding.label, "sure": "on"}
    return {"reason": "写明缘由", "person": person.pk} if act != "accept" else {}


@pytest.mark.parametrize("in_hand", [True, False])
@pytest.mark.parametrize("way", ["gift", "deposit", "loan", "found"])
def test_no_object_comes_into_a_state_that_no_button_leaves(
    as_, curator, registrar, grandmother, case, way, in_hand
):
    if way == "found" and not in_hand:
        pytest.skip("what was found is here")
    known = received("旧木箱", by=registrar, owner=grandmother)
    accessioning.accept(known, by=curator)
    known.refresh_from_db()
    finder = PersonFactory(name="沙明亮")
    ends = {"loan_ends": datetime.date.today()} if way == "loan" else {}
    donation = donating.receive(donating.Receipt([Thing("木箱", way=way, **ends)], in_hand=in_hand, finder=finder, owner=None if way == "found" else grandmother), by=registrar)  # fmt: skip
    item, client, seen = donation.holdings.get().item, as_(curator), {}

    def walk():
        holding = held(item)
        seen[state(holding)] = [act.slug for act in offered(holding, curator)]
        if holding.status in LEFT:
            assert holding.place is None or holding.place.is_elsewhere
        for act in OF_A_LIFE:
            mark = transaction.savepoint()
            before = state(holding)
            address = reverse("objects:act", args=[item.pk, act])
            told = answers(act, known, case, grandmother)
            client.post(address, told | {"key": uuid.uuid4()})
            after = state(held(item))
            if act not in seen[before]:
                assert after == before, f"{act} was not offered and was done: {before} → {after}"
            elif after not in seen:
                walk()
            transaction.savepoint_rollback(mark)
            Holding.objects.get(item=item)

    walk()

    stuck = {here: acts for here, acts in seen.items() if not set(acts) & set(OF_A_LIFE)}
    assert len(seen) > 5
    assert not stuck
    assert {Status.RETURNED, Status.DECLINED} & {here[0] for here in seen}


def test_every_act_of_a_life_has_its_button():
    assert set(OF_A_LIFE) <= set(ACTS)
