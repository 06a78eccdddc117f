import io

import pytest
from PIL import Image

from museum.pictures import cleaning
from museum.pictures.judging import EXTENSIONS

FORMATS = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic"}


@pytest.mark.parametrize("enough", [None, 300])
@pytest.mark.parametrize("format", FORMATS)
def test_a_clean_picture_is_upright_and_knows_nothing(camera, format, enough):
    file = io.BytesIO(camera.photograph(format))

    picture = cleaning.clean(file, FORMATS[format], enough=enough)

    assert camera.stands_upright(picture)
    assert picture.info == {}
    assert (picture.size == (900, 1300)) is (enough is None)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_however_the_camera_was_held_the_picture_stands_upright(camera, orientation):
    turned_back = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    held = camera.upright()
    if turned_back in cleaning.TURNS:
        held = held.transpose(cleaning.TURNS[turned_back])

    file = io.BytesIO(camera.saved(held, "JPEG", exif=camera.exif(orientation)))

    assert camera.stands_upright(cleaning.clean(file, "jpeg"))


def test_a_scan_of_sixteen_bits_keeps_its_greys(camera):
    grey = Image.new("I;16", (40, 60), 128 * 257)

    picture = cleaning.clean(io.BytesIO(camera.saved(grey, "PNG")), "png")

    assert picture.mode == "RGB"
    assert picture.getpixel((20, 30)) == (128, 128, 128)


def test_a_print_shops_four_inks_become_three_lights(camera):
    file = io.BytesIO(camera.saved(camera.upright(mode="CMYK"), "JPEG"))

    picture = cleaning.clean(file, "jpeg")

    assert picture.mode == "RGB"
    assert camera.stands_upright(picture)


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_long_thin_photograph_is_shrunk_without_vanishing(camera, format):
    file = io.BytesIO(camera.saved(camera.upright(3000, 4), format))

    picture = cleaning.clean(file, FORMATS[format], enough=200)

    assert picture.width >= 200
    assert picture.height >= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_was_transparent_stays_transparent(camera, mode):
    drawing = Image.new("RGBA", (400, 600), (0, 0, 0, 0))
    drawing.paste((0, 0, 0, 255), (100, 100, 300, 500))
    data = camera.saved(drawing.quantize() if mode == "P" else drawing.convert(mode), "PNG")

    picture = cleaning.clean(io.BytesIO(data), "png", enough=100)

    assert picture.mode == "RGBA"
    assert picture.getpixel((1, 1))[3] == 0
    assert picture.getpixel((picture.width // 2, picture.height // 2))[3] == 255


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_that_a_camera_measures_in_its_own_way_come_out_right(camera, mode):
    picture = Image.new(mode, (60, 90), (220, 20, 20))

    data = camera.saved(picture, "PNG", icc_profile=camera.swapped_profile())
    red, green, blue = cleaning.clean(io.BytesIO(data), "png").convert("RGB").getpixel((9, 9))

    assert green > 200
    assert red < 60
    assert blue < 60


def test_a_broken_colour_profile_is_passed_over(camera):
    data = camera.saved(camera.upright(), "JPEG", icc_profile=b"no profile at all" * 20)

    assert camera.stands_upright(cleaning.clean(io.BytesIO(data), "jpeg"))


def test_there_is_a_decoder_for_every_kind_that_is_taken():
    kinds = set(EXTENSIONS)

    assert kinds == set(cleaning.DECODERS)
