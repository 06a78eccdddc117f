"""Copies that an earlier version made are made anew, and nothing else is."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image, ImageDraw

from museum.pictures import lightening
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in
from tests.factories import photo_file

pytestmark = pytest.mark.django_db


def webp(image, **how):
    to = io.BytesIO()
    image.save(to, "WEBP", **how)
    return to.getvalue()


@pytest.fixture
def loom(registrar):
    """A drawing with soft edges in a hundred tones."""
    image = Image.new("RGBA", (1000, 1000))
    pen = ImageDraw.Draw(image)
    for n in range(60):
        pen.line((20 + 15 * n, 30, 930 - 14 * n, 930), fill=(43, 39 + n, 35 + 2 * n, 255), width=5)
    file = ContentFile(webp(image, lossless=True), "loom.webp")
    return take_in([file], by=registrar, is_drawing=True).pictures[0]


def made_by_an_earlier_version(picture):
    """Put copies in place as they were made before: larger ones shrunk without loss."""
    with picture.open_file() as file, Image.open(file) as opened:
        whole = opened.convert("RGBA")
    for copy in picture.renditions.all():
        small = whole.resize((copy.width, copy.height), Image.Resampling.LANCZOS)
        with copy.file.storage.open(copy.file.name, "wb") as file:
            file.write(webp(small, lossless=True))
    return picture


def weight(picture):
    return sum(copy.file.size for copy in Picture.objects.get(pk=picture.pk).renditions.all())


def test_heavy_copies_of_drawings_are_made_anew_and_whoever_says_it_again_changes_nothing(
    loom, capsys
):
    today = weight(loom)
    earlier = weight(made_by_an_earlier_version(loom))

    call_command("lighten_pictures")
    once = set(loom.renditions.values_list("file", flat=True))
    call_command("lighten_pictures")

    assert earlier > 1.5 * today
    assert weight(loom) == today
    assert set(loom.renditions.values_list("file", flat=True)) == once
    assert capsys.readouterr().out.count("1/1") == 2


def test_a_light_photograph_keeps_its_address_and_a_heavy_one_gets_another(registrar):
    light, heavy = take_in([photo_file(), photo_file(size=(1600, 1200))], by=registrar).pictures
    noise = Image.effect_noise((1200, 900), 90).convert("RGB")
    copy = heavy.renditions.get(filter_spec__contains="max-1200")
    with copy.file.storage.open(copy.file.name, "wb") as file:
        file.write(webp(noise, quality=95))
    before = {
        each.pk: set(each.renditions.values_list("file", flat=True)) for each in (light, heavy)
    }

    pictures, saved = lightening.lighten()

    assert (pictures, saved > 100_000) == (1, True)
    assert set(light.renditions.values_list("file", flat=True)) == before[light.pk]
    assert not set(heavy.renditions.values_list("file", flat=True)) & before[heavy.pk]


def test_a_picture_whose_original_is_lost_keeps_what_there_is_of_it(loom):
    made_by_an_earlier_version(loom)
    loom.file.storage.delete(loom.file.name)
    kept = weight(loom)

    assert lightening.lighten() == (0, 0)
    assert weight(loom) == kept


def test_interrupted_it_goes_on_where_it_was(loom, registrar):
    made_by_an_earlier_version(loom)
    heavy = weight(loom)

    def pull_the_plug(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lightening.lighten(pull_the_plug)

    assert weight(loom) < heavy
    assert lightening.lighten() == (0, 0)
