"""How the lines of a receipt fall into pages of A4, counted before they are printed."""

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

# Millimetres as paper.css sets them, so that the pages can be counted before they are printed.
ROOM = 265
HEAD, WHO, WHO_ROW, LEAD, FOOT = 24.5, 8, 9, 17, 9
TOTAL, TERM, TERMS = 10, 6.3, 9
LINE, TITLE_LINE = 5.6, 6
# Full-width characters that fit on a line of a column.
IN_TITLE, IN_NAMES, IN_WAY, IN_CONDITION, IN_TERM = 8, 9, 5, 12, 46


class Density(NamedTuple):
    picture: float
    padding: float
    sign: float


ON_ONE_PAGE = 6
LOOSE, TIGHT = Density(17, 3.8, 36), Density(13, 3.4, 32)


@dataclass(frozen=True)
class Line:
    number: int
    title: str
    other_names: str
    picture: str
    quantity: str
    pieces: int
    way: str
    way_note: str
    is_framed: bool
    condition: str
    conditions: str

    def height(self, density: Density) -> float:
        names = _("also called %(names)s") % {"names": self.other_names} if self.other_names else ""
        agreed = _("Agreed: %(words)s") % {"words": self.conditions} if self.conditions else ""
        name = TITLE_LINE * _lines(self.title, IN_TITLE) + LINE * _lines(names, IN_NAMES)
        state = LINE * (_lines(self.condition, IN_CONDITION) + _lines(agreed, IN_CONDITION))
        way = LINE * (1.2 + _lines(self.way_note, IN_WAY))
        return max(density.picture, name, state, way) + density.padding


@dataclass
class Page:
    number: int
    lines: list[Line]
    is_first: bool = False
    is_last: bool = False


@dataclass
class Paper:
    """What the receipt says, and how it falls into pages."""

    number: str
    day: str
    who: list[tuple[str, str]]
    signer: str
    lines: list[Line]
    terms: list[tuple[str, str]]
    is_tight: bool = False
    pages: list[Page] = field(default_factory=list)

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)


def _lines(text: str, width: int) -> int:
    length = sum(0.55 if ord(each) < 0x2000 else 1 for each in text)
    return math.ceil(length / width)


def paginate(paper: Paper) -> None:
    """Fill pages from the front. The last keeps the signatures, and never signatures alone."""
    rows = math.ceil(len(paper.who) / 2)
    first = ROOM - HEAD - WHO - WHO_ROW * rows - LEAD - FOOT
    closing = TOTAL + TERMS
    closing += TERM * sum(_lines(word + said, IN_TERM) for word, said in paper.terms)
    for density in (LOOSE, TIGHT):
        needed = sum(line.height(density) for line in paper.lines)
        if len(paper.lines) <= ON_ONE_PAGE and needed <= first - closing - density.sign:
            paper.is_tight = density is TIGHT
            paper.pages = [Page(1, paper.lines, is_first=True, is_last=True)]
            return
    parts = _divide(paper.lines, first, ROOM - HEAD - LEAD / 2 - FOOT, closing + LOOSE.sign)
    paper.pages = [
        Page(number, lines, is_first=number == 1, is_last=number == len(parts))
        for number, lines in enumerate(parts, start=1)
    ]


def _divide(lines: list[Line], first: float, after: float, closing: float) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    left = first
    for line in lines:
        need = line.height(LOOSE)
        if need > left and pages[-1]:
            pages.append([])
            left = after
        pages[-1].append(line)
        left -= need
    if left < closing and len(pages[-1]) > 1:
        pages.append([pages[-1].pop()])
    return pages
