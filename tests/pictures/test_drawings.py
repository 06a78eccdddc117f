"""A drawing in its smaller sizes: light, its lines hard, the paper shining through."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageDraw, ImageStat

from museum.pictures import drawings
from museum.pictures.models import Picture
from museum.pictures.serving import served
from museum.pictures.taking_in import take_in


def saved(image, **how):
    to = io.BytesIO()
    image.save(to, "WEBP", **how)
    return to


@pytest.fixture
def loom():
    """Ink of three tones on nothing, as the museum's draughtsman draws: 960 points, without loss."""
    image = Image.new("RGBA", (960, 960))
    pen = ImageDraw.Draw(image)
    for n in range(40):
        pen.line((20 + 23 * n, 30, 930 - 21 * n, 930), fill="#2b2723", width=5)
        pen.ellipse((200 + 6 * n, 240, 420 + 6 * n, 460), outline="#4a433b", width=3)
    pen.polygon([(300, 500), (700, 520), (660, 800), (320, 790)], fill="#d4c2a2")
    return image


def mean_difference(one, other):
    paper = Image.new("RGBA", one.size, "#f6f4f0")
    shown = [Image.alpha_composite(paper, each.convert("RGBA")) for each in (one, other)]
    return max(ImageStat.Stat(ImageChops.difference(*shown).convert("RGB")).mean)


def test_a_copy_weighs_a_third_of_one_without_loss_and_looks_like_it(loom):
    small = loom.resize((400, 400), Image.Resampling.LANCZOS)
    lossless = saved(small, lossless=True)

    light = drawings.light(lossless)

    with Image.open(light) as copy:
        assert len(light.getvalue()) < len(lossless.getvalue()) / 3
        assert mean_difference(copy, small) < 3  # of 255
        assert copy.convert("RGBA").getpixel((2, 2))[3] == 0
        assert copy.convert("RGBA").getpixel((200, 260))[3] > 250


def test_what_has_more_colours_than_a_drawing_is_not_made_of_patches():
    wash = Image.radial_gradient("L")
    rich = Image.merge(
        "RGB", [wash, wash.rotate(90).resize(wash.size), wash.transpose(Image.Transpose.ROTATE_180)]
    )
    rich = ImageChops.add(rich, Image.linear_gradient("L").convert("RGB"), scale=2)

    light = drawings.light(saved(rich, lossless=True))

    with Image.open(light) as copy:
        assert len(light.getvalue()) < len(saved(rich, lossless=True).getvalue()) / 2
        assert mean_difference(copy, rich) < 2


def test_the_copies_of_a_drawing_are_light_enough_for_a_list_and_a_page(db, curator, loom):
    given = saved(loom, lossless=True)
    file = SimpleUploadedFile("loom.webp", given.getvalue(), content_type="image/webp")

    picture = take_in([file], by=curator).pictures[0]
    picture.is_drawing = True
    picture.save()
    shown = served(Picture.objects.for_serving().get(pk=picture.pk))

    sizes = {copy.width: copy.file.size for copy in picture.renditions.all()}
    assert shown.is_drawing
    assert sorted(sizes) == [200, 400, 800, 960]
    assert sizes[400] < 25_000  # a dozen of them in a list
    assert sizes[800] < 80_000  # the one of its page
