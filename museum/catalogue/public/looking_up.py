"""One object by its number, the ways on from it, a printed code, the live figures."""

from collections.abc import Iterable

from django.urls import reverse

from museum.catalogue.models import Item, Tag
from museum.catalogue.permissions import may
from museum.catalogue.public.around import SHOWN, Around, neighbours_of
from museum.catalogue.public.composing import address, card, clean, giver_of, page, pictures_of
from museum.catalogue.public.facts import (
    cards_of,
    fill,
    fill_materials,
    fill_page,
    fill_photos,
    of_draft,
    page_of,
)
from museum.catalogue.public.halls import hall_of
from museum.catalogue.public.shapes import (
    Figures,
    Kin,
    PublicCard,
    PublicItem,
    PublicPicture,
    Resolved,
    Visit,
)
from museum.freshness.remembering import remembered
from museum.pictures import serving
from museum.reading.designations import designation


def item(number: str) -> PublicItem | None:
    """Return the public object with this number (any of its numbers), or None."""
    rows = page_of(clean(number))
    if rows is None:
        return None
    fill({rows.facts.pk: rows})
    fill_page(rows)
    return page(rows, pictures_of([rows]))


def visit(number: str) -> Visit | None:
    """Return the public object with this number and the ways on from it, or None."""
    rows = page_of(clean(number))
    if rows is None:
        return None
    facts = rows.facts
    own = facts.parent or facts.pk
    is_told = facts.displayed and facts.for_display and not facts.place_hidden
    hall = hall_of(facts.hall) if is_told else None
    at = hall.at(own) if hall else None
    near = hall.near(at) if hall else []
    around = Around(facts, giver_of(facts), near)
    found = around.rows
    fill_photos({**found, facts.pk: rows})
    kin, shown = [], {*near, own, facts.pk}
    for name, code, words, candidates in around.kin():
        fresh = [key for key in candidates if key not in shown]
        keys = sorted(fresh, key=lambda key: not found[key].photos)[:SHOWN]
        shown.update(keys)
        if keys:
            kin.append((name, code, words, keys))
    told = {key: found[key] for key in shown if key in found} | {facts.pk: rows}
    fill_materials(told)
    fill_page(rows)
    pictures = pictures_of(told.values())
    made = {key: card(each, pictures) for key, each in told.items()}
    return Visit(
        item=page(rows, pictures),
        neighbours=neighbours_of(hall, at, facts, made) if hall else None,
        kin=tuple(
            Kin(name, code, words, tuple(made[key] for key in keys))
            for name, code, words, keys in kin
        ),
    )


def cards(ids: Iterable[int]) -> dict[int, PublicCard]:
    """Return the cards of those of ids that are public, by id, in a fixed number of queries."""
    ids = list(ids)
    found = cards_of(ids)
    fill(found)
    pictures = pictures_of(found.values())
    return {key: card(rows, pictures) for key, rows in found.items()}


def copy_of(picture: PublicPicture) -> bytes:
    """Return the copy of a picture that its page shows, nothing where it has gone."""
    return serving.copy_at(picture.url)


def resolve(code: str) -> Resolved | None:
    """Return where a printed code leads; None for a code that was never given, and for a tag that
    counts no more.

    An object's number may be typed in any writing: cs12 is CS00012.
    """
    leading = Tag.objects.leading().select_related("place", "item__holding__donation")
    tag = leading.named(clean(code))
    if tag is None:
        return None
    if tag.is_unused:
        return Resolved("unused", reverse("tags:code", args=[tag.code]))
    if tag.place_id:
        return Resolved("place", f"/objects/?place={tag.code}") if tag.place.for_display else None
    if not Item.objects.public().filter(pk=tag.item_id).exists():
        return Resolved("hidden", "")
    return Resolved("object", address(tag.item.holding.designation))


def scanned_by(user, code: str) -> str:
    """Return the desk's page of a code for whoever works with objects; "" for everybody else, and for
    what is no code."""
    if not may(user, "see"):
        return ""
    tag = Tag.objects.named(clean(code))
    return reverse("tags:code", args=[tag.code]) if tag else ""


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
