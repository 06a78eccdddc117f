"""A question of the public, answered: which objects, why, how many of each kind.

The exact tier first, in five steps from the whole title down to any field; below it, labelled and
counted apart, the fuzzy tiers: what is called so elsewhere, sounds so or begins with these letters. The index gives
ids alone; what a page says of an object comes through the register's public door.
"""

from dataclasses import dataclass, replace

from museum.search import indexing
from museum.search.counting import NOTHING, Choice, count
from museum.search.engines import Fuzzy, Query, Tier, engine
from museum.search.excerpts import Why
from museum.search.facet_names import name_of
from museum.search.fuzzy import fuzzy, ways, why_found
from museum.search.listing import PER_PAGE_AT_MOST, Listing
from museum.search.meaning import Reading, understood
from museum.search.paging import Row, page_rows
from museum.search.purposes import purposes_of

CODES = {
    Fuzzy.CALLED: "called",
    Fuzzy.SOUND: "sound",
    Fuzzy.INITIALS: "initials",
    Fuzzy.NEAR: "near",
}
TIERS = {code: tier for tier, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """One object that was found, and why."""

    item: int
    why: Why | None


@dataclass(frozen=True, slots=True)
class FuzzyTier:
    """A fuzzy tier: its code in an address, how many it holds, its first hits."""

    code: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of a listing, counted; chosen: the filters that are set, as (name, code, words)."""

    hits: tuple[Hit, ...]
    count: int
    page: int
    pages: int
    first: int
    last: int
    next_key: str  # "" on the last page
    facets: dict[str, tuple[Choice, ...]]
    fuzzy: tuple[FuzzyTier, ...]
    words: tuple[str, ...]
    chosen: tuple[tuple[str, str, str], ...] = ()
    readings: tuple[Reading, ...] = ()
    rest: str = ""  # what of the question was not read, as it was typed
    is_purpose: bool = False  # whether the first ones were found by what they are for


def find(listing: Listing) -> Results:
    """Return the page of the public's list that listing asks for."""
    version = indexing.fresh()
    read, readings = understood(listing, version)
    results = _find(read, readings, version)
    if readings and not results.count and not results.fuzzy:
        # Nothing is from then or stands there; perhaps somebody tells of it.
        return _find(replace(listing, is_read=False), (), version)
    return results


def _find(listing: Listing, readings: tuple[Reading, ...], version) -> Results:
    query = Query(listing.words)
    if listing.is_read:
        purposes, is_exact = purposes_of(listing.words)
        # 洗脸架 is the name of a thing, though 洗脸 stands in it: only what nothing is called is a purpose.
        if purposes and (is_exact or not count(listing, engine().exact(query), version).count):
            query = replace(query, purposes=purposes)
    tier = TIERS.get(listing.tier) if query.words else None
    exact = engine().exact(query) if query.words else None
    source = fuzzy(query, tier) if tier else exact
    # Words were typed, and nothing of them can be looked for: only signs, or no such reading.
    cannot_be = source is None and (tier or listing.query.strip())
    counted = NOTHING if cannot_be else count(listing, source, version)
    per_page = max(1, min(listing.per_page, PER_PAGE_AT_MOST))
    pages = max(1, -(-counted.count // per_page))
    page = max(1, min(listing.page, pages))
    is_last = page == pages and query.words and not tier
    rows = page_rows(
        listing,
        query,
        source=source,
        tier=tier,
        after=listing.after if page > 1 else "",
        skip=(page - 1) * per_page,
        limit=per_page + 1 if counted.count else 0,
        fuzzy_sources=_fuzzy_sources(query, counted.count) if is_last else (),
    )
    if is_last and not rows and (near := fuzzy(query, Fuzzy.NEAR)):
        nearest = engine().best(*near, 200, ways(query, Fuzzy.NEAR))
        rows = page_rows(listing, query, fuzzy_sources=[(Fuzzy.NEAR, nearest)])
    listed = [row for row in rows if tier or row.tier < Fuzzy.CALLED]
    hits = tuple(Hit(row.item, why_found(row.said, query, tier)) for row in listed[:per_page])
    return Results(
        hits=hits,
        count=counted.count,
        page=page,
        pages=pages,
        first=(page - 1) * per_page + 1 if hits else 0,
        last=(page - 1) * per_page + len(hits),
        next_key=listed[per_page - 1].key if len(listed) > per_page else "",
        facets=counted.facets,
        fuzzy=_fuzzy_tiers(query, [] if tier else rows),
        words=query.words,
        chosen=tuple((name, code, name_of(name, code, version))
                     for name, code in listing.filters.items()),
        readings=readings,
        rest=listing.query,
        is_purpose=any(Tier.PURPOSE <= row.tier < Tier.TEXT for row in listed[:per_page]),
    )  # fmt: skip


def _fuzzy_sources(query: Query, count: int) -> list:
    """Return the fuzzy tiers that make sense for these words, with what finds them. What is found as
    it is written was not mistyped."""
    left = {Fuzzy.NEAR} | ({Fuzzy.SOUND} if count and not query.joined.isascii() else set())
    offered = ((tier, fuzzy(query, tier)) for tier in CODES if tier not in left)
    return [(tier, source) for tier, source in offered if source]


def _fuzzy_tiers(query: Query, rows: list[Row]) -> tuple[FuzzyTier, ...]:
    """Return the rows of the fuzzy tiers, tier by tier, each object once."""
    seen: set[int] = set()
    found: dict[Fuzzy, tuple[int, list[Hit]]] = {}
    for row in sorted((row for row in rows if row.tier >= Fuzzy.CALLED), key=lambda row: row.tier):
        tier = Fuzzy(row.tier)
        _count, hits = found.setdefault(tier, (row.count, []))
        if row.item not in seen:
            seen.add(row.item)
            hits.append(Hit(row.item, why_found(row.said, query, tier)))
    return tuple(
        FuzzyTier(CODES[tier], count, tuple(hits)) for tier, (count, hits) in found.items() if hits
    )
