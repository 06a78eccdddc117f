"""What of a picture goes to a page: addresses of clean copies, their sizes and words."""

import logging
from typing import NamedTuple

from museum.pictures import sizes
from museum.pictures.models import Picture, Rendition

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


def served(
    picture: Picture, *, alt: str = "", caption: str = "", credit: str = ""
) -> Served | None:
    """Return what a page needs to show picture, None where neither copy nor original is there.

    Without a query when picture came through Picture.objects.for_serving().
    """
    copies = _copies(picture)
    if copies is None:
        return None
    main = copies[sizes.spec(sizes.MAIN, is_drawing=picture.is_drawing)]
    thumb = copies[sizes.spec(sizes.THUMB, is_drawing=picture.is_drawing)]
    widths = {copy.width: copy.url for copy in copies.values() if copy is not thumb}
    return Served(
        url=main.url,
        width=main.width,
        height=main.height,
        srcset=", ".join(f"{widths[width]} {width}w" for width in sorted(widths))
        if len(widths) > 1
        else "",
        thumb_url=thumb.url,
        alt=alt or picture.description,
        caption=caption,
        credit=credit or picture.credit,
        is_drawing=picture.is_drawing,
    )


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

    For when an object is withdrawn. New copies get new addresses when somebody may see them.
    """
    picture.renditions.all().delete()


def _copies(picture: Picture) -> dict[str, Rendition] | None:
    try:
        copies = picture.get_renditions(*sizes.specs(is_drawing=picture.is_drawing))
    except OSError:
        logger.warning("picture %s cannot be shown", picture.pk, exc_info=True)
        return None
    return copies if all(map(_is_there, copies.values())) else None


def _is_there(copy: Rendition) -> bool:
    return copy.file.storage.exists(copy.file.name)
