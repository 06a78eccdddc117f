"""Where every so many lines of a list one stands, so that its last page is as near as its first.

Page 4,000 by its number alone would be counted off from the beginning. Every few hundred lines are
remembered with their place in the order, until the index changes; from there it is not far.
"""

from bisect import bisect_right
from collections import OrderedDict
from typing import NamedTuple

from museum.search.narrowing import Narrowing, narrowed

EVERY = 480  # some pages of 12, 24, 48 or 96
LISTS_AT_MOST = 32


class Landmark(NamedTuple):
    """The last line before a place in the list."""

    place: int
    value: str | int
    item: int


_known: OrderedDict[tuple, list[Landmark]] = OrderedDict()


def nearest(version, narrowing: Narrowing, column: str, skip: int) -> Landmark | None:
    """Return the last landmark within the first skip lines, None near the beginning."""
    if skip < EVERY:
        return None
    key = (version, narrowing, column)
    found = _known.get(key)
    if found is None:
        found = _known[key] = _read(narrowing, column)
        while len(_known) > LISTS_AT_MOST:
            _known.popitem(last=False)
    at = bisect_right(found, skip, key=lambda each: each.place)
    return found[at - 1] if at else None


def _read(narrowing: Narrowing, column: str) -> list[Landmark]:
    from museum.search.paging import fetched

    where, values = narrowed(narrowing)
    rows = fetched(
        f"SELECT place, sort, item FROM (SELECT e.{column} AS sort, e.item_id AS item, "
        f"row_number() OVER (ORDER BY e.{column}, e.item_id) AS place "
        f"FROM search_entry e WHERE {where}) x WHERE place %% {EVERY} = 0 ORDER BY place",
        values,
    )
    return [Landmark(*row) for row in rows]
