"""Copies of photographs: what is all grain and fibre weighs several times what a smooth wall does, and a
telephone in the village waits for it. Only such copies are made again, with more loss, until they are
as light as a page may be (tests/journeys/test_weight.py); all others stay as they are."""

import io

from django.core.files import File
from PIL import Image

from museum.pictures import sizes

# What a copy of each size may weigh, in bytes.
MOST = {sizes.THUMB: 10_000, 400: 19_000, 800: 78_000, 1200: 160_000}
MOST_OF = {sizes.spec(bound, is_drawing=False): most for bound, most in MOST.items()}
QUALITIES = (70, 60, 50, 40, 30)  # Wagtail's own is 80


def lighter(copy: File, spec: str) -> File:
    """Return a copy made by a filter of this spec; one that is too heavy with more loss."""
    most = MOST_OF.get(spec)
    if most is None or copy.size <= most:
        return copy
    copy.seek(0)
    with Image.open(io.BytesIO(copy.read())) as opened:
        picture = opened.convert("RGBA" if opened.mode == "RGBA" else "RGB")
    for quality in QUALITIES:
        made = io.BytesIO()
        picture.save(made, "WEBP", quality=quality, method=4)
        if made.getbuffer().nbytes <= most:
            break
    made.seek(0)
    return File(made, name=copy.name)
