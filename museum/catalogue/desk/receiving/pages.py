"""How the lines of a receipt fall into pages of A4, counted before they are printed."""

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

# Millimetres as paper.css sets them, so that the pages can be counted before they are printed.
ROOM = 265
HEAD, WHO, WHO_ROW, LEAD, FOOT = 24.5, 8, 9, 17, 9
TOTAL, OVERLEAF, TERM, TERMS = 10, 7, 6.3, 9
LINE, TITLE_LINE = 5.6, 6
# Full-width characters that fit on a line of a column.
IN_TITLE, IN_NAMES, IN_WAY, IN_CONDITION, IN_TERM = 8, 9, 5, 12, 46
IN_QUANTITY, IN_WHO = 5, 15
# Whoever writes more than fills a column so far down has a line over the whole width below.
TALL = 70
IN_WIDE, IN_WIDE_TITLE = 40, 34


class Density(NamedTuple):
    picture: float
    padding: float
    sign: float


# A word in letters, or one character with the marks that may not begin a line.
WORD = re.compile(
    r"[^\s\u2000-\uffff]+|[^，。、；：！？）》」』”’…][，。、；：！？）》」』”’…]*|.", re.DOTALL
)

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

    @property
    def is_wide(self) -> bool:
        """Whether its words stand over the whole width, since a column of them would fill the page."""
        return self._in_columns() > TALL

    def height(self, density: Density) -> float:
        beside = max(density.picture, self._beside()) + density.padding
        if self.is_wide:
            return beside + self._words(IN_WIDE_TITLE, *[IN_WIDE] * 3) + density.padding
        return max(beside, self._in_columns() + density.padding)

    def _beside(self) -> float:
        way = LINE * (1.2 + _lines(self.way_note, IN_WAY))
        return max(way, LINE * _lines(self.quantity, IN_QUANTITY))

    def _in_columns(self) -> float:
        name = self._words(IN_TITLE, IN_NAMES, 0, 0)
        return max(name, self._words(0, 0, IN_CONDITION, IN_CONDITION))

    def _words(self, title: int, names: int, condition: int, agreed: int) -> float:
        """Return how much room the words take in columns so wide; 0: they do not stand there."""
        also = _("also called %(names)s") % {"names": self.other_names} if self.other_names else ""
        said = _("Agreed: %(words)s") % {"words": self.conditions} if self.conditions else ""
        texts = ((also, names), (self.condition, condition), (said, agreed))
        return TITLE_LINE * _lines(self.title, title) + LINE * sum(_lines(*each) for each in texts)


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
    lead: str = ""
    is_tight: bool = False
    pages: list[Page] = field(default_factory=list)

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)


def _lines(text: str, width: int) -> int:
    """Return on how many lines text falls in a column of so many full-width characters. A word goes to
    the next line as a whole, and is broken where a line is too short for it, as paper.css says."""
    lines, used = (1 if text and width else 0), 0.0
    for word in WORD.findall(text) if width else ():
        breadth = sum(map(_breadth, word))
        if used and used + breadth > width:
            lines, used = lines + 1, 0
        lines += math.ceil(breadth / width) - 1
        used += breadth % width if breadth > width else breadth
    return lines


def _breadth(letter: str) -> float:
    if ord(letter) >= 0x2000:
        return 1
    return 1 if letter in "MWmw@%" else 0.75 if letter.isupper() else 0.6


def _who_rows(who: list[tuple[str, str]]) -> float:
    """Return how high the facts at the head stand, two a row."""
    lines = [max(1, _lines(said, IN_WHO)) for _what, said in who]
    pairs = (lines[at : at + 2] for at in range(0, len(lines), 2))
    return sum(WHO_ROW + LINE * (max(pair) - 1) for pair in pairs)


def paginate(paper: Paper) -> None:
    """Fill pages from the front. The last keeps the signatures, and signatures alone only where one
    thing takes a page of its own."""
    first = ROOM - HEAD - WHO - _who_rows(paper.who) - LEAD - FOOT
    closing: float = TOTAL + TERMS
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
        if need > left - OVERLEAF and (pages[-1] or need <= after - OVERLEAF):
            pages.append([])
            left = after
        pages[-1].append(line)
        left -= need
    if left >= closing:
        return pages
    last = pages[-1].pop() if len(pages[-1]) > 1 else None
    fits = last is not None and last.height(LOOSE) <= after - closing
    if last is not None and not fits:
        pages[-1].append(last)
    pages.append([last] if last is not None and fits else [])
    return pages
