"""One object by its number, its neighbours, a printed code, the live figures."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from museum import stamps
from museum.catalogue.models import Item, Tag
from museum.catalogue.public.composing import (
    address,
    card,
    clean,
    for_cards,
    of_cards,
    of_pages,
    page,
    with_facts,
    with_facts_of_cards,
)
from museum.catalogue.public.shapes import (
    Figures,
    Neighbours,
    PublicCard,
    PublicItem,
    Resolved,
    Visit,
)


def item(number: str) -> PublicItem | None:
    """Return the public object with this number (any of its numbers), or None."""
    found = _centre(number)
    if found is None:
        return None
    prefetch_related_objects([found], *of_cards(), *of_pages())
    return page(found)


def visit(number: str, limit: int = 4) -> Visit | None:
    """Return the public object with this number and what stands in the same hall, or None."""
    found = _centre(number)
    if found is None:
        return None
    others, near = _others(found), []
    if others is not None:
        near = list(_near(found, others, limit))
    # One question for the pictures of all of them.
    prefetch_related_objects([found, *near], *of_cards())
    prefetch_related_objects([found], *of_pages())
    return Visit(
        item=page(found),
        neighbours=_neighbours(found, others, near) if others is not None else None,
    )


def cards(ids: Iterable[int]) -> dict[int, PublicCard]:
    """Return the cards of those of ids that are public, by id, in a fixed number of queries."""
    ids = list(ids)
    # One that is not public today is waited for too.
    stamps.note(*map(stamps.item, ids))
    return {each.pk: card(each) for each in for_cards(Item.objects.public().filter(pk__in=ids))}


def resolve(code: str) -> Resolved | None:
    """Return where a printed code leads; None for a code that was never given."""
    tags = Tag.objects.select_related("place", "item__holding__donation")
    tag = tags.filter(code=clean(code)).first()
    if tag is None:
        return None
    if tag.place_id:
        return Resolved("place", f"/objects/?place={tag.code}") if tag.place.for_display else None
    if not Item.objects.public().filter(pk=tag.item_id).exists():
        return Resolved("hidden", "")
    return Resolved("object", address(tag.item.holding.designation))


def figures() -> Figures:
    """Return the live figures, in 件, parts not counted."""
    stamps.note(stamps.SHELF)
    held = Item.objects.collected()
    return Figures(
        collected=held.count(),
        on_display=held.on_display().count(),
        public=Item.objects.public().whole().count(),
    )


def preview(draft: Item) -> PublicItem:
    """Return a draft as its page would show it, through the same allow-list."""
    return page(draft)


def _centre(number: str) -> Item | None:
    found = Item.objects.public().filter(codes__code=clean(number))
    return with_facts(found).first()


def _others(centre: Item):
    """Return everything public in the hall where centre stands, None where it is not on display."""
    place = centre.holding.place
    if place is None or not (centre.holding.is_on_display and place.for_display):
        return None
    return Item.objects.public().whole().on_display().filter(holding__place__root=place.root_id)


def _near(centre: Item, others, limit: int) -> list[Item]:
    """Return the next ones by number, and from the beginning again where the hall's numbers end."""
    near = with_facts_of_cards(others.exclude(pk=centre.pk)).order_by(
        "holding__series", "holding__number"
    )
    after = list(near.filter(holding__number__gt=centre.holding.number or 0)[:limit])
    missing = limit - len(after)
    return after + (list(near.exclude(pk__in=[it.pk for it in after])[:missing]) if missing else [])


def _neighbours(centre: Item, others, near: list[Item]) -> Neighbours:
    hall = centre.holding.place.root
    stamps.note(stamps.hall(hall.pk))
    return Neighbours(
        hall=hall.name,
        hall_code=str(hall.pk),
        count=others.count(),
        cards=tuple(card(each) for each in near),
    )
