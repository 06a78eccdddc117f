"""The database's own part of the index: which tokens it stores and how it is asked.

Both engines give the same sets, tier by tier; a test holds them against LIKE.
"""

from dataclasses import dataclass
from enum import IntEnum

from django.db import connections


class Tier(IntEnum):
    """Why an object is found, the best first. Each tier holds the ones above it."""

    WHOLE = 0  # the whole title, or the number
    BEGINS = 1  # the title begins so
    TITLE = 2  # the title holds every word
    NAMES = 3  # title, other names, numbers
    TEXT = 4  # any field: the exact tier ends here


class Like(IntEnum):
    """The looser tiers, below every exact one."""

    CALLED = 5  # the same thing under another name
    SOUND = 6  # pinyin, or other characters that sound so
    INITIALS = 7
    NEAR = 8  # only where nothing else was found


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a query in the one form, and whether staff ask."""

    words: tuple[str, ...]
    staff: bool = False

    @property
    def joined(self) -> str:
        return "".join(self.words)


def engine(using: str = "default"):
    """Return the module that knows the database in use: its functions are the interface."""
    from museum.search.engines import postgres, sqlite

    return postgres if connections[using].vendor == "postgresql" else sqlite
