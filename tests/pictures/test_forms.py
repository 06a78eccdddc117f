import json
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in

AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def desk(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def photo(camera, director):
    return take_in([camera.sent(camera.photograph("HEIF"))], by=director).pictures[0]


def _single(desk, file, **more):
    return desk.post(reverse("wagtailimages:add"), {"title": "纺车", "file": file} | more)


def _multiple(desk, file, **more):
    sent = {
        "title": "纺车",
        "files[]": file,
        "collection": Collection.get_first_root_node().pk,
    } | more
    return json.loads(desk.post(reverse("wagtailimages:add_multiple"), sent, **AJAX).content)


def _chooser(desk, file):
    prefix = "image-chooser-upload"
    sent = {f"{prefix}-title": "纺车", f"{prefix}-file": file}
    return json.loads(desk.post(reverse("wagtailimages_chooser:create"), sent).content)


WAYS = {"single": _single, "multiple": _multiple, "chooser": _chooser}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("format", "name"), [("JPEG", "photo.png"), ("HEIF", "IMG_1.HEIC"), ("PNG", "没有尾巴")]
)
def test_each_of_the_desks_doors_takes_a_picture_by_what_it_is(
    camera, desk, director, way, format, name
):
    data = camera.photograph(format)

    WAYS[way](desk, camera.sent(data, name=name))

    picture = Picture.objects.get()
    assert Path(picture.file.path).read_bytes() == data
    assert picture.is_whole()
    assert (picture.width, picture.height) == (900, 1300)
    assert picture.kind == {"JPEG": "jpeg", "HEIF": "heic", "PNG": "png"}[format]
    assert f"{picture.taken_on}" == "2023-03-18"
    assert picture.uploaded_by_user == director


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "data", [b"<svg><script>1</script></svg>", b"", b"%PDF-1.4", b"\xff\xd8\xff\xe0" + b"\0" * 99]
)
def test_each_of_the_desks_doors_refuses_what_is_no_picture(camera, desk, rooms, way, data):
    answer = WAYS[way](desk, camera.sent(data, name="纺车.jpg"))

    assert Picture.objects.count() == 0
    assert [path for path in rooms.rglob("*") if path.is_file()] == []
    assert answer["success"] is False if way == "multiple" else True


def test_the_desk_hears_the_museums_own_sentence(camera, desk):
    answer = _multiple(desk, camera.sent(camera.header_claiming(9000, 9000), name="a.png"))

    assert "5000 × 5000" in answer["error_message"]


@pytest.mark.parametrize("title", ["纺车" * 300, "", "   "])
def test_no_title_puts_an_original_aside_where_it_is_served(camera, desk, rooms, title):
    _multiple(desk, camera.sent(camera.photograph()), title=title)

    assert Picture.objects.get().title
    assert UploadedFile.objects.count() == 0
    assert camera.secret not in b"".join(
        path.read_bytes() for path in (rooms / "media").rglob("*") if path.is_file()
    )


def test_a_new_file_for_an_old_picture_replaces_original_and_copies(camera, desk, photo):
    old = Path(photo.file.path)
    address = reverse("wagtailimages:edit", args=[photo.pk])

    desk.post(
        address, {"title": "纺车", "file": camera.sent(camera.photograph("PNG")), "credit": "马"}
    )

    photo = Picture.objects.get()
    assert not old.exists()
    assert (photo.kind, photo.credit) == ("png", "马")
    assert photo.is_whole()
    assert photo.renditions.count() == 4


def test_words_are_changed_without_touching_the_file(desk, photo):
    address = reverse("wagtailimages:edit", args=[photo.pk])

    desk.post(address, {"title": "纺车", "description": "一架纺车", "is_drawing": "on"})

    changed = Picture.objects.get()
    assert (changed.description, changed.is_drawing) == ("一架纺车", True)
    assert changed.sha256 == photo.sha256
    assert changed.file.name == photo.file.name
    assert changed.renditions.filter(filter_spec__endswith="lossless").count() == 4


@pytest.mark.parametrize(
    "screen",
    [
        "/admin/images/",
        "/admin/images/?layout=list",
        "/admin/images/?q=%E7%BA%BA",
        "/admin/images/add/",
        "/admin/images/multiple/add/",
        "/admin/images/{pk}/",
        "/admin/images/{pk}/delete/",
        "/admin/images/usage/{pk}/",
        "/admin/images/{pk}/preview/original/",
        "/admin/images/chooser/",
        "/admin/images/chooser/?layout=list",
        "/admin/images/chooser/chosen/{pk}/",
        "/admin/images/chooser/{pk}/select_format/",
    ],
)
def test_every_screen_for_pictures_opens(desk, photo, camera, screen):
    answer = desk.get(screen.format(pk=photo.pk))

    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert photo.file.path.encode() not in body
    assert camera.secret not in body


def test_every_screen_for_pictures_opens_when_the_original_is_lost(desk, photo):
    photo.renditions.all().delete()
    Path(photo.file.path).unlink()

    answers = [
        desk.get(screen)
        for screen in ("/admin/images/", f"/admin/images/{photo.pk}/", "/admin/images/chooser/")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_two_pictures_with_the_same_bytes_are_pointed_out(camera, desk):
    data = camera.saved(Image.new("RGB", (60, 90), "red"), "JPEG")
    _multiple(desk, camera.sent(data))

    assert _multiple(desk, camera.sent(data))["duplicate"] is True
