"""PostgreSQL: the same pairs as lexemes of a tsvector, and LIKE over what they find.

No extension, no parser and no locale: array_to_tsvector takes the tokens as they are, so a database
with LC_CTYPE=C, where pg_trgm makes no Chinese trigrams at all, finds the same. A tsvector forgets
positions beyond 16,383 and more than 256 of one lexeme; so none are kept, and a word of three or
more characters is looked at once more by LIKE.
"""

from museum.search.engines import Fuzzy, Purpose, Query, Sound, Tier
from museum.search.grams import pairs, sign, tokens, whole
from museum.search.models import Words

CREATE = (
    "ALTER TABLE search_words ADD COLUMN tokens tsvector",
    "CREATE INDEX search_words_tokens ON search_words USING gin (tokens) WITH (fastupdate = off)",
    "ALTER TABLE search_document ADD COLUMN tokens tsvector",
    "CREATE INDEX search_document_tokens ON search_document USING gin (tokens)"
    " WITH (fastupdate = off)",
)
DROP = (
    "ALTER TABLE search_words DROP COLUMN tokens",
    "ALTER TABLE search_document DROP COLUMN tokens",
)
JOIN = "JOIN"

PUBLIC = ("title", "names", "numbers", "facts", "uses", "text")
STAFF = (*PUBLIC, "staff")
NAMES = ("title", "names", "numbers")
USES = (*NAMES, "uses")
CALLED = ("title", "names")
# One letter before a token says which fields it stands in: g public, s staff, n names, t title,
# i initials, y sounds, w whole, u names and uses, c title and names, o uses alone.
KINDS = {
    "g": PUBLIC,
    "s": STAFF,
    "n": NAMES,
    "t": ("title",),
    "i": ("initials",),
    "u": USES,
    "c": CALLED,
    "o": ("uses",),
}


def _bag(words: Words) -> list[str]:
    found: set[str] = set()
    for letter, fields in KINDS.items():
        for field in fields:
            for line in getattr(words, field).split("\n"):
                # The pairs, and each character alone: a word of one character is no prefix here.
                found.update(letter + token for token in tokens(line))
                found.update(letter + sign(each) for each in line)
    found.update("w" + token for token in words.whole.split("\n") if token)
    found.update("y" + each for each in words.sounds.split())
    return sorted(found)


def put(cursor, words: list[Words], before: list[Words]) -> None:
    cursor.executemany(
        "UPDATE search_words SET tokens = array_to_tsvector(%s::text[]) WHERE item_id = %s",
        [[_bag(each), each.item_id] for each in words],
    )


def put_documents(cursor, documents, before) -> None:
    def bag(text):
        lines = text.split("\n")
        signs = {"g" + sign(each) for line in lines for each in line}
        return sorted(signs | {"g" + token for line in lines for token in tokens(line)})

    cursor.executemany(
        "UPDATE search_document SET tokens = array_to_tsvector(%s::text[]) WHERE id = %s",
        [[bag(each.text), each.pk] for each in documents],
    )


def clear(cursor) -> None:
    """The tokens go with their rows."""


clear_documents = clear


def keys(cursor) -> set[int]:
    cursor.execute("SELECT item_id FROM search_words WHERE tokens IS NOT NULL")
    return {key for (key,) in cursor.fetchall()}


def count_of(cursor, word: str) -> int:
    asked, values = _holds("s", STAFF, word)
    cursor.execute(f"SELECT count(*) FROM search_words WHERE {asked}", values)
    return cursor.fetchone()[0]


def _holds(letter: str, fields, word: str) -> tuple[str, list]:
    """Return the condition that one of fields holds word. Words are letters and digits alone."""
    lexemes = pairs(word) or [sign(word)]
    asked = " & ".join(f"'{letter}{token}'" for token in dict.fromkeys(lexemes))
    if len(word) <= 2:
        return "tokens @@ %s::tsquery", [asked]
    again = " OR ".join(f"{field} LIKE %s" for field in fields)
    return f"(tokens @@ %s::tsquery AND ({again}))", [asked, *[f"%{word}%"] * len(fields)]


def _every(letter: str, fields, words) -> tuple[str, list]:
    return _joined(" AND ", [_holds(letter, fields, word) for word in words])


def _joined(between: str, conditions) -> tuple[str, list]:
    asked = between.join(condition for condition, _values in conditions)
    return f"({asked})", [value for _condition, values in conditions for value in values]


def _any(letter: str, fields, words) -> tuple[str, list]:
    return _joined(" OR ", [_holds(letter, fields, word) for word in words])


def _made_for(purpose: Purpose) -> tuple[str, list]:
    named = [_holds("c", CALLED, word) for word in purpose.names]
    return _joined(" OR ", [*named, *(_holds("o", ("uses",), word) for word in purpose.uses)])


def _within(query: Query, tier: int) -> tuple[str, list]:
    if Tier.PURPOSE <= tier < Tier.TEXT:
        return _made_for(query.purposes[tier - Tier.PURPOSE])
    match tier:
        case Tier.WHOLE:
            return "tokens @@ %s::tsquery", [f"'w{whole(query.joined)}'"]
        case Tier.BEGINS:
            held, values = _holds("t", ("title",), query.joined)
            return f"({held} AND title LIKE %s)", [*values, f"{query.joined}%"]
        case Tier.TITLE:
            return _every("t", KINDS["t"], query.words)
        case Tier.NAMES:
            return _every("n", NAMES, query.words)
        case Tier.USES:
            return _every("u", USES, query.words)
    if query.staff:
        return _every("s", STAFF, query.words)
    return _every("g", PUBLIC, query.words)


def tier_of(query: Query, tier: int) -> tuple[str, list]:
    asked, values = _within(query, tier)
    for better in query.steps:
        if better < tier:
            above, more = _within(query, better)
            asked, values = f"{asked} AND NOT {above}", [*values, *more]
    return _select(asked, values)


def exact(query: Query) -> tuple[str, list]:
    return _select(*_found(query))


def _found(query: Query) -> tuple[str, list]:
    return _joined(" OR ", [_within(query, Tier.TEXT), *map(_made_for, query.purposes)])


def _select(asked: str, values: list) -> tuple[str, list]:
    return f"SELECT item_id AS item FROM search_words WHERE {asked}", values


def fuzzy(query: Query, tier: Fuzzy, ways) -> tuple[str, list]:
    match tier:
        case Fuzzy.CALLED:
            asked, values = _joined(
                " AND ",
                [_joined(" OR ", [_holds("n", NAMES, word) for word in each]) for each in ways],
            )
        case Fuzzy.SOUND:
            asked, values = _joined(" OR ", [_sound(way) for way in ways])
        case Fuzzy.INITIALS:
            asked, values = _joined(" OR ", [_holds("i", ("initials",), each) for each in ways])
        case _:
            asked, values = _joined(" OR ", [_every("u", USES, words) for words in ways])
    exact_too, more = _found(query)
    return _select(f"{asked} AND NOT {exact_too}", [*values, *more])


def _sound(way: Sound) -> tuple[str, list]:
    """A line of sounds stands between blanks."""
    lexemes = [f"'y{each}'" for each in dict.fromkeys(way.syllables[:-1])]
    lexemes.append(f"'y{way.syllables[-1]}'{'' if way.closed else ':*'}")
    found = (
        "(tokens @@ %s::tsquery AND (' ' || replace(sounds, E'\\n', ' . ') || ' ') LIKE %s)",
        [" & ".join(lexemes), f"% {' '.join(way.syllables)}{' ' if way.closed else ''}%"],
    )
    if not way.sharing:
        return found
    return _joined(" AND ", [found, _any("c", CALLED, way.sharing)])


def best(select: str, asked: list, limit: int, ways) -> tuple[str, list]:
    """Return the query with the nearest first: what holds most of the pieces, the shortest name."""
    pieces = list(dict.fromkeys(word for words in ways for word in words))
    held = " + ".join(["(title || ' ' || names || ' ' || uses LIKE %s)::int"] * len(pieces))
    order = f"ORDER BY {held} DESC, length(title), item_id"
    return f"{select} {order} LIMIT {limit}", [*asked, *(f"%{piece}%" for piece in pieces)]


def documents(words: tuple[str, ...], any_word: bool = False) -> tuple[str, list]:
    between = " OR " if any_word else " AND "
    asked, values = _joined(between, [_holds("g", ("text",), word) for word in words])
    return f"SELECT id FROM search_document WHERE {asked}", values
