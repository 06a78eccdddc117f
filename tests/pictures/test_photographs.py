"""Copies of photographs that are all grain."""

import io

import pytest
from PIL import Image

from museum.pictures import photographs, sizes
from museum.pictures.models import Picture, Rendition
from museum.pictures.taking_in import take_in
from tests.factories import photo_file


def grain(size=(1600, 1200), strength=90):
    target = io.BytesIO()
    Image.effect_noise(size, strength).convert("RGB").save(target, "JPEG", quality=90)
    target.name = "grain.jpg"
    target.seek(0)
    return target


@pytest.mark.parametrize("bound", sizes.BOUNDS)
def test_a_copy_that_is_all_grain_is_made_lighter(db, registrar, bound):
    file = photo_file()
    file.file = grain()
    picture = take_in([file], by=registrar).pictures[0]
    spec = sizes.spec(bound, is_drawing=False)

    copy = Picture.objects.get(pk=picture.pk).get_rendition(spec)

    plain = len(_as_wagtail_makes_it(bound))
    assert plain > photographs.MOST[bound]
    assert copy.file.size < plain
    assert max(copy.width, copy.height) == bound
    assert Rendition.objects.filter(image=picture, filter_spec=spec).count() == 1


def test_a_smooth_one_stays_as_it_was_made(db, registrar):
    picture = take_in([photo_file(size=(1600, 1200))], by=registrar).pictures[0]

    copy = Picture.objects.get(pk=picture.pk).get_rendition(sizes.spec(800, is_drawing=False))

    with Image.open(copy.file) as opened:
        assert (opened.format, opened.size) == ("WEBP", (800, 600))
    assert copy.file.size < photographs.MOST[800]


def _as_wagtail_makes_it(bound):
    picture = Image.open(grain())
    picture.thumbnail((bound, bound))
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=80)
    return target.getvalue()
