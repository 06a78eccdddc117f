"""The door and the way there in pictures, as a visitor finds them on 来馆参观."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.pictures.models import Picture
from museum.pictures.serving import revoke
from museum.pictures.taking_in import take_in
from museum.refusals import codes
from museum.visits.models import VisitSettings
from tests.factories import UserFactory, photo_file

pytestmark = pytest.mark.usefixtures("a_wednesday", "hours")


@pytest.fixture
def curator(db):
    return UserFactory(username="guanzhang", groups=[Group.objects.get(name="馆长")])


@pytest.fixture
def pictures(curator, hours):
    """A photograph of the door and an upright sketch of the way."""
    taken = take_in([photo_file(), photo_file(size=(300, 420))], by=curator).pictures
    hours.door, hours.door_alt = taken[0], "朝南的两扇木门"
    hours.map, hours.map_alt = taken[1], "草图：下车往东走"
    hours.save()
    return taken


def figures(client):
    page = BeautifulSoup(client.get(reverse("visit")).content, "html.parser")
    return page.select(".visit-picture")


def test_the_door_and_the_sketch_stand_on_the_page_with_what_is_seen_on_them(client, pictures):
    door, way = figures(client)

    assert door.img["alt"] == "朝南的两扇木门"
    assert (int(door.img["width"]), int(door.img["height"])) == (320, 240)
    assert (way.img["alt"], way.a["href"]) == ("草图：下车往东走", way.img["src"])
    assert [each.img["src"].startswith("/media/pictures/") for each in (door, way)] == [True] * 2


def test_without_pictures_the_page_holds_no_empty_box(client):
    page = BeautifulSoup(client.get(reverse("visit")).content, "html.parser")

    assert page.select(".visit .facts")
    assert page.select(".visit-picture, .plate, figure, .visit-pictured") == []


def test_a_picture_that_was_deleted_or_is_lost_leaves_nothing_behind(client, pictures):
    pictures[0].delete()
    pictures[1].file.storage.delete(pictures[1].file.name)
    revoke(Picture.objects.get(pk=pictures[1].pk))

    assert figures(client) == []
    assert VisitSettings.load().door is None


@pytest.mark.parametrize("name", ["door", "map"])
def test_a_picture_without_a_sentence_of_what_is_seen_is_asked_about(pictures, name):
    setting = VisitSettings.load()
    setattr(setting, f"{name}_alt", "")

    with pytest.raises(ValidationError) as refused:
        setting.full_clean()

    assert codes(refused.value) == {"alt"}
    assert [*refused.value.error_dict] == [f"{name}_alt"]


def test_the_curator_chooses_them_where_the_hours_are_set(client, curator, pictures):
    client.force_login(curator)
    address = reverse("wagtailsettings:edit", args=["visits", "visitsettings"])

    page = BeautifulSoup(client.get(address, follow=True).content, "html.parser")

    chosen = {name: page.find("input", {"name": name})["value"] for name in ("door", "map")}
    assert chosen == {"door": str(pictures[0].pk), "map": str(pictures[1].pk)}
    assert page.find("input", {"name": "door_alt"})["value"] == "朝南的两扇木门"
