"""Cards of objects, as the pages lay them out."""

from collections.abc import Iterable
from typing import NamedTuple

from django import template
from django.utils.translation import gettext as _

from museum.catalogue.public import PublicCard

register = template.Library()


class Found(NamedTuple):
    """A card, and why it was found: in which text, in pieces (words, marked or not)."""

    card: PublicCard
    title: tuple[tuple[str, bool], ...] = ()
    label: str = ""
    pieces: tuple[tuple[str, bool], ...] = ()


@register.filter
def alone(cards: Iterable[PublicCard]) -> list[Found]:
    """Return cards that were not looked for."""
    return [Found(card) for card in cards]


@register.filter
def line(card: PublicCard) -> str:
    """Return the facts under a card's title: 20世纪50年代·木、铁·寄存."""
    facts = (card.era, card.materials, card.way, _("replica") if card.is_replica else "")
    return "·".join(filter(None, facts))
