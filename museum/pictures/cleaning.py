"""From an original to a picture that may be seen: upright, sRGB, eight bits, and nothing but
pixels. Position, time, camera, owner, comments and embedded thumbnails stay behind because the
result is a new picture that never had them."""

import contextlib
import io
import threading
from typing import IO

from PIL import ExifTags, Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile
from pillow_heif import register_heif_opener
from willow.plugins.pillow import PillowImage

register_heif_opener()

# Pillow is told what to expect, so that no decoder beyond these ever sees an upload.
DECODERS = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "avif": ("AVIF",),
    "heic": ("HEIF",),
}
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# One picture at a time is in memory, however many are sent at once: a photograph of a telephone
# takes a hundred megabytes while it is decoded. Held from the decoding until nobody needs the points.
ONE_AT_A_TIME = threading.RLock()
# No page shows a longer side: whoever asks for a picture as it is gets it so large at most.
LONGEST = 2400
# A picture is shrunk to 1.5 times the wanted size by the fast way, from there by the fine one.
AIR = 1.5


class CleanImage(PillowImage):
    """A clean picture as Wagtail's filters expect one: it still knows its original's format."""

    def __init__(self, image: Image.Image, format_name: str):
        super().__init__(image)
        self.format_name = format_name


def opened(file: IO[bytes], kind: str) -> Image.Image:
    """Return file as a picture of kind, its header read, its points not yet decoded."""
    file.seek(0)
    return Image.open(file, formats=DECODERS[kind])


def orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 for upright, also where the EXIF is broken."""
    with contextlib.suppress(Exception):
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    return (height, width) if orientation(image) >= 5 else (width, height)


def decode(image: Image.Image, *, smaller: int = 1) -> None:
    """Decode all of image. A JPEG may come out up to so many times smaller, which is faster."""
    if isinstance(image, JpegImageFile) and smaller > 1:
        image.draft(None, (max(1, image.width // smaller), max(1, image.height // smaller)))
    image.load()


def clean(file: IO[bytes], kind: str, *, enough: int | None = None) -> Image.Image:
    """Return the picture in file, upright and without anything but its points.

    enough: the longest side that will be asked for; a far larger picture is shrunk early.
    """
    with ONE_AT_A_TIME:
        return _clean(file, kind, min(enough or LONGEST, LONGEST))


def _clean(file: IO[bytes], kind: str, enough: int) -> Image.Image:
    image = opened(file, kind)
    turn = TURNS.get(orientation(image))
    decode(image, smaller=_factor(image, enough))
    profile = image.info.get("icc_profile")
    image = _eight_bits(image)
    if (factor := _factor(image, enough)) > 1:
        image = image.reduce(factor)
    image = _srgb(image, profile)
    if turn is not None:
        image = image.transpose(turn)
    # A copy into a fresh picture: whatever Pillow remembers about the file stays with the file.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _factor(image: Image.Image, enough: int) -> int:
    return max(1, int(max(image.size) / (enough * AIR)))


def coefficients(image: Image.Image) -> int:
    """Return how many bytes a progressive JPEG takes before one point of it can be seen: all of its
    coefficients at once, which drawing it smaller does not spare. 0 for every other picture."""
    if not isinstance(image, JpegImageFile) or not image.info.get("progressive"):
        return 0
    widest = max((layer[1] * layer[2] for layer in image.layer), default=1)
    shares = sum(layer[1] * layer[2] for layer in image.layer) / widest
    return int(2 * image.width * image.height * shares)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return image in a mode of eight bits a channel that can be shrunk and converted."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")
    if image.has_transparency_data:
        return image if image.mode in ("RGBA", "LA") else image.convert("RGBA")
    return image.convert("RGB") if image.mode in ("1", "P", "PA") else image


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return image as sRGB. A profile that is broken or of another kind is passed over."""
    mode = "RGBA" if image.mode in ("RGBA", "LA") else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        with contextlib.suppress(Exception):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
            if converted is not None:
                return converted
    return image.convert(mode)
