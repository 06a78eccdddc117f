"""One object by its number, its neighbours, a printed code, the live figures."""

from collections.abc import Iterable

from museum import numbering
from museum.catalogue.models import Item, Tag
from museum.catalogue.public.composing import address, card, clean, page, pictures_of
from museum.catalogue.public.facts import ItemRows, cards_of, fill, fill_page, of_draft, page_of
from museum.catalogue.public.halls import hall_of
from museum.catalogue.public.shapes import (
    Figures,
    Neighbours,
    PublicCard,
    PublicItem,
    Resolved,
    Visit,
)
from museum.freshness.remembering import remembered
from museum.reading.designations import designation


def item(number: str) -> PublicItem | None:
    """Return the public object with this number (any of its numbers), or None."""
    rows = page_of(clean(number))
    if rows is None:
        return None
    fill({rows.facts.pk: rows})
    fill_page(rows)
    return page(rows, pictures_of([rows]))


def visit(number: str, limit: int = 4) -> Visit | None:
    """Return the public object with this number and what stands in the same hall, or None."""
    rows = page_of(clean(number))
    if rows is None:
        return None
    facts = rows.facts
    hall = hall_of(facts.hall) if facts.displayed and facts.for_display else None
    near: dict[int, ItemRows] = {}
    if hall is not None:
        keys = hall.next_to(facts.parent or facts.pk, limit)
        found = cards_of(keys) if keys else {}
        near = {key: found[key] for key in keys if key in found and key != facts.pk}
    # One question for the photos of all of them, one for the copies.
    fill({**near, facts.pk: rows})
    fill_page(rows)
    pictures = pictures_of([rows, *near.values()])
    return Visit(
        item=page(rows, pictures),
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
    found = cards_of(ids)
    fill(found)
    pictures = pictures_of(found.values())
    return {key: card(rows, pictures) for key, rows in found.items()}


def resolve(code: str) -> Resolved | None:
    """Return where a printed code leads; None for a code that was never given.

    An object's number may be typed in any writing: cs12 is CS00012.
    """
    tags = Tag.objects.select_related("place", "item__holding__donation")
    tag = tags.filter(code=clean(code)).first()
    if tag is None and (read := designation(clean(code))):
        number, *part = read.figures
        label = numbering.label(read.letters, number) + "".join(f"-{each}" for each in part)
        tag = tags.filter(code=label, place=None).first()
    if tag is None:
        return None
    if tag.place_id:
        return Resolved("place", f"/objects/?place={tag.code}") if tag.place.for_display else None
    if not Item.objects.public().filter(pk=tag.item_id).exists():
        return Resolved("hidden", "")
    return Resolved("object", address(tag.item.holding.designation))


def opened_by(typed: str) -> str:
    """Return the page of the public object whose number was typed, in any writing (CS12, cs-00012); ""
    where it is none."""
    if designation(typed) is None:
        return ""
    found = resolve(typed)
    return found.address if found and found.kind == "object" else ""


def figures() -> Figures:
    """Return the live figures, in 件, parts not counted."""
    return remembered("figures", _figures)


def preview(draft: Item, *, whole: bool = False) -> PublicItem:
    """Return a draft as its page would show it, through the same allow-list; whole: with the stories
    that may not go on the web, for the desk."""
    rows = of_draft(draft, whole=whole)
    return page(rows, pictures_of([rows]))


def _figures() -> Figures:
    held = Item.objects.collected()
    return Figures(
        collected=held.count(),
        on_display=held.on_display().count(),
        public=Item.objects.public().whole().count(),
    )
