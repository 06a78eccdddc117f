"""SQLite: an FTS5 table of pairs (museum.search.grams), asked by phrases.

Never the trigram tokenizer: up to SQLite 3.40.1 it silently finds nothing for one or two characters
(field.md §0.1). The table keeps no text of its own (content=''): to change a row it must be told
what the row said, which is what `Words` stores.

Hits come in the order of their rowid, which costs nothing; so a page of the best tier is read off
without ranking every hit.
"""

from museum.search.engines import Fuzzy, Purpose, Query, Sound, Tier
from museum.search.grams import pairs, sign, tokens, whole
from museum.search.models import Words

TABLE = "search_grams"
DOCUMENTS = "search_document_grams"
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5({', '.join(Words.FIELDS)}, "
    "content='', detail=full, prefix='4', tokenize='ascii')",
    f"CREATE VIRTUAL TABLE {DOCUMENTS} USING fts5(text, "
    "content='', detail=full, prefix='4', tokenize='ascii')",
)
DROP = (f"DROP TABLE IF EXISTS {TABLE}", f"DROP TABLE IF EXISTS {DOCUMENTS}")
JOIN = "CROSS JOIN"  # hits first, then the entry of each: SQLite would scan the entries instead

PUBLIC = "{title names numbers facts uses text}"
STAFF = "{title names numbers facts uses text staff}"
NAMES = "{title names numbers}"
USES = "{title names numbers uses}"
CALLED = "{title names}"
# Fields whose lines are tokens already, set apart by a token that nothing asks for.
READY = ("sounds", "whole")
GAP = " . 0 . "


def _row(words: Words) -> list[str]:
    found = []
    for field in Words.FIELDS:
        lines = getattr(words, field).split("\n")
        if field in READY:
            found.append(GAP.join(lines))
        else:
            found.append(" ".join(token for line in lines for token in tokens(line)))
    return found


def put(cursor, words: list[Words], before: list[Words]) -> None:
    """Store words; before are the rows as they stand."""
    names = ", ".join(Words.FIELDS)
    marks = ", ".join(["%s"] * len(Words.FIELDS))
    for each in before:
        cursor.execute(
            f"INSERT INTO {TABLE} ({TABLE}, rowid, {names}) VALUES ('delete', %s, {marks})",
            [each.item_id, *_row(each)],
        )
    cursor.executemany(
        f"INSERT INTO {TABLE} (rowid, {names}) VALUES (%s, {marks})",
        [[each.item_id, *_row(each)] for each in words],
    )


def put_documents(cursor, documents, before) -> None:
    """Store documents; before are (id, text) as they stand."""
    for key, text in before:
        cursor.execute(
            f"INSERT INTO {DOCUMENTS} ({DOCUMENTS}, rowid, text) VALUES ('delete', %s, %s)",
            [key, _document(text)],
        )
    cursor.executemany(
        f"INSERT INTO {DOCUMENTS} (rowid, text) VALUES (%s, %s)",
        [[each.pk, _document(each.text)] for each in documents],
    )


def _document(text: str) -> str:
    return " ".join(token for line in text.split("\n") for token in tokens(line))


def clear(cursor) -> None:
    cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")


def clear_documents(cursor) -> None:
    cursor.execute(f"INSERT INTO {DOCUMENTS} ({DOCUMENTS}) VALUES ('delete-all')")


def keys(cursor) -> set[int]:
    """Return the objects that the table of pairs knows, for verifying."""
    cursor.execute(f"SELECT id FROM {TABLE}_docsize")
    return {key for (key,) in cursor.fetchall()}


def count_of(cursor, word: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH %s", [phrase(word)])
    return cursor.fetchone()[0]


def phrase(word: str) -> str:
    """Return word as FTS5 asks for it. Only ASCII digits and letters of ours ever reach it."""
    return f'"{" ".join(pairs(word))}"' if len(word) > 1 else f'"{sign(word)}"*'


def _every(columns: str, words) -> str:
    return " AND ".join(f"({columns} : {phrase(word)})" for word in words)


def _any(columns: str, words) -> str:
    return " OR ".join(f"({columns} : {phrase(word)})" for word in words)


def _made_for(purpose: Purpose) -> str:
    return " OR ".join(filter(None, (_any(CALLED, purpose.names), _any("uses", purpose.uses))))


def _within(query: Query, tier: int) -> str:
    if Tier.PURPOSE <= tier < Tier.TEXT:
        return _made_for(query.purposes[tier - Tier.PURPOSE])
    match tier:
        case Tier.WHOLE:
            return f'whole : "{whole(query.joined)}"'
        case Tier.BEGINS:
            return f"title : ^ {phrase(query.joined)}"
        case Tier.TITLE:
            return _every("title", query.words)
        case Tier.NAMES:
            return _every(NAMES, query.words)
        case Tier.USES:
            return _every(USES, query.words)
    return _every(STAFF if query.staff else PUBLIC, query.words)


def tier_of(query: Query, tier: int) -> tuple[str, list]:
    """Return the query for the objects of tier that no better tier holds: its one column is item."""
    asked = f"({_within(query, tier)})"
    if above := [f"({_within(query, better)})" for better in query.steps if better < tier]:
        asked = f"{asked} NOT ({' OR '.join(above)})"
    return _select(asked)


def exact(query: Query) -> tuple[str, list]:
    """Return the query for every object of the exact tier."""
    return _select(" OR ".join(f"({each})" for each in _found(query)))


def _found(query: Query) -> list[str]:
    return [_within(query, Tier.TEXT), *map(_made_for, query.purposes)]


def _select(asked: str) -> tuple[str, list]:
    return f"SELECT rowid AS item FROM {TABLE} WHERE {TABLE} MATCH %s", [asked]


def fuzzy(query: Query, tier: Fuzzy, ways) -> tuple[str, list]:
    """Return the query for a fuzzy tier, without what stands in the exact one.

    ways: for CALLED and NEAR, for each word the words that may stand for it; for SOUND the rows of
    syllables, any of which will do; for INITIALS the letters.
    """
    match tier:
        case Fuzzy.CALLED:
            asked = " AND ".join(
                "(" + " OR ".join(f"({NAMES} : {phrase(word)})" for word in options) + ")"
                for options in ways
            )
        case Fuzzy.SOUND:
            asked = " OR ".join(_sound(way) for way in ways)
        case Fuzzy.INITIALS:
            asked = " OR ".join(f"(initials : {phrase(each)})" for each in ways)
        case _:
            asked = " OR ".join(f"({_every(USES, words)})" for words in ways)
    return _select(f"({asked}) NOT ({' OR '.join(f'({each})' for each in _found(query))})")


def _sound(way: Sound) -> str:
    open_ended = "" if way.closed else "*"
    asked = f'(sounds : "{" ".join(way.syllables)}"{open_ended})'
    return f"({asked} AND ({_any(CALLED, way.sharing)}))" if way.sharing else asked


def best(select: str, asked: list, limit: int, ways) -> tuple[str, list]:
    """Return the query with the nearest first."""
    return f"{select} ORDER BY rank LIMIT {limit}", asked


def documents(words: tuple[str, ...], any_word: bool = False) -> tuple[str, list]:
    between = " OR " if any_word else " AND "
    asked = between.join(phrase(word) for word in words)
    return f"SELECT rowid AS id FROM {DOCUMENTS} WHERE {DOCUMENTS} MATCH %s", [asked]
