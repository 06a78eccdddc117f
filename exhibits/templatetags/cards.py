"""Cards of objects, as the pages lay them out."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from exhibits.addresses import address
from exhibits.found import Found
from museum.catalogue.public import PublicCard, PublicItem

register = template.Library()


@register.filter
def alone(cards: Iterable[PublicCard]) -> list[Found]:
    """Return cards that were not looked for."""
    return [Found(card) for card in cards]


@register.filter
def line(card: PublicCard) -> str:
    """Return the facts under a card's title: 20世纪50年代·木、铁·寄存."""
    facts = (card.era, card.materials, card.way, _("replica") if card.is_replica else "")
    return "·".join(filter(None, facts))


@register.filter
def facts(item: PublicItem) -> list[tuple[str, str, str, str]]:
    """Return what is known of an object as (name, words, an address for the words, what follows)."""
    narrower = f"·{item.subcategory}" if item.subcategory else ""
    rows = [
        (_("Also called"), item.other_names, "", ""),
        (_("Kind"), item.category, address({"category": item.category_code}), narrower),
        (_("Era"), item.era, "", ""),
        (_("Material"), item.materials, "", ""),
        (_("Made in"), item.made_in, "", ""),
        (_("Size"), item.size, "", ""),
        (_("Pieces"), item.pieces, "", ""),
        (_("With it"), "、".join(item.parts), "", ""),
        (_("Use"), item.use, "", ""),
        (_("Condition now"), item.condition, "", ""),
        (_("How it was handed down"), item.provenance, "", ""),
        (_("How it came"), item.came, "", ""),
    ]
    return [row for row in rows if row[1]]
