"""How many there are, in all and of each kind, kept for as long as the index stays as it is."""

import threading
from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from museum.search.engines import engine
from museum.search.facet_names import named
from museum.search.listing import BETWEEN, FACETS, PACKED, Listing, condition

CACHED: OrderedDict = OrderedDict()
CACHED_AT_MOST = 512
LOCK = threading.Lock()  # looking a count up moves it to the end: threads must not do so at once
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


def count(listing: Listing, source, version) -> Counted:
    """Return count and facets of what source finds (None: of everything) under the listing's filters."""
    key = (version, source and str(source), tuple(listing.conditions.items()))
    with LOCK:
        if key in CACHED:
            CACHED.move_to_end(key)
            return CACHED[key]
    # Outside the lock: two threads may count the same twice, none waits for another's count.
    found = _count(listing.conditions, source, version)
    with LOCK:
        CACHED[key] = found
        while len(CACHED) > CACHED_AT_MOST:
            CACHED.popitem(last=False)
    return found


def _count(filters: dict[str, str], source, version) -> Counted:
    """Count in one pass over all hits: the whole, and each facet without its own condition.

    The database hands over what each hit is, and Python counts: for a word that half of all objects
    hold, that takes a third of the time of as many GROUP BYs.
    """
    missed, given = ["''"], []
    for name in FACETS:
        if name in filters:
            meets, values = condition({name: filters[name]}, is_public=False)
            missed.append(f"CASE WHEN {meets} THEN '' ELSE '{name}' END")
            given += values
    start, more = "FROM search_entry e", []
    if source:
        select, more = source
        start = f"FROM ({select}) h {engine().JOIN} search_entry e ON e.item_id = h.item"
    shared, values = condition({name: filters[name] for name in filters if name not in FACETS})
    tallies: dict[str, tuple[Counter, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.packed, e.household, e.made_of, {' || '.join(missed)} {start} WHERE {shared}",
            [*given, *more, *values],
        )
        while rows := cursor.fetchmany(AT_ONCE):
            _tally(rows, tallies, any_chosen=len(missed) > 1)
    facets = _by_facet(tallies)
    return Counted(
        sum(tallies[""][0].values()) if "" in tallies else 0,
        {
            name: tuple(Choice(*each) for each in named(name, pairs, version))
            for name, pairs in facets.items()
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


def _by_facet(tallies: dict[str, tuple[Counter, ...]]) -> dict[str, list[tuple[str, int]]]:
    """Return the counts of each facet: of what meets every condition, or all but its own."""
    found: dict[str, dict[str, int]] = {name: defaultdict(int) for name in FACETS}
    for missed, (packed, households, made_of) in tallies.items():
        packed_facets = (
            found if missed == "" else {missed: found[missed]} if missed in found else {}
        )
        columns = [packed_facets.get(name) for name in PACKED]
        for text, count in packed.items():
            for column, code in zip(columns, text.split(BETWEEN), strict=False):
                if column is not None:
                    column[code] += count
        if (column := packed_facets.get("household")) is not None:
            for household, count in households.items():
                column[household] += count
        if (column := packed_facets.get("material")) is not None:
            for text, count in made_of.items():
                for code in text.split(BETWEEN):
                    column[code] += count
    return {name: [row for row in tally.items() if row[0]] for name, tally in found.items()}
