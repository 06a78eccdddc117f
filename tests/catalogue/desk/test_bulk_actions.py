import datetime
import uuid
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from museum.catalogue import accessioning, displaying, fetching_home, moving
from museum.catalogue.models import Holding, Item, Movement, Photo, Place
from museum.clock import today
from museum.ledger import LedgerLine
from museum.pictures.taking_in import take_in
from tests.catalogue.desk.filling import act_form, words
from tests.factories import photo_file

pytestmark = pytest.mark.django_db


def address(action, *items):
    return f"/admin/bulk/catalogue/item/{action}/?next=/admin/objects/&" + "&".join(
        f"id={item.pk}" for item in items
    )


@pytest.fixture
def both(curator, wheel, loom):
    accessioning.accept(wheel, by=curator)
    accessioning.accept(loom, by=curator)
    return wheel, loom


def places():
    return set(Holding.objects.values_list("place__name", flat=True))


def test_many_are_moved_in_one_act_with_one_reason(as_, keeper, both, store):
    client = as_(keeper)
    page = client.get(address("move", *both))

    answer = client.post(
        address("move", *both),
        act_form(page, destination=store.pk, reason="腾出三号柜"),
        follow=True,
    )

    moved = Movement.objects.filter(destination=store)
    assert moved.count() == 2
    assert {each.reason for each in moved} == {"腾出三号柜"}
    assert len({each.act for each in moved}) == 1
    assert "库房" in words(answer)


def test_a_case_with_room_for_one_takes_none_of_two(as_, keeper, both, small_case):
    client = as_(keeper)
    page = client.get(address("display", *both))

    answer = client.post(
        address("display", *both), act_form(page, destination=small_case.pk, reason="换展")
    )

    assert "destination" in answer.context["form"].errors
    assert places() == {"接收处"}
    assert answer.context["form"]["reason"].value() == "换展"


def test_many_are_put_on_display_and_taken_off(as_, keeper, both, case, store):
    client = as_(keeper)
    page = client.get(address("display", *both))
    client.post(address("display", *both), act_form(page, destination=case.pk))
    assert Item.objects.on_display().count() == 2

    page = client.get(address("take_off", *both))
    client.post(address("take_off", *both), act_form(page, destination=store.pk))

    assert Item.objects.on_display().count() == 0


def test_many_are_accepted_with_numbers_of_their_own(as_, curator, wheel, loom, ewer):
    client = as_(curator)
    page = client.get(address("accept", wheel, loom, ewer))

    client.post(address("accept", wheel, loom, ewer), act_form(page, reason="三月馆务会"))

    assert set(Holding.objects.values_list("label", flat=True)) == {"CS00001", "CS00002", "JC00001"}


def test_one_that_cannot_be_accepted_keeps_all_from_it(as_, curator, accepted, loom):
    client = as_(curator)
    page = client.get(address("accept", accepted, loom))

    answer = client.post(address("accept", accepted, loom), act_form(page))

    assert [each.holding.item_id for each in answer.context["offenders"]] == [accepted.pk]
    assert Holding.objects.get(item=loom).label is None


def test_sent_twice_many_are_accepted_once(as_, curator, wheel, loom):
    client = as_(curator)
    form = act_form(client.get(address("accept", wheel, loom)))

    client.post(address("accept", wheel, loom), form)
    again = client.post(address("accept", wheel, loom), form)

    assert again.status_code == 302
    assert set(Holding.objects.values_list("label", flat=True)) == {"CS00001", "CS00002"}


@pytest.mark.parametrize(
    ("who", "action"),
    [
        ("registrar", "move"),
        ("registrar", "accept"),
        ("registrar", "display"),
        ("keeper", "accept"),
    ],
)
def test_a_forged_bulk_act_changes_nothing_and_is_told_why(request, as_, both, store, who, action):
    client = as_(request.getfixturevalue(who))
    lines = LedgerLine.objects.count()

    answer = client.post(
        address(action, *both), {"key": uuid.uuid4(), "destination": store.pk, "reason": "强办"}
    )

    assert answer.context["refused"]
    assert LedgerLine.objects.count() == lines
    assert places() == {"接收处"}


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "withdraw"])
def test_there_is_no_bulk_deletion_and_no_bulk_publishing(as_, curator, both, action):
    client = as_(curator)

    answer = client.post(address(action, *both))

    assert answer.status_code in (302, 404)
    assert Item.objects.count() == 2
    assert not Item.objects.filter(live=True).exists()


def test_all_in_the_listing_is_not_all_in_the_museum(as_, keeper, both, store):
    client = as_(keeper)

    answer = client.post(
        "/admin/bulk/catalogue/item/move/?id=all", {"key": uuid.uuid4(), "destination": store.pk}
    )

    assert answer.context["form"].non_field_errors()
    assert places() == {"接收处"}


def test_the_list_offers_each_role_its_own_acts(as_, registrar, keeper, curator, both):
    def offered(user):
        return [each["url"] for each in as_(user).get("/admin/objects/").context["bulk_actions"]]

    assert offered(registrar) == []
    assert [url.split("/")[5] for url in offered(keeper)] == ["move", "display", "take_off"]
    assert len(offered(curator)) == 4


def test_what_stands_in_a_display_case_is_not_put_there_again(as_, keeper, curator, both, case):
    displaying.put_on_display(both[0], case, by=curator)
    client = as_(keeper)
    page = client.get(address("display", *both))

    answer = client.post(address("display", *both), act_form(page, destination=case.pk))

    assert [each.holding.item_id for each in answer.context["offenders"]] == [both[0].pk]
    assert Holding.objects.get(item=both[1]).place == Place.objects.reception()


def test_all_that_stand_in_the_way_are_named_at_once_and_the_others_go(
    as_, keeper, curator, both, ewer, store
):
    wheel, loom = both
    accessioning.accept(ewer, by=curator)
    moving.move(loom, store, by=keeper)
    fetching_home.fetch_home(ewer, by=keeper, until=today() + datetime.timedelta(days=2))
    client, place = as_(keeper), address("move", wheel, loom, ewer)
    form = act_form(client.get(place), destination=store.pk, reason="腾柜子")

    asked = client.post(place, form)
    before = Holding.objects.get(item=wheel).place
    done = client.post(place, form | {"stays": [str(loom.pk), str(ewer.pk)]}, follow=True)

    said = words(asked)
    assert "主人家借回去用了" in said
    assert f"已经在{store}" in said
    assert "这2件不动，其余1件：挪位置" in said
    assert before != store
    assert Holding.objects.get(item=wheel).place == store
    assert Holding.objects.get(item=ewer).place.is_home
    assert Movement.objects.get(item=wheel, destination=store).reason == "腾柜子"
    assert "1件" in words(done)


def test_who_unticks_what_stands_in_the_way_is_asked_again(as_, keeper, both, store):
    wheel, loom = both
    moving.move(loom, store, by=keeper)
    client, place = as_(keeper), address("move", wheel, loom)

    answer = client.post(place, act_form(client.get(place), destination=store.pk))
    again = client.post(place, act_form(answer, stays=[], destination=store.pk))
    nothing = client.post(
        place, act_form(answer, destination=store.pk, stays=[str(wheel.pk), str(loom.pk)])
    )

    assert [each.holding.item_id for each in again.context["offenders"]] == [loom.pk]
    assert Holding.objects.get(item=wheel).place != store
    assert "没有要办的" in words(nothing)


def ticked(page):
    soup = BeautifulSoup(page.content, "html.parser")
    return {int(each["data-object-id"]) for each in soup.select("td input[checked]")}


def leave(page):
    """Return the address of 先不办."""
    soup = BeautifulSoup(page.content, "html.parser")
    return soup.find("a", string="先不办")["href"]


def test_who_leaves_an_act_for_many_finds_the_same_ticked_again(as_, keeper, both, ewer, store):
    wheel, loom = both
    moving.move(loom, store, by=keeper)
    client = as_(keeper)
    place = "/admin/bulk/catalogue/item/move/?" + urlencode(
        {"id": [wheel.pk, loom.pk], "next": "/admin/objects/?displayed=no&ordering=title"},
        doseq=True,
    )

    before = client.get("/admin/objects/")
    asked = client.get(place)
    refused = client.post(place, act_form(asked, destination=store.pk))
    again = client.get(leave(asked))

    assert ticked(before) == set()
    assert ticked(again) == {wheel.pk, loom.pk}
    assert ewer in again.context["object_list"]
    assert again.wsgi_request.GET["displayed"] == "no"
    assert refused.context["offenders"]
    assert ticked(client.get(leave(refused))) == {wheel.pk, loom.pk}


def test_what_was_done_is_no_longer_ticked(as_, keeper, both, store):
    client = as_(keeper)
    place = "/admin/bulk/catalogue/item/move/?" + urlencode(
        {"id": [each.pk for each in both], "next": f"/admin/objects/?page=yes&ticked={both[0].pk}"},
        doseq=True,
    )

    done = client.post(place, act_form(client.get(place), destination=store.pk))

    assert done["Location"] == "/admin/objects/?page=yes"


def test_what_stands_in_the_way_is_seen(as_, keeper, both, store):
    for item in both:
        moving.move(item, store, by=keeper)
    picture = take_in([photo_file()], by=keeper).pictures[0]
    Photo.objects.create(item=both[0], picture=picture, caption="正面")
    client, place = as_(keeper), address("move", *both)

    answer = client.post(place, act_form(client.get(place), destination=store.pk))

    with_photo, without = BeautifulSoup(answer.content, "html.parser").select(".offenders .plate")
    assert [each.picture is None for each in answer.context["offenders"]] == [False, True]
    assert with_photo.img["src"]
    assert without.text.strip()
