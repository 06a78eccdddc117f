"""One page of what was found, the best first, read off without ranking every hit.

An address carries the key of the last hit before its page: tier, sort value and object. A page by
its number alone is the same page, counted off from the beginning.
"""

import json
from dataclasses import dataclass

from django.db import connection

from museum.search.engines import Fuzzy, Query, Tier, engine
from museum.search.listing import ERA, NEWEST, SORT_COLUMNS, Condition, Listing, condition, within

FUZZY_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Row:
    tier: int
    sort: str
    item: int
    count: int  # of a fuzzy tier
    said: list

    @property
    def key(self) -> str:
        return f"{self.tier}_{self.sort}_{self.item}"


def fetched(statement: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def page_rows(
    listing: Listing,
    query: Query,
    *,
    source: Condition | None = None,
    tier: Fuzzy | None = None,
    after: str = "",
    skip: int = 0,
    limit: int = 0,
    fuzzy_sources=(),
) -> list[Row]:
    """Return at most limit rows of source (of everything where it is None and limit is set), and
    below them the first ones of each fuzzy tier, in one question to the database.

    tier: what source is, where it is a fuzzy one. after: the key of the last row before these.
    """
    where = condition(listing.conditions)
    start = _read_key(after, listing.sort) if after else None
    parts, given = [], []
    if limit and source and tier is None and listing.sort not in SORT_COLUMNS:
        part, values = _by_tier(query, where, start, limit, 0 if start else skip)
        parts.append(part)
        given += values
    elif limit:
        # The fuzzy ones of one tier come in the order in which they came to the museum.
        column = "e.item_id" if tier else f"e.{SORT_COLUMNS.get(listing.sort, 'by_number')}"
        if (years := dict(listing.read).get("years")) and listing.sort not in SORT_COLUMNS:
            # What is wholly from then first, and what only may be behind it.
            column = f"(CASE WHEN {within(years)} THEN '0' ELSE '1' END || {column})"
        beyond, key = "", []
        if start:
            beyond = f" AND ({column}, e.item_id) > (%s, %s)"
            key, skip = [start[1], start[2]], 0
        entries, values = _entries(source) if source else ("FROM search_entry e", [])
        parts.append(
            f"SELECT * FROM (SELECT {int(tier or 0)} AS tier, CAST({column} AS varchar(40)) AS sort, "
            f"e.item_id AS item, 0 AS n {entries} WHERE {where[0]}{beyond} "
            f"ORDER BY {column}, e.item_id LIMIT {limit} OFFSET {skip}) f"
        )
        given += [*values, *where[1], *key]
    for each, (select, values) in fuzzy_sources:
        entries, values = _entries((f"SELECT * FROM ({select}) x", values))
        parts.append(
            f"SELECT * FROM (SELECT {int(each)} AS tier, CAST('' AS varchar(40)) AS sort, "
            f"e.item_id AS item, count(*) OVER () AS n {entries} "
            f"WHERE {where[0]} LIMIT {FUZZY_AT_MOST}) y{int(each)}"
        )
        given += [*values, *where[1]]
    if not parts:
        return []
    if query.words:
        # A join keeps no order: each row carries its place.
        found = fetched(
            "SELECT r.tier, r.sort, r.item, r.n, w.said FROM "
            f"(SELECT u.*, row_number() OVER () AS place FROM ({' UNION ALL '.join(parts)}) u) r "
            "LEFT JOIN search_words w ON w.item_id = r.item ORDER BY r.place",
            given,
        )
    else:
        found = [(*row, []) for row in fetched(" UNION ALL ".join(parts), given)]
    return [Row(tier, sort, item, n, json.loads(said) if isinstance(said, str) else said or [])
            for tier, sort, item, n, said in found]  # fmt: skip


def _entries(source: Condition) -> Condition:
    """Return the entries of what a source finds, for a FROM."""
    select, values = source
    return f"FROM ({select}) h {engine().JOIN} search_entry e ON e.item_id = h.item", values


def _by_tier(query: Query, where: Condition, start, limit: int, skip: int) -> Condition:
    """Read the tiers off one after the other, and of each no more than fits."""
    parts, given = [], []
    for tier in query.steps:
        if start and tier < start[0]:
            continue
        entries, values = _entries(engine().tier_of(query, tier))
        beyond, key = "", []
        if start and tier == start[0]:
            beyond, key = " AND e.item_id > %s", [start[2]]
        parts.append(
            f"SELECT * FROM (SELECT {int(tier)} AS tier, CAST('' AS varchar(40)) AS sort, "
            f"e.item_id AS item, 0 AS n {entries} WHERE {where[0]}{beyond} "
            f"ORDER BY h.item LIMIT {limit + skip}) t{int(tier)}"
        )
        given += [*values, *where[1], *key]
    statement = f"{' UNION ALL '.join(parts)} ORDER BY 1, 3 LIMIT {limit} OFFSET {skip}"
    return f"SELECT * FROM ({statement}) b", given


def _read_key(key: str, sort: str) -> tuple | None:
    """Return the key in an address as (tier, sort value, item), None where it is none."""
    tier, _dot, rest = key.partition("_")
    value, _dot, item = rest.rpartition("_")
    numbers = all(each.isascii() and each.isdigit() and len(each) < 16 for each in (tier, item))
    if not numbers or len(value) > 40 or int(tier) > Tier.TEXT:
        return None
    if sort in (ERA, NEWEST):
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
            return None
        return int(tier), int(value), int(item)
    return int(tier), value, int(item)
