"""Every state of a thing against every deed of its screen: what is offered works, what is not offered is refused."""

import datetime
import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from museum.catalogue import (
    accessioning,
    deaccessioning,
    donating,
    fetching_home,
    moving,
    returning,
    seeing,
    tagging,
)
from museum.catalogue.donating import Thing
from museum.catalogue.models import Holding, Movement, Place, Sighting
from tests.catalogue.desk.filling import form_on

SEEN, MOVED = ".tag-seen", ".tag-moved"


def offered(item, by, case):
    pass


def received(item, by, case):
    pass


def accepted(item, by, case):
    accessioning.accept(item, by=by)


def on_display(item, by, case):
    accessioning.accept(item, by=by)
    moving.move(item, case, by=by)


def declined(item, by, case):
    returning.decline(item, by=by, reason="已有")


def returned(item, by, case):
    declined(item, by, case)
    returning.give_back(item, by=by, reason="取走")


def off_the_register(item, by, case):
    accessioning.accept(item, by=by)
    deaccessioning.deaccession(item, by=by, reason_code="duplicate_entry", reason="登了两次")


def back_home(item, by, case):
    accessioning.accept(item, by=by)
    fetching_home.fetch_home(item, by=by, until=datetime.date.today() + datetime.timedelta(days=3))


STATES = {each.__name__: each for each in (offered, received, accepted, on_display, declined, returned, off_the_register,
                                           back_home)}  # fmt: skip
HERE = {"received", "accepted", "on_display", "declined"}


@pytest.fixture
def thing(request, curator, grandmother, case, tags, state):
    receipt = donating.Receipt([Thing("木箱", way="deposit" if state == "back_home" else "gift", tag=tags[0])], owner=grandmother,
                               in_hand=state != "offered")  # fmt: skip
    item = donating.receive(receipt, by=curator).holdings.get().item
    STATES[state](item, curator, case)
    return item


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("stands", ["nowhere", "at the register's place", "elsewhere"])
def test_what_the_screen_offers_is_done_and_what_it_does_not_offer_is_refused(
    as_, curator, thing, case, store, tags, state, stands
):
    client, address = as_(curator), f"/admin/tags/{tags[0].code}/"
    register_s, other = Holding.objects.get(item=thing).place, store
    if stands != "nowhere":
        place = other if stands == "elsewhere" or register_s is None else register_s
        client.get(f"/admin/tags/{place.tags.get().code}/")

    page = client.get(address)

    shown = BeautifulSoup(page.content, "html.parser")
    assert page.status_code == 200
    assert bool(shown.select_one(SEEN)) == (state in HERE and stands != "elsewhere")
    assert bool(shown.select_one(MOVED)) == (state in HERE and stands == "elsewhere")
    if shown.select_one(SEEN):
        client.post(address, form_on(page, SEEN))
        assert Sighting.objects.get().place == register_s
    else:
        with pytest.raises(ValidationError):
            seeing.see(thing, other, by=curator)
        client.post(address, {"place": other.pk, "key": uuid.uuid4()})
        assert not Sighting.objects.exists()
    moves = Movement.objects.count()
    sent = (
        form_on(page, MOVED)
        if shown.select_one(MOVED)
        else {"place": other.pk, "key": uuid.uuid4()}
    )
    answer = client.post(f"{address}move/", sent)
    assert (answer.status_code == 302) == (state in HERE)
    assert Movement.objects.count() - moves == (state in HERE)


@pytest.mark.parametrize("state", STATES)
def test_its_place_lists_it_only_while_it_should_stand_there(as_, curator, thing, state):
    client, item = as_(curator), Holding.objects.get(item=thing)
    for place in Place.objects.all():
        page = client.get(f"/admin/tags/{place.tags.get().code}/")
        assert page.status_code == 200
        listed = [line[0].pk for line in page.context["lines"]]
        stands = state in HERE and item.place_id in Place.objects.inside(place)
        assert (thing.pk in listed) == stands, place


@pytest.mark.parametrize("state", STATES)
def test_whatever_became_of_the_thing_its_tag_can_be_ended_and_never_taken_by_another(
    as_, curator, thing, loom, tags, state
):
    with pytest.raises(ValidationError):
        tagging.tie(tags[0], loom, by=curator)
    client = as_(curator)

    client.post(f"/admin/tags/{tags[0].code}/void/", {"reason": "撕坏了", "key": uuid.uuid4()})

    tags[0].refresh_from_db()
    assert tags[0].is_void
    assert client.get(f"/admin/tags/{tags[0].code}/").status_code == 404
