"""Is this a picture that the museum can keep? By what a file is, never by its name."""

import contextlib
import datetime
import hashlib
import zipfile
from dataclasses import dataclass
from typing import NoReturn

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import ExifTags, Image

from museum.clock import today
from museum.pictures import cleaning
from museum.refusals import refuse

EXTENSIONS = {"jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif", "heic": "heic"}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
# A JPEG is drawn smaller while it is decoded, so that any telephone's fits; the others are decoded
# whole, at four bytes a point and more.
MOST_POINTS = {"jpeg": 128_000_000}
MOST_POINTS_WHOLE = 25_000_000
MOST_COEFFICIENTS = 256 * 2**20
HEAD = 1024
FIRST_PHOTOGRAPH = 1826
# What has no business in the first thousand bytes of a photograph: a second face for a browser.
SECOND_FACES = (b"%pdf-", b"<!doctype", b"<html", b"<head", b"<body", b"<svg", b"<script", b"<?php")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found out about an upload that is a picture. width and height are upright."""

    kind: str  # jpeg, png, webp, avif, heic
    width: int
    height: int
    size: int  # bytes
    sha256: str
    taken_on: datetime.date | None

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.kind]


def judge(file: File) -> Judged:
    """Return what file is, or refuse it with a sentence for the one who sent it.

    Codes: empty, too_large, kind, mixed, too_many_pixels, moving, broken. The header is asked for
    the number of points before any is decoded; then all are decoded, to find what was cut short.
    """
    _check_size(file)
    kind = kind_of(file)
    _check_single_faced(file)
    try:
        image = cleaning.opened(file, kind)
        frames = getattr(image, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _refuse_pixels(MOST_POINTS.get(kind, MOST_POINTS_WHOLE))
    except Exception:
        _refuse_broken()
    most = MOST_POINTS.get(kind, MOST_POINTS_WHOLE)
    if image.width * image.height > most:
        _refuse_pixels(most)
    if cleaning.coefficients(image) > MOST_COEFFICIENTS:
        _refuse_pixels(int(most * MOST_COEFFICIENTS / cleaning.coefficients(image)))
    # The second picture in a JPEG or HEIC is a preview, a depth map or a brighter twin: a camera's
    # habit. In the other formats it is a film.
    if frames > 1 and kind not in ("jpeg", "heic"):
        refuse(None, _("This picture moves. Send one that stands still."), "moving")
    try:
        # Asking a PNG for its EXIF decodes it.
        with cleaning.ONE_AT_A_TIME:
            size, taken_on = cleaning.upright_size(image), _taken_on(image)
            cleaning.decode(image, smaller=8)
            del image
    except Exception:
        _refuse_broken()
    return Judged(kind, *size, file.size, digest(file), taken_on)


def kind_of(file: File) -> str:
    """Return the kind of picture that file is, or refuse with the name of what it is."""
    head = _head(file)
    if kind := _kind(head):
        return kind
    if name := _other_name(head):
        refuse(
            None,
            _("This is %(name)s, not a photograph. Send it as JPEG, or photograph it.")
            % {"name": name},
            "kind",
        )
    refuse(None, _("This file is no picture. JPEG, PNG, WebP, AVIF and HEIC can be kept."), "kind")


def digest(file: File) -> str:
    """Return the SHA-256 of all of file, as 64 hex digits, and wind it back."""
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def _check_size(file: File) -> None:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not file.size:
        refuse(None, _("This file is empty, nothing arrived. Send it once more."), "empty")
    if file.size > most:
        refuse(
            None,
            _("This picture has %(size).1f MB, at most %(most)d MB fit. Make it smaller first.")
            % {"size": file.size / 2**20, "most": most // 2**20},
            "too_large",
        )


def _head(file: File) -> bytes:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head


def _kind(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        listed = head[8 : max(16, int.from_bytes(head[:4], "big"))]
        brands = {listed[at : at + 4] for at in range(0, len(listed), 4)}
        if brands & {b"avif", b"avis"}:
            return "avif"
        if brands & HEIC_BRANDS:
            return "heic"
    return ""


def _other_name(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head[4:8] == b"ftyp":
        return _("a film")
    if head.startswith(b"GIF8"):
        return "GIF"
    if head[:4] in (b"II*\0", b"MM\0*"):
        return "TIFF"
    if b"%pdf-" in text:
        return "PDF"
    if b"<svg" in text:
        return "SVG"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return _("a web page")
    return ""


def _check_single_faced(file: File) -> None:
    """Refuse a picture that is a web page, a PDF or an archive as well."""
    head = _head(file).lower()
    if any(face in head for face in SECOND_FACES) or zipfile.is_zipfile(file):
        refuse(
            None,
            _("Another file hides in this picture. Take a screenshot of it and send that."),
            "mixed",
        )


def _refuse_pixels(most: int) -> NoReturn:
    refuse(
        None,
        _(
            "This picture has too many points. About %(side)d × %(side)d fit. Make it smaller first, "
            "or send it as JPEG."
        )
        % {"side": int(most**0.5)},
        "too_many_pixels",
    )


def _refuse_broken() -> NoReturn:
    refuse(
        None,
        _("This picture is broken or did not arrive whole. Send it once more, or take it anew."),
        "broken",
    )


def _taken_on(image: Image.Image) -> datetime.date | None:
    """Return the day on the camera's clock, None where it says nothing or nonsense."""
    with contextlib.suppress(Exception):
        written = image.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
        day = datetime.date(*map(int, written[:10].split(":")))
        return day if day.year >= FIRST_PHOTOGRAPH and day <= today() else None
    return None
