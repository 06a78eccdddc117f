"""How the list of a handover falls into pages of A4, counted before they are printed."""

import math
from dataclasses import dataclass, field

from museum.care.by_place import Thing, ThingsByPlace

# Millimetres as handover-paper.css sets them.
ROOM, HEAD, LEAD, COLUMNS, FOOT = 267, 22, 11, 9, 9
CLOSING = 66  # sums, the ledger's head, the places to sign
LINE, PADDING = 4.6, 2.3
# Full-width characters that fit on a line of a column.
IN_PLACE, IN_NUMBER, IN_TITLE, IN_QUANTITY, IN_WAY, IN_CONDITION = 9.3, 5, 8.5, 4.1, 4, 8.5


@dataclass(frozen=True)
class Row:
    number: int
    thing: Thing

    @property
    def condition(self) -> str:
        """The first clause: the rest stands in the register."""
        return first_clause(self.thing.condition)

    @property
    def height(self) -> float:
        thing = self.thing
        return PADDING + LINE * max(
            lines(thing.number, IN_NUMBER),
            lines(thing.title, IN_TITLE),
            lines(thing.quantity, IN_QUANTITY),
            lines(thing.way_words, IN_WAY),
            lines(self.condition, IN_CONDITION),
            1,
        )


@dataclass(frozen=True)
class Block:
    """The rows of one place on one page. of: how many there are in all, said where it begins."""

    place: str
    of: int
    rows: list[Row] = field(default_factory=list)
    goes_on: bool = False  # from the page before

    @property
    def height(self) -> float:
        return max(
            sum(row.height for row in self.rows), PADDING + LINE * lines(self.place, IN_PLACE)
        )


@dataclass(frozen=True)
class Page:
    number: int
    blocks: list[Block]
    is_first: bool = False
    is_last: bool = False


def paginate(things_by_place: ThingsByPlace) -> list[Page]:
    """Fill pages from the front. A place is parted only where it is longer than a page; the last page
    keeps the sums and the signatures, and never these alone."""
    first = ROOM - HEAD - LEAD - COLUMNS - FOOT
    after = first + LEAD
    pages: list[list[Block]] = [[]]
    left: float = first
    number = 0
    for place, things in things_by_place:
        rows = [Row(number + at, thing) for at, thing in enumerate(things, start=1)]
        number += len(rows)
        whole = Block(place, len(rows), rows)
        if whole.height > left and whole.height <= after and pages[-1]:
            pages.append([])
            left = after
        for block in _parted(whole, left, after):
            if block.height > left and pages[-1]:
                pages.append([])
                left = after
            pages[-1].append(block)
            left -= block.height
    if left < CLOSING:
        pages.append([_last_of(pages[-1])])
    return [
        Page(at, blocks, is_first=at == 1, is_last=at == len(pages))
        for at, blocks in enumerate(pages, start=1)
    ]


def _parted(whole: Block, left: float, after: float) -> list[Block]:
    """Return a place as blocks that each fit on a page."""
    if whole.height <= max(left, after):
        return [whole]
    parts, room = [Block(whole.place, whole.of)], left
    for row in whole.rows:
        if row.height > room and parts[-1].rows:
            parts.append(Block(whole.place, whole.of, goes_on=True))
            room = after
        parts[-1].rows.append(row)
        room -= row.height
    return parts


def _last_of(blocks: list[Block]) -> Block:
    """Take the last place, or where it is the only one its last line, off a page."""
    if len(blocks) > 1 and blocks[-1].height < ROOM - HEAD - COLUMNS - FOOT - CLOSING:
        return blocks.pop()
    block = blocks[-1]
    if len(block.rows) == 1:
        return blocks.pop()
    return Block(block.place, block.of, [block.rows.pop()], goes_on=True)


def first_clause(text: str) -> str:
    for sign in "；;。\n":
        text = text.partition(sign)[0]
    return text.strip()


def lines(text: str, width: float) -> int:
    length = sum(0.55 if ord(each) < 0x2000 else 1 for each in text)
    return math.ceil(length / width)
