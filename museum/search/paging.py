"""One page of what was found, the best first, read off without ranking every hit.

An address carries the key of the last hit before its page: tier, sort value and object. A page by
its number alone is the same page, and hardly slower where it lies deep (landmarks.py).
"""

import json
from dataclasses import dataclass

from django.db import connection

from museum.search.engines import Like, Question, Tier, engine
from museum.search.landmarks import nearest
from museum.search.narrowing import Narrowing, narrowed

RELEVANCE, NUMBER, ERA, NEWEST = "relevance", "number", "era", "newest"
SORTS = {NUMBER: "by_number", ERA: "by_era", NEWEST: "by_newest"}
LOOSER_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Row:
    tier: int
    sort: str
    item: int
    count: int  # of a looser tier
    said: list

    @property
    def key(self) -> str:
        return f"{self.tier}_{self.sort}_{self.item}"


def fetched(statement: str, values: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def rows(
    question: Question,
    narrowing: Narrowing,
    *,
    source=None,
    like: Like | None = None,
    sort: str = RELEVANCE,
    key: str = "",
    skip: int = 0,
    limit: int = 0,
    likes=(),
    version=None,
) -> list[Row]:
    """Return at most limit rows of source, and below them the first ones of each looser tier in
    likes, in one question. version: of the index, for lists that are long."""
    where, values = narrowed(narrowing)
    sort = sort if sort in SORTS else RELEVANCE
    after = _after(key, sort) if key else None
    if after:
        skip = 0
    parts, given = [], []
    if limit and source and not like and sort == RELEVANCE:
        part, more = _by_tier(question, where, values, after, limit, skip)
        parts.append(part)
        given += more
    elif limit:
        # The looser ones of one tier come in the order in which they came to the museum.
        column = "item_id" if like else SORTS.get(sort, "by_number")
        beyond, those = "", []
        if after:
            beyond = f" AND (e.{column}, e.item_id) > (%s, %s)"
            those = [after[1], after[2]]
        elif not source and (mark := nearest(version, narrowing, column, skip)):
            beyond = f" AND (e.{column}, e.item_id) > (%s, %s)"
            those = [mark.value, mark.item]
            skip -= mark.place
        select, more = source or ("", [])
        start = _entries(select) if source else "FROM search_entry e"
        parts.append(
            f"SELECT * FROM (SELECT {int(like or 0)} AS tier, CAST(e.{column} AS varchar(40)) AS sort, "
            f"e.item_id AS item, 0 AS n {start} WHERE {where}{beyond} "
            f"ORDER BY e.{column}, e.item_id LIMIT {limit} OFFSET {skip}) f"
        )
        given += [*more, *values, *those]
    for each, (select, more) in likes:
        parts.append(
            f"SELECT * FROM (SELECT {int(each)} AS tier, CAST('' AS varchar(40)) AS sort, "
            f"e.item_id AS item, count(*) OVER () AS n {_entries(f'SELECT * FROM ({select}) x')} "
            f"WHERE {where} LIMIT {LOOSER_AT_MOST}) y{int(each)}"
        )
        given += [*more, *values]
    if not parts:
        return []
    if question.words:
        # A join keeps no order: each row carries its place.
        found = fetched(
            "SELECT r.tier, r.sort, r.item, r.n, w.said FROM "
            f"(SELECT u.*, row_number() OVER () AS place FROM ({' UNION ALL '.join(parts)}) u) r "
            "LEFT JOIN search_words w ON w.item_id = r.item ORDER BY r.place",
            given,
        )
    else:
        found = [(*row, []) for row in fetched(" UNION ALL ".join(parts), given)]
    return [Row(*row[:4], json.loads(row[4]) if isinstance(row[4], str) else row[4] or [])
            for row in found]  # fmt: skip


def _entries(select: str) -> str:
    return f"FROM ({select}) h {engine().JOIN} search_entry e ON e.item_id = h.item"


def _by_tier(question, where, values, after, limit, skip) -> tuple[str, list]:
    """Read the tiers off one after the other, and of each no more than fits."""
    parts, given = [], []
    for tier in Tier:
        if after and tier < after[0]:
            continue
        select, more = engine().tier_of(question, tier)
        beyond, key = "", []
        if after and tier == after[0]:
            beyond, key = " AND e.item_id > %s", [after[2]]
        parts.append(
            f"SELECT * FROM (SELECT {int(tier)} AS tier, CAST('' AS varchar(40)) AS sort, "
            f"e.item_id AS item, 0 AS n {_entries(select)} WHERE {where}{beyond} "
            f"ORDER BY h.item LIMIT {limit + skip}) t{int(tier)}"
        )
        given += [*more, *values, *key]
    statement = f"{' UNION ALL '.join(parts)} ORDER BY 1, 3 LIMIT {limit} OFFSET {skip}"
    return f"SELECT * FROM ({statement}) b", given


def _after(key: str, sort: str) -> tuple | None:
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
