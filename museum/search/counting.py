"""How many there are, in all and of each kind, kept for as long as the index stays as it is."""

from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from museum.search.engines import engine
from museum.search.naming import NAMES, named
from museum.search.narrowing import FACETS, PACKED, Narrowing, narrowed

CACHED: OrderedDict = OrderedDict()
CACHED_AT_MOST = 512
GONE: tuple[str, list[str]] = (
    "",
    [],
)  # what a number stands for whose text was forgotten meanwhile
AT_ONCE = 4000  # no more than these are in memory at a time


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet: a code for the address, words and how many objects it holds."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Counted:
    count: int
    facets: dict[str, tuple[Choice, ...]]


NOTHING = Counted(0, dict.fromkeys(FACETS, ()))


def counted(version, narrowing: Narrowing, source, key) -> Counted:
    """Return count and facets of what source finds (None: of everything). key: what it looks for."""
    key = (version, narrowing, key)
    if key in CACHED:
        CACHED.move_to_end(key)
        return CACHED[key]
    found = _count(narrowing, source, version)
    CACHED[key] = found
    while len(CACHED) > CACHED_AT_MOST:
        CACHED.popitem(last=False)
    return found


def _count(narrowing: Narrowing, source, version) -> Counted:
    """Count in one pass over all hits: the whole, and each facet without its own condition.

    The database hands over what each hit is, and Python counts: for a word that half of all objects
    hold, that takes a third of the time of as many GROUP BYs.
    """
    missed, given = ["''"], []
    for name in FACETS:
        if code := getattr(narrowing, name):
            condition, those = narrowed(Narrowing(**{name: code}), shared=False)
            missed.append(f"CASE WHEN {condition} THEN '' ELSE '{name}' END")
            given += those
    # What is no more in the tally is not public, and a join leaves it out.
    start, more, values = "FROM search_tally t", [], []
    if source:
        select, more = source
        start = f"FROM ({select}) h {engine().JOIN} search_tally t ON t.item_id = h.item"
    if narrowing != Narrowing():
        shared, values = narrowed(Narrowing(place=narrowing.place))
        start += f" {engine().JOIN} search_entry e ON e.item_id = t.item_id WHERE {shared}"
    tallies: dict[str, tuple[Counter, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.packed, t.household, t.made_of, {' || '.join(missed)} {start}",
            [*given, *more, *values],
        )
        while rows := cursor.fetchmany(AT_ONCE):
            _tally(rows, tallies, any_chosen=len(missed) > 1)
    facets = _by_facet(tallies, version)
    return Counted(
        sum(tallies[""][0].values()) if "" in tallies else 0,
        {
            name: tuple(Choice(*each) for each in named(name, told, version))
            for name, told in facets.items()
        },
    )


def _tally(rows, tallies: dict[str, tuple[Counter, ...]], any_chosen: bool) -> None:
    """Add rows to tallies, by which of the chosen conditions they miss."""
    parts = {"": rows}
    if any_chosen:
        parts = {}
        for row in rows:
            parts.setdefault(row[3], []).append(row)
    for missed, part in parts.items():
        own = tallies.setdefault(missed, (Counter(), Counter(), Counter()))
        for tally, column in zip(own, islice(zip(*part, strict=True), 3), strict=True):
            tally.update(column)


def _by_facet(tallies: dict[str, tuple[Counter, ...]], version) -> dict[str, list[tuple[str, int]]]:
    """Return the counts of each facet: of what meets every condition, or all but its own."""
    numbers = {number for own in tallies.values() for tally in own for number in tally}
    codes = NAMES.tallied(numbers, version) if numbers else {}
    found: dict[str, dict[str, int]] = {name: defaultdict(int) for name in FACETS}
    for missed, (packed, households, made_of) in tallies.items():
        told = found if missed == "" else {missed: found[missed]} if missed in found else {}
        columns = [told.get(name) for name in PACKED]
        for number, count in packed.items():
            for column, code in zip(columns, codes.get(number, GONE)[1], strict=False):
                if column is not None:
                    column[code] += count
        if (column := told.get("household")) is not None:
            for number, count in households.items():
                column[codes.get(number, GONE)[0]] += count
        if (column := told.get("material")) is not None:
            for number, count in made_of.items():
                for code in codes.get(number, GONE)[1]:
                    column[code] += count
    return {name: [row for row in tally.items() if row[0]] for name, tally in found.items()}
