"""Codes of tags: four digits or more and a check letter, 0147–F; of places WZ007–M.

The letter is the sum of the characters, each times its place (2, 3, 4 …), modulo 19: a prime greater
than any weight, so that every wrong character and every two neighbours that changed places are
noticed. The nineteen letters are those that nobody takes for another letter or a figure. All of this
hangs on things: it never changes.
"""

import re
from typing import NamedTuple

from museum.reading.figures import in_one_width

LETTERS = "ACDEFHJKLMNPRTUVWXY"
WIDTH = 4
BETWEEN = re.compile(r"[\s\-‐-―_.·/]+")
QUOTES = "「」『』“”‘’\"'()[]。，,;；:：#№"
OF_A_TAG = re.compile(r"([0-9]{4,9})([A-Z])")
OF_A_PLACE = re.compile(r"(WZ[0-9]{3,9})([A-Z])")


class Read(NamedTuple):
    """What was read: the code as it is kept, and whether its letter is the right one."""

    code: str
    fits: bool


def check_letter(body: str) -> str:
    return LETTERS[sum(weight * ord(each) for weight, each in enumerate(body, start=2)) % 19]


def code_of(number: int) -> str:
    """Return the code of the tag with this running number: 0147F."""
    body = f"{number:0{WIDTH}d}"
    return body + check_letter(body)


def in_clear(code: str) -> str:
    """Return a tag's or a place's code as it is printed beside its QR code: 0147–F, WZ007–M."""
    if OF_A_TAG.fullmatch(code):
        return f"{code[:-1]}–{code[-1]}"
    return f"{code}–{check_letter(code)}" if code.startswith("WZ") else code


def read(text: str) -> Read | None:
    """Return what was typed or scanned as the code of a tag or a place, in any width and case, with
    or without the dash, also as the end of an address; None where it is no such code."""
    said = in_one_width(text).strip().strip(QUOTES).rstrip("/").rpartition("/")[2].upper()
    said = BETWEEN.sub("", said)
    if found := OF_A_TAG.fullmatch(said):
        return Read(said, check_letter(found[1]) == found[2])
    if found := OF_A_PLACE.fullmatch(said):
        return Read(found[1], check_letter(found[1]) == found[2])
    return None
