"""Rows of the register with everything beside them, gathered in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from museum.catalogue.models import Holding, Item, NumberGiven, Photo, Place, Story, Term
from museum.catalogue.models.items import ItemTag


@dataclass(slots=True)
class Row:
    """An object with everything beside it, as plain as it may be: there can be many."""

    item: Item
    holding: Holding | None
    place: Place | None
    category: Term | None
    era: Term | None
    public: bool
    draft: dict
    materials: list[tuple[str, str]]  # code, name
    made_of: list[str]  # codes
    numbers: list[str]
    stories: list[str]
    tellers: list[str]  # as they chose to be named
    kept_stories: list[str]  # that their tellers did not let go on the web
    captions: list[str]
    tags: list[str]


def rows(keys) -> Iterator[Row]:
    items = list(Item.objects.filter(pk__in=keys).order_by("pk"))
    holdings = Holding.objects.filter(item__in=keys).select_related(
        "donation__owner__merged_into", "last_movement"
    )
    by_item = {holding.item_id: holding for holding in holdings}
    public = set(Item.objects.public().filter(pk__in=keys).values_list("pk", flat=True))
    terms = Term.objects.select_related("parent").in_bulk(
        {key for item in items for key in (item.category_id, item.era_id) if key}
    )
    places = Place.objects.in_bulk({each.place_id for each in by_item.values() if each.place_id})
    drafts = dict(
        Item.objects.filter(Q(has_unpublished_changes=True) | Q(live=False), pk__in=keys)
        .exclude(latest_revision=None)
        .values_list("pk", "latest_revision__content")
    )
    materials = _beside(Item.materials.through.objects, keys, "item", "term__position",
                        "term__code", "term__name")  # fmt: skip
    codes = {name: code for code, name in Term.objects.of("material").values_list("code", "name")}
    numbers = _beside(NumberGiven.objects, keys, "item", "pk", "label")
    stories, tellers, kept_stories = _stories(keys)
    captions = _beside(Photo.objects, keys, "item", "sort_order", "caption")
    tags = _beside(ItemTag.objects, keys, "content_object", "pk", "tag__name")
    for item in items:
        holding = by_item.get(item.pk)
        yield Row(
            item=item,
            holding=holding,
            place=places.get(holding.place_id) if holding else None,
            category=terms.get(item.category_id),
            era=terms.get(item.era_id),
            public=item.pk in public,
            draft=drafts.get(item.pk, {}),
            materials=materials.get(item.pk, []),
            made_of=made_of(materials.get(item.pk, []), item.materials_text, codes),
            numbers=[label for (label,) in numbers.get(item.pk, [])],
            stories=stories.get(item.pk, []),
            tellers=tellers.get(item.pk, []),
            kept_stories=kept_stories.get(item.pk, []),
            captions=[caption for (caption,) in captions.get(item.pk, [])],
            tags=[name for (name,) in tags.get(item.pk, [])],
        )


def made_of(materials: list[tuple[str, str]], text: str, codes: dict[str, str]) -> list[str]:
    """Return the codes of what a thing is made of: as chosen from the list, else as it was told
    (木；轮上棉绳；铁锭 → 木, 铁). 胶木 is no 木: the longer name is read first."""
    found = {code for code, _name in materials}
    if not found:
        for name in sorted(codes, key=len, reverse=True):
            if name in text:
                text = text.replace(name, " ")
                found.add(codes[name])
    return sorted(found)


def _stories(keys) -> tuple[dict[int, list[str]], dict[int, list[str]], dict[int, list[str]]]:
    """Return the stories of each object, who tells them, and those that may not go on the web."""
    texts: dict[int, list[str]] = {}
    tellers: dict[int, list[str]] = {}
    kept: dict[int, list[str]] = {}
    found = Story.objects.filter(item__in=keys).select_related("teller__merged_into")
    for story in found.order_by("sort_order", "pk"):
        if story.may_publish is False:
            kept.setdefault(story.item_id, []).append(story.text)
            continue
        texts.setdefault(story.item_id, []).append(story.text)
        tellers.setdefault(story.item_id, []).append(story.teller_as_named)
    return texts, tellers, kept


def _beside(manager, keys, item: str, order: str, *columns: str) -> dict[int, list[tuple]]:
    """Return columns of what belongs to each object, in its order."""
    found: dict[int, list[tuple]] = {}
    rows = manager.filter(**{f"{item}__in": keys}).order_by(order, "pk")
    for key, *values in rows.values_list(f"{item}_id", *columns):
        found.setdefault(key, []).append(tuple(values))
    return found
