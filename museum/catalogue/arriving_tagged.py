"""先拴号牌，后登记: what comes with a tag on it already, tied in the courtyard before anybody wrote it down."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from museum.catalogue import tagging
from museum.catalogue.models import Tag
from museum.catalogue.models.holdings import Way
from museum.catalogue.things import Thing
from museum.ledger import row_key
from museum.refusals import refuse


def with_tags_locked(things: Sequence[Thing]) -> list[Thing]:
    """Return things with their tags locked until the transaction ends, so that no other receipt ties one."""
    held = Tag.objects.lock([thing.tag for thing in things if thing.tag])
    return [replace(thing, tag=held[thing.tag.pk]) if thing.tag else thing for thing in things]


def check_tags(things: Sequence[Thing], *, by) -> None:
    """Refuse by code: forbidden, no_tag, used, ended, tag_twice, tag_goes_home."""
    met: set[int] = set()
    for index, thing in enumerate(things):
        if thing.tag is None:
            continue
        place, said = f"things.{index}.tag", {"tag": thing.tag, "title": thing.title.strip()}
        if thing.tag.pk in met:
            refuse(
                place,
                _("The tag %(tag)s is written twice. It hangs on one thing.") % said,
                "tag_twice",
            )
        met.add(thing.tag.pk)
        if thing.way == Way.COPIED:
            refuse(place, _("“%(title)s” goes home today and gets no tag.") % said, "tag_goes_home")
        tagging.check_unused(thing.tag, by=by, field=place)


def tie(thing: Thing, item, *, by) -> None:
    """Tie the tag of thing, where it has one, to the object that it has become."""
    if thing.tag:
        tagging.tie(thing.tag, item, by=by, key=row_key(item.uuid, "tied"))
