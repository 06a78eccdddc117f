"""A question of the public, answered: which objects, why, how many of each kind.

The exact tier first, in five steps from the whole title down to any field; below it, labelled and
counted apart, what is called so elsewhere, sounds so or begins with these letters. The index gives
ids alone; what a page says of an object comes through the register's public door.
"""

from dataclasses import dataclass, field

from museum.search import indexing
from museum.search.counting import NOTHING, Choice, counted
from museum.search.engines import Like, Question, engine
from museum.search.marking import Why
from museum.search.meaning import looser, why_found
from museum.search.naming import name_of
from museum.search.narrowing import NAMES, Narrowing
from museum.search.paging import RELEVANCE, rows
from museum.search.words import words_of

PER_PAGE_AT_MOST = 96
CODES = {Like.CALLED: "called", Like.SOUND: "sound", Like.INITIALS: "initials", Like.NEAR: "near"}
LIKES = {code: like for like, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """One object that was found, and why."""

    item: int
    why: Why | None


@dataclass(frozen=True, slots=True)
class Looser:
    """A looser tier: how it is called in the address, how many it holds, its first hits."""

    code: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asks: words, conditions by code, an order, a page."""

    query: str = ""
    narrowing: Narrowing = field(default_factory=Narrowing)
    sort: str = RELEVANCE
    like: str = ""  # one looser tier by its code, for all of it
    page: int = 1
    after: str = ""  # the key of the last hit before this page; quicker than counting from page 1
    per_page: int = 24


@dataclass(frozen=True, slots=True)
class Answer:
    hits: tuple[Hit, ...]
    count: int
    page: int
    pages: int
    first: int
    last: int
    next_key: str  # "" on the last page
    facets: dict[str, tuple[Choice, ...]]
    looser: tuple[Looser, ...]
    words: tuple[str, ...]
    chosen: tuple[tuple[str, str, str], ...] = ()  # (parameter, code, words)


def ask(asked: Asked) -> Answer:
    """Return one page of what the public finds."""
    version = indexing.fresh()
    question = Question(words_of(asked.query))
    like = LIKES.get(asked.like) if question.words else None
    if like:
        source = looser(question, like)
    else:
        source = engine().exact(question) if question.words else None
    # Words were typed, and nothing of them can be looked for: only signs, or no such reading.
    if source is None and (like or asked.query.strip()):
        told = NOTHING
    else:
        told = counted(version, asked.narrowing, source, (question.words, like))
    per_page = max(1, min(asked.per_page, PER_PAGE_AT_MOST))
    pages = max(1, -(-told.count // per_page))
    page = max(1, min(asked.page, pages))
    last = page == pages and question.words and not like
    found = rows(
        question,
        asked.narrowing,
        source=source,
        like=like,
        sort=asked.sort,
        key=asked.after if page > 1 else "",
        skip=(page - 1) * per_page,
        limit=per_page + 1 if told.count else 0,
        likes=_looser(question) if last else (),
        version=version,
    )
    if last and not found and (near := looser(question, Like.NEAR)):
        nearest = engine().best(*near, 200)
        found = rows(question, asked.narrowing, likes=[(Like.NEAR, nearest)])
    exact = [row for row in found if like or row.tier < Like.CALLED]
    more = len(exact) > per_page
    hits = tuple(Hit(row.item, why_found(row.said, question, like)) for row in exact[:per_page])
    return Answer(
        hits=hits,
        count=told.count,
        page=page,
        pages=pages,
        first=(page - 1) * per_page + 1 if hits else 0,
        last=(page - 1) * per_page + len(hits),
        next_key=exact[per_page - 1].key if more else "",
        facets=told.facets,
        looser=_tiers(question, [] if like else found),
        words=question.words,
        chosen=tuple(
            (name, code, name_of(name, code, version))
            for name, code in ((name, getattr(asked.narrowing, name)) for name in NAMES)
            if code
        ),
    )


def _looser(question: Question) -> list:
    """Return the looser tiers that make sense for these words, with their queries."""
    offered = ((like, looser(question, like)) for like in CODES if like != Like.NEAR)
    return [(like, source) for like, source in offered if source]


def _tiers(question: Question, found) -> tuple[Looser, ...]:
    """Return the rows of the looser tiers, tier by tier, each object once."""
    seen: set[int] = set()
    told: dict[Like, tuple[int, list[Hit]]] = {}
    for row in sorted((row for row in found if row.tier >= Like.CALLED), key=lambda row: row.tier):
        like = Like(row.tier)
        _count, hits = told.setdefault(like, (row.count, []))
        if row.item not in seen:
            seen.add(row.item)
            hits.append(Hit(row.item, why_found(row.said, question, like)))
    return tuple(
        Looser(CODES[like], count, tuple(hits)) for like, (count, hits) in told.items() if hits
    )
