"""Cards of objects that were looked for, each with what it was found by."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from exhibits.addresses import address
from museum.catalogue import public as register
from museum.search import public as search
from museum.wording import StrOrPromise

LABELS = {
    "other": gettext_lazy("Also called"),
    "dialect": gettext_lazy("Called here"),
    "number": gettext_lazy("Number"),
    "category": gettext_lazy("Kind"),
    "era": gettext_lazy("Era"),
    "material": gettext_lazy("Material"),
    "origin": gettext_lazy("Made in"),
    "giver": gettext_lazy("From whom"),
    "teller": gettext_lazy("Told by"),
    "use": gettext_lazy("What for"),
    "provenance": gettext_lazy("Its way here"),
    "story": gettext_lazy("In the story"),
    "caption": gettext_lazy("Under the picture"),
    "tag": gettext_lazy("Word"),
}
FUZZY = {
    "called": gettext_lazy("The same thing under another name"),
    "sound": gettext_lazy("Sounds the same"),
    "initials": gettext_lazy("With these initials"),
    "near": gettext_lazy("Nearest to it"),
}


class ResultCard(NamedTuple):
    """A card, and why it was found: in which text, in pieces (words, marked or not)."""

    card: register.PublicCard
    title: tuple[tuple[str, bool], ...] = ()
    label: StrOrPromise = ""
    pieces: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class FuzzyCards:
    """What was not found so, but may be meant; address: all of them, "" where these are all."""

    name: StrOrPromise
    count: int
    found: tuple[ResultCard, ...]
    address: str


def cards(results: search.Results, conditions) -> tuple[list[ResultCard], list[FuzzyCards]]:
    """Return what was found as cards, fetched together: the page's, and those of the fuzzy tiers."""
    hits = [*results.hits, *(hit for tier in results.fuzzy for hit in tier.hits)]
    known = register.cards([hit.item for hit in hits])
    fuzzy = [
        FuzzyCards(
            FUZZY[tier.code],
            tier.count,
            tuple(result_card(hit, known) for hit in tier.hits if hit.item in known),
            address(conditions, like=tier.code) if tier.count > len(tier.hits) else "",
        )
        for tier in results.fuzzy
    ]
    return [result_card(hit, known) for hit in results.hits if hit.item in known], fuzzy


def alone(found: list[ResultCard], fuzzy: list[FuzzyCards]) -> ResultCard | None:
    """Return what was found where it is one thing alone: it gets a whole row, not a corner of one."""
    every = [*found, *(each for tier in fuzzy for each in tier.found)]
    return every[0] if len(every) == 1 else None


def result_card(hit: search.Hit, known) -> ResultCard:
    card, why = known[hit.item], hit.why
    if why is None:
        return ResultCard(card)
    if why.label == "title":
        return ResultCard(card, title=why.pieces)
    return ResultCard(card, label=LABELS.get(why.label, ""), pieces=why.pieces)
