import re
from pathlib import Path

import pytest
from django.urls import reverse

from museum.pictures.taking_in import take_in


@pytest.fixture
def photo(camera, director):
    return take_in([camera.sent(camera.photograph())], by=director).pictures[0]


def test_who_may_change_a_picture_may_take_its_original_home(client, director, photo, camera):
    client.force_login(director)

    answer = client.get(photo.file.url)

    assert b"".join(answer.streaming_content) == camera.photograph()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'attachment; filename="{photo.pk}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_visitor_is_sent_to_the_door(client, photo):
    answer = client.get(photo.file.url)

    assert answer.status_code == 302
    assert reverse("wagtailadmin_login") in answer["Location"]


def test_a_volunteer_who_may_only_look_gets_no_original(client, volunteer, photo):
    client.force_login(volunteer)

    answer = client.get(photo.file.url)

    assert answer.status_code in (302, 403)
    assert not hasattr(answer, "streaming_content")


@pytest.mark.parametrize(
    "where", ["media/", "media/originals/", "originals/", "media/../originals/", "", "static/"]
)
def test_no_public_address_leads_to_an_original(client, photo, where):
    answer = client.get(f"/{where}{photo.file.name}")

    assert answer.status_code in (400, 404)


def test_an_original_that_is_gone_is_not_found(client, director, photo):
    Path(photo.file.path).unlink()
    client.force_login(director)

    assert client.get(photo.file.url).status_code == 404


@pytest.mark.parametrize("address", ["wagtailimages_chooser:choose_results",
                                     "wagtailimages_chooser:choose", "wagtailimages:index"])  # fmt: skip
def test_pictures_are_searched_within_a_tag(client, director, camera, address):
    client.force_login(director)
    tagged = take_in([camera.sent(camera.photograph())], by=director).pictures[0]
    other = take_in([camera.sent(camera.photograph("PNG"))], by=director).pictures[0]
    for each in (tagged, other):
        each.title = "纺车"
        each.save()
    tagged.tags.add("x")

    found = client.get(reverse(address), {"q": "纺", "tag": "x"})
    leafed = client.get(reverse(address), {"q": "纺", "tag": "x", "ordering": "title", "p": "abc"})

    assert found.status_code == 200
    assert leafed.status_code < 500
    html = found.content.decode()
    assert re.search(rf"/{tagged.pk}/\W", html)
    assert not re.search(rf"/{other.pk}/\W", html)
