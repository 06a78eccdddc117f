"""What the register is asked for a card and for a page: which columns, and how they are fetched.

Questions are written out once (museum/prepared.py) and answer with plain values. What is public is
said by Item.objects.public() alone; each question begins there.
"""

from collections import namedtuple
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery

from museum.catalogue.models import Item, Photo, Story, Tag
from museum.people.naming import Named
from museum.prepared import MANY_NUMBERS, NUMBER, TEXT, prepared

DIMENSIONS = (
    "length", "width", "height", "mouth", "belly", "base", "diameter", "vertical", "horizontal",
    "thickness", "side", "handle",
)  # fmt: skip
CARD = {
    "pk": "pk",
    "title": "title",
    "materials_text": "materials_text",
    "is_replica": "is_replica",
    "category": "category_id",
    "kind": "category__parent_id",
    "era": "era_id",
    "era_name": "era__name",
    "year_from": "year_from",
    "year_to": "year_to",
    "label": "holding__label",
    "receipt": "holding__donation__label",
    "line": "holding__line",
    "part": "holding__part",
    "way": "holding__way",
    "displayed": "holding__last_movement__was_display",
    "status": "holding__status",
    "place_hidden": "holding__place_hidden",
    "place": "holding__place_id",
    "place_name": "holding__place__name",
    "place_kind": "holding__place__kind",
    "place_trail": "holding__place__trail",
    "for_display": "holding__place__for_display",
    "above": "holding__place__parent_id",
    "above_trail": "holding__place__parent__trail",
    "hall": "holding__place__root_id",
    "hall_name": "holding__place__root__name",
}
PAGE = {
    **CARD,
    "parent": "parent_id",
    "donation": "holding__donation_id",
    "category_code": "category__code",
    "category_name": "category__name",
    "kind_code": "category__parent__code",
    "kind_name": "category__parent__name",
    "era_code": "era__code",
    "era_text": "era_text",
    "own_code": "own_code",
    "above_code": "above_code",
    "above_name": "holding__place__parent__name",
    **{name: name for name in DIMENSIONS},
    **{name: name for name in ("other_names", "dialect_names", "dimensions_text", "quantity",
                               "unit", "pieces", "condition", "use", "origin", "provenance")},
    "came_at": "holding__donation__happened_at",
    "naming": "holding__donation__naming",
    **{f"owner_{name}": f"holding__donation__owner__{name}" for name in Named._fields},
}  # fmt: skip
PHOTO = {
    "item": "item_id",
    "alt": "alt",
    "caption": "caption",
    "credit": "credit",
    "picture": "picture_id",
}
STORY = {
    "text": "text",
    "teller_naming": "teller_naming",
    "recorder_named": "recorder_named",
    "told_on": "told_on",
    "told_where": "told_where",
    **{f"{who}_{name}": f"{who}__{name}" for who in ("teller", "recorder") for name in
       Named._fields},
}  # fmt: skip
CardFacts: Any = namedtuple("CardFacts", CARD)  # type: ignore[misc]
PageFacts: Any = namedtuple("PageFacts", PAGE)  # type: ignore[misc]
PhotoFacts: Any = namedtuple("PhotoFacts", PHOTO)  # type: ignore[misc]
StoryFacts: Any = namedtuple("StoryFacts", STORY)  # type: ignore[misc]


@dataclass(slots=True)
class ItemRows:
    """What is told of an object: a row of columns, and the rows that belong to it."""

    facts: Any
    photos: list = field(default_factory=list)
    materials: list[tuple[int, str]] = field(default_factory=list)
    stories: list = field(default_factory=list)
    parts: list[str] = field(default_factory=list)


def _code_of(place) -> Subquery:
    return Subquery(Tag.objects.filter(place=place).order_by("pk").values("code")[:1])


@prepared
def _cards(keys=MANY_NUMBERS):
    return Item.objects.public().filter(pk__in=keys).order_by().values_list(*CARD.values())


@prepared
def _page(code=TEXT):
    own, above = OuterRef("holding__place"), OuterRef("holding__place__parent")
    found = Item.objects.public().filter(codes__code=code, codes__printing=None).order_by()
    found = found.annotate(own_code=_code_of(own), above_code=_code_of(above))
    return found.values_list(*PAGE.values())


@prepared
def _photos(keys=MANY_NUMBERS):
    found = Photo.objects.filter(item__in=keys).order_by("item_id", "sort_order", "pk")
    return found.values_list(*PHOTO.values())


@prepared
def _materials(keys=MANY_NUMBERS):
    found = Item.materials.through.objects.filter(item__in=keys)
    return found.order_by("term__position", "term_id").values_list(
        "item_id", "term_id", "term__name"
    )


@prepared
def _stories(keys=MANY_NUMBERS):
    found = Story.objects.for_the_web().filter(item__in=keys).order_by("sort_order", "pk")
    return found.values_list(*STORY.values())


@prepared
def _parts(whole=NUMBER, donation=NUMBER, line=NUMBER):
    # By its line of the receipt, which its parts share: nearly every object has no parent, and a
    # database that knows that reads them all rather than the index.
    found = Item.objects.public().filter(parent=whole, holding__donation=donation,
                                         holding__line=line)  # fmt: skip
    return found.order_by("-pk").values_list("title")


def cards_of(keys: Iterable[int]) -> dict[int, ItemRows]:
    """Return the columns of those of keys that are public."""
    return {row[0]: ItemRows(CardFacts(*row)) for row in _cards(sorted(set(keys)))}


def page_of(code: str) -> ItemRows | None:
    """Return the columns of the public object with this code, None where there is none."""
    rows = _page(code)
    return ItemRows(PageFacts(*rows[0])) if rows else None


def fill(found: dict[int, ItemRows]) -> None:
    """Fetch photos and materials for all of found together."""
    fill_photos(found)
    fill_materials(found)


def fill_photos(found: dict[int, ItemRows]) -> None:
    for row in _photos(sorted(found)):
        found[row[0]].photos.append(PhotoFacts(*row))


def fill_materials(found: dict[int, ItemRows]) -> None:
    for key, *term in _materials(sorted(found)):
        found[key].materials.append(tuple(term))


def fill_page(page: ItemRows) -> None:
    """Fetch what a page says beyond its card: stories with their tellers, and parts."""
    key = page.facts.pk
    page.stories = [StoryFacts(*row) for row in _stories([key])]
    line = page.facts.donation, page.facts.line
    page.parts = [title for (title,) in _parts(key, *line)]


def of_draft(draft: Item, *, whole: bool = False) -> ItemRows:
    """Return what is told of a draft, which holds its rows itself; whole: with the stories that may not
    go on the web, for the desk."""
    stories = [each for each in draft.stories.all() if whole or each.may_publish is not False]
    return ItemRows(
        PageFacts(*_reached(draft, PAGE)),
        [PhotoFacts(*_reached(each, PHOTO)) for each in draft.photos.all()],
        [(term.pk, term.name) for term in draft.materials.all()],
        [StoryFacts(*_reached(each, STORY)) for each in stories],
    )


def _reached(row, paths: dict[str, str]) -> Iterable:
    """Yield what paths lead to from row, None where one ends on the way."""
    for path in paths.values():
        value = row
        for name in path.split("__"):
            value = getattr(value, name, None)
        yield value
