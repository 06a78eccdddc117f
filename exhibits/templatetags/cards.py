"""Cards of objects, as the pages lay them out."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from exhibits.addresses import address
from exhibits.result_cards import ResultCard
from museum.catalogue.public import PublicCard, PublicItem

register = template.Library()
Row = tuple[str, str, str, str]  # name, words, an address for the words, what follows them


@register.filter
def alone(cards: Iterable[PublicCard]) -> list[ResultCard]:
    """Return cards that were not looked for."""
    return [ResultCard(card) for card in cards]


@register.filter
def line(card: PublicCard) -> str:
    """Return the facts under a card's title: 20世纪50年代·木、铁·寄存."""
    facts = (card.era, card.materials, card.way, _("replica") if card.is_replica else "")
    return "·".join(filter(None, facts))


@register.filter
def facts(item: PublicItem) -> list[Row]:
    """Return what is known of an object."""
    return _filled(_first(item)) + _filled(_further(item))


@register.filter
def first_facts(item: PublicItem) -> list[Row]:
    """Return what stands beside the name, before the story on a telephone."""
    return _filled(_first(item))


@register.filter
def further_facts(item: PublicItem) -> list[Row]:
    return _filled(_further(item))


def _filled(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row[1]]


def _first(item: PublicItem) -> list[Row]:
    return [
        (_("Also called"), item.other_names, "", ""),
        (_("Era"), item.era, "", ""),
        (_("How it came"), item.came, "", ""),
    ]


def _further(item: PublicItem) -> list[Row]:
    narrower = f"·{item.subcategory}" if item.subcategory else ""
    return [
        (_("Kind"), item.category, address({"category": item.category_code}), narrower),
        (_("Material"), item.materials, "", ""),
        (_("Made in"), item.made_in, "", ""),
        (_("Size"), item.size, "", ""),
        (_("Pieces"), item.pieces, "", ""),
        (_("With it"), "、".join(item.parts), "", ""),
        (_("Use"), item.use, "", ""),
        (_("Condition now"), item.condition, "", ""),
        (_("How it was handed down"), item.provenance, "", ""),
    ]
