"""One object by its number, its neighbours, a printed code, the live figures."""

from collections.abc import Iterable

from museum import stamps
from museum.catalogue.models import Item, Tag
from museum.catalogue.public.composing import address, card, clean, page, pictures_of
from museum.catalogue.public.facts import Told, cards_of, fill, fill_page, of_draft, page_of
from museum.catalogue.public.halls import hall_of
from museum.catalogue.public.shapes import (
    Figures,
    Neighbours,
    PublicCard,
    PublicItem,
    Resolved,
    Visit,
)
from museum.remembering import remembered


def item(number: str) -> PublicItem | None:
    """Return the public object with this number (any of its numbers), or None."""
    told = page_of(clean(number))
    if told is None:
        return None
    fill({told.facts.pk: told})
    fill_page(told)
    return page(told, pictures_of([told]))


def visit(number: str, limit: int = 4) -> Visit | None:
    """Return the public object with this number and what stands in the same hall, or None."""
    told = page_of(clean(number))
    if told is None:
        return None
    facts = told.facts
    hall = hall_of(facts.hall) if facts.displayed and facts.for_display else None
    near: dict[int, Told] = {}
    if hall is not None:
        keys = hall.next_to(facts.parent or facts.pk, limit)
        stamps.note(*map(stamps.card, keys))
        found = cards_of(keys) if keys else {}
        near = {key: found[key] for key in keys if key in found and key != facts.pk}
    # One question for the photos of all of them, one for the copies.
    fill({**near, facts.pk: told})
    fill_page(told)
    pictures = pictures_of([told, *near.values()])
    return Visit(
        item=page(told, pictures),
        neighbours=None if hall is None else Neighbours(
            hall=facts.hall_name,
            hall_code=str(facts.hall),
            count=len(hall),
            cards=tuple(card(each, pictures) for each in near.values()),
        ),
    )  # fmt: skip


def cards(ids: Iterable[int]) -> dict[int, PublicCard]:
    """Return the cards of those of ids that are public, by id, in a fixed number of queries."""
    ids = list(ids)
    # One that is not public today is waited for too.
    stamps.note(*map(stamps.card, ids))
    found = cards_of(ids)
    fill(found)
    pictures = pictures_of(found.values())
    return {key: card(told, pictures) for key, told in found.items()}


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
    return remembered("figures", _figures, stamps.REGISTER)


def preview(draft: Item) -> PublicItem:
    """Return a draft as its page would show it, through the same allow-list."""
    told = of_draft(draft)
    return page(told, pictures_of([told]))


def _figures() -> Figures:
    held = Item.objects.collected()
    return Figures(
        collected=held.count(),
        on_display=held.on_display().count(),
        public=Item.objects.public().whole().count(),
    )
