"""How many there are, in all and of each kind, kept for as long as the index stays as it is."""

from collections import OrderedDict
from dataclasses import dataclass

from museum.search.engines import engine
from museum.search.naming import named
from museum.search.narrowing import FACETS, Narrowing, narrowed
from museum.search.paging import fetched

CACHED: OrderedDict = OrderedDict()
CACHED_AT_MOST = 512


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
    """Count once over all hits: the whole, and each facet without its own condition."""
    shared, values = narrowed(Narrowing(place=narrowing.place))
    columns = "e.item_id, e.kind, e.category, e.era, e.hall, e.household, e.displayed, e.storied"
    if source:
        select, more = source
        start = f"FROM ({select}) h {engine().JOIN} search_entry e ON e.item_id = h.item"
    else:
        start, more = "FROM search_entry e", []
    parts, given = [], []

    def add(name, chosen, own):
        conditions, those = narrowed(own, shared=False)
        parts.append(
            f"SELECT '{name}' AS facet, {chosen} AS code, count(*) AS n FROM hits e "
            f"WHERE {conditions} GROUP BY 2"
        )
        given.extend(those)

    add("count", "''", narrowing.without("place"))
    for name, column in FACETS.items():
        own = narrowing.without("place", name)
        if name == "material":
            conditions, those = narrowed(own, shared=False)
            parts.append(
                "SELECT 'material', m.code, count(*) FROM hits e JOIN search_material m "
                f"ON m.entry_id = e.item_id WHERE {conditions} GROUP BY 2"
            )
            given.extend(those)
        else:
            add(name, column, own)
    rows = fetched(
        f"WITH hits AS MATERIALIZED (SELECT {columns} {start} WHERE {shared}) "
        + " UNION ALL ".join(parts),
        [*more, *values, *given],
    )
    found: dict[str, list] = {name: [] for name in FACETS}
    count = 0
    for name, code, number in rows:
        if name == "count":
            count = number
        elif code:
            found[name].append((code, number))
    return Counted(
        count,
        {
            name: tuple(Choice(*each) for each in named(name, those, version))
            for name, those in found.items()
        },
    )
