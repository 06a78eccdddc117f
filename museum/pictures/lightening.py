"""Copies that an earlier version made: heavier than today's, and kept as long as nobody makes them anew."""

import io
from collections.abc import Callable

from django.core.files import File
from wagtail.images.models import SourceImageIOError

from museum.pictures import drawings, photographs, sizes
from museum.pictures.models import Picture, Rendition
from museum.pictures.serving import prepare, revoke

# Made anew, one of today's weighs about the same again: not worth a new address.
WORTH = 0.8


def is_heavy(copy: Rendition) -> bool:
    """Return whether a copy would weigh clearly less if it were made today; of one that is lost, no."""
    try:
        with copy.file.open("rb") as file:
            held = file.read()
    except OSError:
        return False
    spec = copy.filter_spec
    if spec.endswith(sizes.OF_A_DRAWING):
        return len(drawings.light(io.BytesIO(held)).getbuffer()) < WORTH * len(held)
    made = photographs.lighter(File(io.BytesIO(held), name="copy.webp"), spec)
    return made.size < WORTH * len(held)


def lighten(told: Callable[[int, int], None] = lambda done, of: None) -> tuple[int, int]:
    """Make the copies of every picture anew that has a heavy one. Return how many pictures, and the
    bytes saved. Whoever is interrupted says it again: what is done is no longer heavy, and a copy that
    is missing meanwhile is made by the next page that shows it."""
    keys = list(Picture.objects.order_by("pk").values_list("pk", flat=True))
    lightened = saved = 0
    for done, key in enumerate(keys, start=1):
        if (spared := _lighten(key)) is not None:
            lightened, saved = lightened + 1, saved + spared
        told(done, len(keys))
    return lightened, saved


def _lighten(key: int) -> int | None:
    picture = Picture.objects.filter(pk=key).first()
    if picture is None or not picture.is_whole():
        return None  # its copies are all there is of it
    copies = list(picture.renditions.all())
    if not any(is_heavy(copy) for copy in copies):
        return None
    before = _weight(copies)
    revoke(picture)
    try:
        prepare(picture)
    except SourceImageIOError:
        return 0
    return before - _weight(Picture.objects.get(pk=key).renditions.all())


def _weight(copies) -> int:
    total = 0
    for copy in copies:
        try:
            total += copy.file.size
        except OSError:
            continue
    return total
