"""What of a picture goes to a page: addresses of clean copies, their sizes and words."""

import logging
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import urlsplit

from museum.pictures import sizes
from museum.pictures.models import Picture, Rendition
from museum.pictures.storage import is_there
from museum.prepared import MANY_NUMBERS, prepared

logger = logging.getLogger(__name__)


class Served(NamedTuple):
    """The same names as the fields of a public picture."""

    url: str
    width: int
    height: int
    srcset: str
    thumb_url: str
    alt: str
    caption: str
    credit: str
    is_drawing: bool


class Copy(NamedTuple):
    """A clean copy of a picture in one size."""

    url: str
    width: int
    height: int


@prepared
def _copies_of(keys=MANY_NUMBERS):
    stored = Rendition.objects.filter(image__in=keys, focal_point_key="")
    return stored.values_list("image_id", "image__description", "image__credit",
                              "image__is_drawing", "filter_spec", "file", "width",
                              "height")  # fmt: skip


def served(
    picture: Picture, *, alt: str = "", caption: str = "", credit: str = ""
) -> Served | None:
    """Return what a page needs to show picture, None where neither copy nor original is there.

    Without a query when picture came through Picture.objects.for_serving().
    """
    found = _copies(picture)
    if found is None:
        return None
    described = (picture.description, picture.credit, picture.is_drawing)
    copies = {spec: Copy(copy.url, copy.width, copy.height) for spec, copy in found.items()}
    whole = _whole(described, copies)
    return whole and whole._replace(
        alt=alt or whole.alt, caption=caption, credit=credit or whole.credit
    )


def served_together(keys: Collection[int]) -> dict[int, Served]:
    """Return the same for the pictures with these keys, in one query where all copies are there."""
    storage = Rendition._meta.get_field("file").storage
    described: dict[int, tuple] = {}
    copies: dict[int, dict[str, Copy]] = {}
    for key, *words, spec, file, width, height in _copies_of(sorted(keys)):
        described[key] = tuple(words)
        if is_there(storage, file):
            copies.setdefault(key, {})[spec] = Copy(storage.url(file), width, height)
    found = {}
    for key in keys:
        shown = _whole(described[key], copies.get(key, {})) if key in described else None
        if shown is None and (picture := Picture.objects.filter(pk=key).first()):
            shown = served(picture)
        if shown is not None:
            found[key] = shown
    return found


def _whole(described: tuple[str, str, bool], copies: dict[str, Copy]) -> Served | None:
    """Return a picture with its words and copies, None where one of the sizes is missing."""
    description, credit, is_drawing = described
    specs = sizes.specs(is_drawing=is_drawing)
    if not all(spec in copies for spec in specs):
        return None
    thumb, *others = (copies[spec] for spec in specs)
    main = others[-1]
    widths = {copy.width: copy.url for copy in others}
    return Served(
        url=main.url,
        width=main.width,
        height=main.height,
        srcset=", ".join(f"{widths[width]} {width}w" for width in sorted(widths))
        if len(widths) > 1
        else "",
        thumb_url=thumb.url,
        alt=description,
        caption="",
        credit=credit,
        is_drawing=is_drawing,
    )


def copy_at(url: str) -> bytes:
    """Return the public copy that has this address, nothing where there is none (any more)."""
    name = "/".join(urlsplit(url).path.split("/")[-3:])
    copy = Rendition.objects.filter(file=name).first()
    if copy is None or not _is_public(copy):
        return b""
    with copy.file.open("rb") as file:
        return file.read()


def prepare(picture: Picture) -> bool:
    """Make every size that pages show, so that no visitor waits. Say whether all are there.

    Copies that were lost from the disk are made again from the original.
    """
    for copy in picture.renditions.all():
        if not _is_there(copy):
            copy.delete()
    return _copies(Picture.objects.get(pk=picture.pk)) is not None


def revoke(picture: Picture) -> None:
    """Let every address of picture die: whoever kept one sees nothing any more.

    For when an object is withdrawn. While it is closed (closing.py) no new copy is made; when it
    opens again, its copies get new addresses.
    """
    picture.renditions.all().delete()


def _copies(picture: Picture) -> dict[str, Rendition] | None:
    try:
        copies = picture.get_renditions(*sizes.specs(is_drawing=picture.is_drawing))
    except OSError:
        logger.warning("picture %s cannot be shown", picture.pk, exc_info=True)
        return None
    return copies if all(map(_is_public, copies.values())) else None


def _is_public(copy: Rendition) -> bool:
    return not copy.is_for_staff and _is_there(copy)


def _is_there(copy: Rendition) -> bool:
    return is_there(copy.file.storage, copy.file.name)
