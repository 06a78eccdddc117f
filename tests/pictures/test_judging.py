import datetime
import hashlib
import io
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files import File
from PIL import Image, PngImagePlugin

from museum.pictures.judging import digest, judge
from museum.refusals import codes, sentences


@pytest.mark.parametrize(
    ("format", "kind"),
    [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("HEIF", "heic")],
)
def test_a_picture_is_known_by_what_it_is_and_measured_upright(camera, format, kind):
    file = camera.sent(camera.photograph(format), name="简历.docx")

    judged = judge(file)

    assert (judged.kind, judged.width, judged.height) == (kind, 900, 1300)
    assert judged.taken_on == datetime.date(2023, 3, 18)


@pytest.mark.parametrize(
    "taken",
    [b"0000:00:00 00:00:00\0", b"2999:01:01 00:00:00\0", b"yesterday, at dusk..\0"],
)
def test_a_camera_whose_clock_is_wrong_gives_no_day(camera, taken):
    file = camera.sent(camera.photograph(exif=camera.exif(taken=taken)))

    assert judge(file).taken_on is None


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_photograph_whose_exif_is_rubbish_is_still_a_photograph(camera):
    rubbish = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 9999) + b"\xff" * 300

    judged = judge(camera.sent(camera.saved(camera.upright(), "JPEG", exif=rubbish)))

    assert (judged.kind, judged.taken_on) == ("jpeg", None)


@pytest.mark.parametrize(
    ("format", "mode"),
    [
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "1"),
        ("PNG", "P"),
        ("PNG", "LA"),
        ("PNG", "RGBA"),
        ("PNG", "I;16"),
    ],
)
def test_scanners_and_drawing_programs_have_modes_of_their_own(camera, format, mode):
    picture = camera.upright(mode="L" if mode == "I;16" else mode)
    if mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 257).convert("I;16")

    judged = judge(camera.sent(camera.saved(picture, format)))

    assert (judged.width, judged.height) == (900, 1300)


def test_the_second_picture_that_a_telephone_puts_into_a_jpeg_does_no_harm(camera):
    twins = camera.saved(
        camera.upright(), "MPO", save_all=True, append_images=[camera.upright(90, 130)]
    )

    assert judge(camera.sent(twins)).kind == "jpeg"


def test_a_long_thin_photograph_of_a_carrying_pole_is_taken(camera):
    judged = judge(camera.sent(camera.saved(camera.upright(3000, 4), "JPEG")))

    assert (judged.width, judged.height) == (3000, 4)


def _film(camera, format):
    frames = [camera.upright(60, 90), camera.upright(60, 90).rotate(180)]
    return camera.saved(frames[0], format, save_all=True, append_images=frames[1:])


def _long_text(camera):
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "a" * 5_000_000, zip=True)
    return camera.saved(camera.upright(60, 90), "PNG", pnginfo=text)


def _claiming(data):
    parts = data.split(b"ispe\0\0\0\0")
    return b"ispe\0\0\0\0".join(
        [parts[0], *(struct.pack(">II", 9000, 9000) + part[8:] for part in parts[1:])]
    )


def _with_archive(camera):
    file = io.BytesIO(camera.saved(camera.upright(60, 90), "JPEG"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("run.exe", b"MZ")
    return file.getvalue()


def _claiming_jpeg(file, side):
    return file.replace(struct.pack(">HH", 90, 60), struct.pack(">HH", side, side), 1)


REFUSED = {
    "nothing at all": ("empty", lambda camera: b""),
    "a film": ("kind", lambda camera: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 900),
    "a GIF": ("kind", lambda camera: camera.saved(camera.upright(60, 90), "GIF")),
    "a TIFF": ("kind", lambda camera: camera.saved(camera.upright(60, 90), "TIFF")),
    "a BMP": ("kind", lambda camera: camera.saved(camera.upright(60, 90), "BMP")),
    "a PDF": ("kind", lambda camera: b"%PDF-1.7\n1 0 obj"),
    "an SVG": ("kind", lambda camera: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "a web page": ("kind", lambda camera: b"\xef\xbb\xbf\n<!DOCTYPE html><script>1</script>"),
    "a text": ("kind", lambda camera: "今天下雨".encode()),
    "a half JPEG": ("broken", lambda camera: camera.photograph()[:-9000]),
    "a half PNG": ("broken", lambda camera: camera.photograph("PNG")[:-900]),
    "a half WebP": ("broken", lambda camera: camera.photograph("WEBP")[:-900]),
    "a half AVIF": ("broken", lambda camera: camera.photograph("AVIF")[:-900]),
    "a half HEIC": ("broken", lambda camera: camera.photograph("HEIF")[:-900]),
    "a JPEG's first bytes": ("broken", lambda camera: b"\xff\xd8\xff\xe0" + b"\0" * 50),
    "a PNG's first bytes": ("broken", lambda camera: b"\x89PNG\r\n\x1a\n"),
    "a HEIC's first bytes": ("broken", lambda camera: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    "an AVIF's first bytes": ("broken", lambda camera: b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"),
    "a claim of 81 million points": (
        "too_many_pixels",
        lambda camera: camera.header_claiming(9000, 9000),
    ),
    "a claim of 10 thousand million points": (
        "too_many_pixels",
        lambda camera: camera.header_claiming(100_000, 100_000),
    ),
    "a HEIC that claims 81 million points": (
        "too_many_pixels",
        lambda camera: _claiming(camera.photograph("HEIF")),
    ),
    "an AVIF that claims 81 million points": (
        "too_many_pixels",
        lambda camera: _claiming(camera.photograph("AVIF")),
    ),
    "a JPEG that claims 144 million points": (
        "too_many_pixels",
        lambda camera: _claiming_jpeg(camera.saved(camera.upright(60, 90), "JPEG"), 12000),
    ),
    "a PNG of 26 million points": (
        "too_many_pixels",
        lambda camera: camera.header_claiming(5200, 5000),
    ),
    "a progressive JPEG that is in memory as a whole": (
        "too_many_pixels",
        lambda camera: _claiming_jpeg(
            camera.saved(camera.upright(60, 90), "JPEG", progressive=True, subsampling=0), 7000
        ),
    ),
    "a PNG that swells": ("broken", _long_text),
    "a moving PNG": ("moving", lambda camera: _film(camera, "PNG")),
    "a moving WebP": ("moving", lambda camera: _film(camera, "WEBP")),
    "a moving AVIF": ("moving", lambda camera: _film(camera, "AVIF")),
    "a picture with an archive": ("mixed", _with_archive),
    "a picture with a web page": (
        "mixed",
        lambda camera: camera.saved(
            camera.upright(60, 90), "JPEG", comment=b"<script>alert(1)</script>"
        ),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_whole_still_picture_is_refused_with_a_sentence(camera, what):
    code, make = REFUSED[what]

    with pytest.raises(ValidationError) as refusal:
        judge(camera.sent(make(camera)))

    assert codes(refusal.value) == {code}
    assert len(sentences(refusal.value)[0]) > 8


def test_a_file_that_is_too_heavy_is_told_by_how_much(camera, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 2**20

    with pytest.raises(ValidationError) as refusal:
        judge(camera.sent(b"\xff\xd8\xff" + b"\0" * (3 * 2**19)))

    assert codes(refusal.value) == {"too_large"}
    assert "1.5" in sentences(refusal.value)[0]


def test_a_huge_claim_is_refused_before_a_single_point_is_decoded(camera, monkeypatch):
    decoded = []
    monkeypatch.setattr(Image.Image, "load", lambda picture: decoded.append(picture))

    with pytest.raises(ValidationError):
        judge(camera.sent(camera.header_claiming(9000, 9000)))

    assert decoded == []


def test_the_fingerprint_is_that_of_the_whole_file_wherever_it_was_read_to(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"0123456789")
    with path.open("rb") as opened:
        file = File(opened)
        file.seek(4)

        found = digest(file)

        assert found == hashlib.sha256(b"0123456789").hexdigest()
        assert file.tell() == 0


@pytest.mark.parametrize(("data", "name"), [
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"), (b"%PDF-1.7 " + b"x" * 40, "PDF"),
    (b"GIF89a" + b"x" * 40, "GIF"), (b"II*\0" + b"x" * 40, "TIFF"), (b"x" * 40, ""),
])  # fmt: skip
def test_what_is_no_photograph_is_called_by_its_name(camera, data, name):
    with pytest.raises(ValidationError) as refusal:
        judge(camera.sent(data))

    said = " ".join(sentences(refusal.value))
    assert {each for each in ("SVG", "PDF", "GIF", "TIFF") if f"这是 {each}" in said
            or f"这是{each}" in said} == {name} - {""}  # fmt: skip
