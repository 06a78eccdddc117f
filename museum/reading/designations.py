"""Object numbers and other numbers of a register, as people write them: CS12, cs00012, ＣＳ－１２,
「CS-00012。」 are CS00012; RG-2023-7 is RG-2023-0007."""

import re
from typing import NamedTuple

from museum.reading.figures import in_one_width

QUOTES = "「」『』【】《》〈〉“”‘’\"'()[]<>。．.,，、;；:：!！?？#№ \t\u3000"
NUMBER = re.compile(r"([A-Z]{1,8})[\s\-_./]*((?:\d+[\s\-_./]*)+)")


class Designation(NamedTuple):
    """The letters of a series, and its figures: year and number, number and part, number alone."""

    letters: str
    figures: tuple[int, ...]


def designation(text: str) -> Designation | None:
    """Return what text designates, None where it is no such number. Two writings of one number are
    equal."""
    said = in_one_width(in_one_width(text).strip(QUOTES)).strip(QUOTES).upper()
    found = NUMBER.fullmatch(said) if len(said) <= 40 else None
    if found is None:
        return None
    figures = tuple(int(each) for each in re.findall(r"\d+", found[2]) if len(each) < 10)
    return Designation(found[1], figures) if figures else None
