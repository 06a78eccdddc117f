"""What may be meant by what was typed so far."""

from museum.reading.queries import words_of
from museum.search import indexing
from museum.search.engines import Fuzzy, Query, Tier, engine
from museum.search.fuzzy import fuzzy
from museum.search.listing import condition
from museum.search.paging import fetched

TIERS = (Tier.WHOLE, Tier.BEGINS, Tier.TITLE, Tier.NAMES)
FUZZY_TIERS = (Fuzzy.CALLED, Fuzzy.SOUND, Fuzzy.INITIALS)
OF_EACH = 24


def suggest(typed: str, limit: int = 8, *, staff: bool = False) -> list[str]:
    """Return titles that begin with, hold or sound like what was typed so far: of public objects,
    for staff of all there are."""
    indexing.fresh()
    query = Query(words_of(typed)[:2], staff=staff, typing=True)
    if not query.words:
        return []
    sources = [engine().tier_of(query, tier) for tier in TIERS]
    sources += filter(None, (fuzzy(query, tier) for tier in FUZZY_TIERS))
    where, values = ("1 = 1", []) if staff else condition({})
    parts, given = [], []
    for place, (select, more) in enumerate(sources):
        parts.append(
            f"SELECT * FROM (SELECT {place} AS place, e.item_id AS item "
            f"FROM (SELECT * FROM ({select}) x) h {engine().JOIN} search_entry e "
            f"ON e.item_id = h.item WHERE {where} LIMIT {OF_EACH}) s{place}"
        )
        given += [*more, *values]
    # Where the index could not be brought up to date, what waits may have been closed meanwhile.
    waits = "SELECT 1 FROM search_stale w WHERE w.item = f.item"
    rows = fetched(
        f"SELECT i.title FROM ({' UNION ALL '.join(parts)}) f "
        f"JOIN catalogue_item i ON i.id = f.item {'' if staff else f'WHERE NOT EXISTS ({waits}) '}"
        "ORDER BY f.place, f.item",
        given,
    )
    return list(dict.fromkeys(title for (title,) in rows))[:limit]
