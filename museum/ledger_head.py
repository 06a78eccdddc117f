"""The end of the ledger as it is printed on paper, and read off it again."""

import re
import unicodedata
import uuid
from dataclasses import dataclass

from museum.ledger import LedgerLine

# No I, L, O: the letters are read off paper and typed.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Head:
    """The end of the chain as it is printed: 1234 KQTM-WXPZ-RHVD. Whoever has it on paper can tell
    later that every line up to this one is still the same, even where all of it was written anew."""

    sequence: int
    letters: str

    def __str__(self):
        parts = (self.letters[at : at + 4] for at in range(0, len(self.letters), 4))
        return f"{self.sequence} {'-'.join(parts)}"


def at(line: LedgerLine) -> Head:
    """Return the chain's head when line was its last."""
    return of_hash(line.sequence, line.hash)


def of_hash(sequence: int, digest: str) -> Head:
    """Return the head of a chain that ends with a line of this number and hash."""
    left, letters = int(digest, 16), ""
    for _place in range(12):
        left, place = divmod(left, len(LETTERS))
        letters += LETTERS[place]
    return Head(sequence, letters)


def now() -> Head | None:
    """Return the chain's head now, None before the first line."""
    last = LedgerLine.objects.order_by("-sequence").first()
    return at(last) if last else None


def left_by(key: uuid.UUID) -> Head | None:
    """Return the chain's head as the act with key left it."""
    line = LedgerLine.objects.filter(uuid=key).first()
    return at(line) if line else None


def read(typed: str) -> Head | None:
    """Return a head as it was typed off paper, whatever stands between number and letters."""
    found = re.fullmatch(r"\D*(\d{1,18})[^0-9A-Z]*([A-Z](?:[^0-9A-Z]*[A-Z]){11})[^0-9A-Z]*",
                         unicodedata.normalize("NFKC", typed).upper())  # fmt: skip
    if found is None:
        return None
    return Head(int(found[1]), "".join(sign for sign in found[2] if sign.isalpha()))
