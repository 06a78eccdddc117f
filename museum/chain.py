"""The chain of the ledger read again, line by line, whatever stands in its cells."""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from museum import cells, ledger
from museum.cells import UNREADABLE
from museum.ledger import COVERED, FIRST, LedgerLine
from museum.numbering import Counter

COLUMNS = (*COVERED, "hash")
SEQUENCE, BEFORE, ROWS, HASH = map(COLUMNS.index, ("sequence", "before", "rows", "hash"))


class Held(NamedTuple):
    """That a row stands under seal: by which line, how, and how much of it."""

    line: int
    seal: str
    scheme: int


class Link(NamedTuple):
    """A line as a member of the chain. why: unreadable or changed, "" where it fits by itself."""

    sequence: Any
    before: Any
    hash: Any
    why: str
    about: str


@dataclass
class Chain:
    """What the lines say, and where they do not fit: (line, why, about) in the order of the lines.

    There are hundreds of thousands of these, so they lie here as plain tuples, which cost Python's
    collector nothing: Held and Link are made of them where one is looked at.
    """

    misfits: list[tuple[int, str, str]] = field(default_factory=list)
    held: dict[str, dict[int, tuple]] = field(default_factory=dict)  # of each row, the latest
    subjects: dict[str, dict[int, int]] = field(default_factory=dict)  # the first line about each
    authors: set = field(default_factory=set)
    schemes: set[int] = field(default_factory=set)
    was_taken_over: bool = False  # to the scheme of today
    links: list[tuple] = field(default_factory=list)


def read() -> Chain:
    """Read the whole chain once.

    Finds a changed line, a missing line, a line put in between and a shortened end.
    """
    chain = Chain()
    known: Any = FIRST
    for pk, *columns in cells.rows(LedgerLine._base_manager.all(), COLUMNS):
        why, about = ("", "") if _fits(columns) else _fault(pk, columns)
        before = (
            known if columns[BEFORE] == known else columns[BEFORE]
        )  # one text in memory, not two
        known = columns[HASH]
        chain.links.append((columns[SEQUENCE], before, known, why, about))
        if is_number(columns[SEQUENCE]):
            _note(chain, *columns)
    if any(not is_number(link[0]) for link in chain.links):
        chain.links.sort(key=_place)
    else:
        chain.links.sort(key=itemgetter(0))
    chain.misfits = _faults_of(chain.links)
    return chain


def is_number(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _place(link: tuple) -> tuple[bool, int]:
    readable = is_number(link[0])
    return not readable, link[0] if readable else 0


def _fits(columns: list) -> bool:
    try:
        return (
            ledger.digest(*columns[:HASH]) == columns[HASH]
            and is_number(columns[SEQUENCE])
            and _is_seals(columns[ROWS])
        )
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        return False


def _fault(pk: int, columns: list) -> tuple[str, str]:
    """Return what is wrong with a line that does not fit, and which cell where it is one."""
    bad = cells.unreadable(COLUMNS, tuple(columns))
    if not bad and not is_number(columns[SEQUENCE]):
        bad = ["sequence"]
    if not bad and not _is_seals(columns[ROWS]):
        bad = ["rows"]
    if not bad:
        return "changed", ""
    return "unreadable", f"museum.ledgerline:{pk} ({', '.join(bad)})"


def _is_seals(rows) -> bool:
    return isinstance(rows, dict) and all(isinstance(seal, str) for seal in rows.values())


def _note(chain: Chain, sequence: int, _uuid, by, _happened, _recorded, act, subject, _facts, _before,
          scheme, rows, _hash) -> None:  # fmt: skip
    """Note what a line says of rows, as far as it can be read."""
    scheme = scheme if is_number(scheme) else 0
    for row, seal in rows.items() if isinstance(rows, dict) else ():
        label, pk = _parted(row)
        held = chain.held.get(label)
        if held is None:
            held = chain.held[label] = {}
        earlier = held.get(pk)
        if earlier is None or earlier[0] < sequence:
            held[pk] = (sequence, seal, scheme)
    if isinstance(subject, str):
        label, pk = _parted(subject)
        lines = chain.subjects.setdefault(label, {})
        lines[pk] = min(sequence, lines.get(pk, sequence))
    chain.authors.add(by)
    chain.schemes.add(scheme)
    if act == ledger.TAKEN_OVER and scheme == ledger.SCHEME:
        chain.was_taken_over = True


def _parted(row: str) -> tuple[str, int]:
    label, _colon, pk = row.rpartition(":")
    try:
        return label, int(pk)
    except ValueError:
        return label, 0


def _faults_of(links: list[tuple]) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    before, expected = FIRST, 1
    for link in map(Link._make, links):
        if not is_number(link.sequence):
            found.append((0, link.why, link.about))
            continue
        if link.sequence != expected:
            found.append((expected, "missing", ""))
        elif UNREADABLE not in (before, link.before) and link.before != before:
            found.append((link.sequence, "before", ""))
        if link.why:
            found.append((link.sequence, link.why, link.about))
        before, expected = link.hash, link.sequence + 1
    if counters().get((ledger.CHAIN, 0), 0) != expected - 1:
        found.append((expected, "missing", ""))
    return found


def counters() -> dict[tuple[Any, Any], Any]:
    """Return every counter: (series, year) to the last number, whatever that may be."""
    counters = cells.rows(Counter._base_manager.all(), ("series", "year", "last"))
    return {(series, year): last for _pk, series, year, last in counters}


def first_misfit() -> tuple[int, str] | None:
    """Return (line number, "missing", "before", "changed" or "unreadable") of the first line that does
    not fit, or None."""
    return next(((line, why) for line, why, _about in read().misfits), None)
