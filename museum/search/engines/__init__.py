"""The database's own part of the index: which tokens it stores and how it is asked.

Both engines give the same sets, tier by tier; a test holds them against LIKE.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from django.db import connections


class Tier(IntEnum):
    """Why an object is found, the best first."""

    WHOLE = 0  # the whole title, or the number
    BEGINS = 1  # the title begins so
    TITLE = 2  # the title holds every word
    NAMES = 3  # title, other names, numbers
    USES = 4  # and what it is for
    PURPOSE = 5  # made for what was asked: as many steps as Query.purposes has, the likeliest first
    TEXT = 40  # any field: the exact tier ends here


class Fuzzy(IntEnum):
    """The fuzzy tiers, below every exact one."""

    CALLED = 41  # the same thing under another name
    SOUND = 42  # pinyin, or other characters that sound so
    INITIALS = 43
    NEAR = 44  # only where nothing else was found


class Purpose(NamedTuple):
    """Things that are made for one purpose: by words in their names, or in what is said of their use."""

    names: tuple[str, ...]
    uses: tuple[str, ...] = ()


class Sound(NamedTuple):
    """Syllables in a row. closed: the last is whole, too, else it may go on (fang ch); sharing: one of
    these characters stands in the name, where anybody mistypes one and not all."""

    syllables: tuple[str, ...]
    closed: bool
    sharing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a query in the one form, and whether staff ask.

    purposes: what is made for what these words ask, the likeliest first. typing: more may come.
    """

    words: tuple[str, ...]
    staff: bool = False
    purposes: tuple[Purpose, ...] = ()
    typing: bool = False

    @property
    def steps(self) -> list[int]:
        """The tiers that there are for this query, the best first."""
        made_for_it = [Tier.PURPOSE + place for place in range(len(self.purposes))]
        return [tier for tier in Tier if tier < Tier.PURPOSE] + made_for_it + [Tier.TEXT]

    @property
    def joined(self) -> str:
        return "".join(self.words)


def engine(using: str = "default"):
    """Return the module that knows the database in use: its functions are the interface."""
    from museum.search.engines import postgres, sqlite

    return postgres if connections[using].vendor == "postgresql" else sqlite
