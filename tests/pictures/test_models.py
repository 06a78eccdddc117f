import io
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from PIL import Image
from wagtail.images.models import Filter, SourceImageIOError

from museum.pictures import sizes
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in

TRACES = (b"exif", b"xmp", b"photoshop", b"icc_profile", b"iccp", b"text", b"thumbnail", b"adobe")
SPECS = [
    *sizes.ALL,
    "original",
    "max-165x165",
    "fill-300x300",
    "width-700|jpegquality-40",
    *(f"original|format-{format}" for format in ("jpeg", "png", "webp", "avif", "gif")),
    "scale-50|format-avif",
    "max-400x400|format-png",
]
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"]


def _traces(camera, data):
    return [trace for trace in (camera.secret.lower(), *TRACES) if trace in data.lower()]


@pytest.mark.parametrize("format", FORMATS)
def test_every_copy_is_upright_and_carries_nothing_but_its_points(camera, director, format):
    assert _traces(camera, camera.photograph(format))
    picture = take_in([camera.sent(camera.photograph(format))], by=director).pictures[0]

    for spec in SPECS:
        copy = picture.get_rendition(spec)
        with copy.file.open() as file:
            data = file.read()
        seen = Image.open(io.BytesIO(data))

        assert _traces(camera, data) == [], spec
        assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive",
                                  "progression", "dpi", "version", "background", "loop", "duration",
                                  "extension", "timestamp"}, spec  # fmt: skip
        assert len(seen.getexif()) == 0
        assert camera.stands_upright(seen) or spec == "fill-300x300"
        assert (copy.width, copy.height) == seen.size


@pytest.mark.parametrize("format", FORMATS)
def test_several_copies_at_once_are_as_clean_as_one(camera, director, format):
    picture = take_in([camera.sent(camera.photograph(format))], by=director).pictures[0]

    copies = picture.get_renditions("original", "max-500x500", "max-300x300|format-jpeg")

    for copy in copies.values():
        with copy.file.open() as file:
            data = file.read()
        assert _traces(camera, data) == []
        assert camera.stands_upright(Image.open(io.BytesIO(data)))


def test_the_preview_of_the_desk_is_clean_too(camera, director):
    picture = take_in([camera.sent(camera.photograph())], by=director).pictures[0]
    output = io.BytesIO()

    Filter("original").run(picture, output)

    assert _traces(camera, output.getvalue()) == []
    assert camera.stands_upright(Image.open(output))


def test_a_page_that_asks_for_the_original_gets_a_clean_copy(camera, director):
    picture = take_in([camera.sent(camera.photograph())], by=director).pictures[0]
    template = Template(
        "{% load wagtailimages_tags %}{% image p original as shown %}{{ shown.url }}"
    )

    address = template.render(Context({"p": picture}))

    copy = picture.renditions.get(filter_spec="original")
    assert address == copy.url
    assert _traces(camera, Path(copy.file.path).read_bytes()) == []


def test_the_original_is_kept_bit_for_bit(camera, director):
    sent = camera.photograph("HEIF")

    picture = take_in([camera.sent(sent, name="IMG_2031.HEIC")], by=director).pictures[0]

    assert Path(picture.file.path).read_bytes() == sent
    assert picture.is_whole()
    assert (picture.width, picture.height, picture.kind) == (900, 1300, "heic")


def test_an_original_that_changed_on_the_disk_is_noticed(camera, director):
    picture = take_in([camera.sent(camera.photograph())], by=director).pictures[0]

    assert Picture.objects.get(pk=picture.pk).is_whole()

    path = Path(picture.file.path)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")

    assert not Picture.objects.get(pk=picture.pk).is_whole()


def test_an_original_that_is_gone_is_not_whole_and_gives_no_copy(camera, director):
    picture = take_in([camera.sent(camera.photograph())], by=director).pictures[0]

    Path(picture.file.path).unlink()

    assert not picture.is_whole()
    with pytest.raises(SourceImageIOError):
        picture.get_rendition("max-77x77")


def test_no_path_and_no_address_says_what_the_file_was_called(camera, director):
    file = camera.sent(camera.photograph(), name="马桂兰家的纺车 13800001234.jpg")

    picture = take_in([file], by=director).pictures[0]

    own = Path(picture.file.name).stem
    copies = [Path(copy.file.name) for copy in picture.renditions.all()]
    assert all(
        re.fullmatch("[0-9a-f]{32}", name) for name in [own, *(each.stem for each in copies)]
    )
    assert own not in "".join(map(str, copies))
    assert re.fullmatch(r"2023-03-18 [0-9a-f]{6}", picture.title)


def test_a_picture_that_is_thrown_away_takes_its_files_along(
    camera, director, rooms, django_capture_on_commit_callbacks
):
    picture = take_in([camera.sent(camera.photograph())], by=director).pictures[0]
    assert len([path for path in rooms.rglob("*") if path.is_file()]) > 2

    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()

    assert [path for path in rooms.rglob("*") if path.is_file()] == []
