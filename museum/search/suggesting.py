"""What may be meant by what was typed so far."""

from museum.search import indexing
from museum.search.engines import Like, Question, Tier, engine
from museum.search.meaning import looser
from museum.search.narrowing import Narrowing, narrowed
from museum.search.paging import fetched
from museum.search.words import words_of

TIERS = (Tier.WHOLE, Tier.BEGINS, Tier.TITLE, Tier.NAMES)
LIKES = (Like.CALLED, Like.SOUND, Like.INITIALS)
OF_EACH = 24


def suggest(query: str, limit: int = 8, *, staff: bool = False) -> list[str]:
    """Return titles that begin with, hold or sound like what was typed so far: of public objects,
    for staff of all there are."""
    indexing.fresh()
    question = Question(words_of(query)[:2], staff=staff)
    if not question.words:
        return []
    sources = [engine().tier_of(question, tier) for tier in TIERS]
    sources += filter(None, (looser(question, like) for like in LIKES))
    where, values = ("1 = 1", []) if staff else narrowed(Narrowing())
    parts, given = [], []
    for place, (select, more) in enumerate(sources):
        parts.append(
            f"SELECT * FROM (SELECT {place} AS place, e.item_id AS item "
            f"FROM (SELECT * FROM ({select}) x) h {engine().JOIN} search_entry e "
            f"ON e.item_id = h.item WHERE {where} LIMIT {OF_EACH}) s{place}"
        )
        given += [*more, *values]
    rows = fetched(
        f"SELECT i.title FROM ({' UNION ALL '.join(parts)}) f "
        "JOIN catalogue_item i ON i.id = f.item ORDER BY f.place, f.item",
        given,
    )
    return list(dict.fromkeys(title for (title,) in rows))[:limit]
