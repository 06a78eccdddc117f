"""A card of an object as a list shows it."""

from typing import NamedTuple

from museum.catalogue.public import PublicCard
from museum.wording import StrOrPromise


class Found(NamedTuple):
    """A card, and why it was found: in which text, in pieces (words, marked or not)."""

    card: PublicCard
    title: tuple[tuple[str, bool], ...] = ()
    label: StrOrPromise = ""
    pieces: tuple[tuple[str, bool], ...] = ()
