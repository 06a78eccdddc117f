"""One form for every text and every query: what is typed and what is written meet here.

The form itself is museum.reading.normal's. A query is cut into words at its blanks before that, and
nowhere else: 「紡，車」 is one word, 纺车.
"""

import unicodedata

from museum.reading.normal import folding, plain

__all__ = ["folding", "is_chinese", "is_too_long", "plain", "spans", "words_of"]

LONGEST = 240  # characters of a query that are looked at
WORDS_AT_MOST = 32


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of a query in the one form, each once, as many as are looked for."""
    return tuple(dict.fromkeys(filter(None, map(plain, query[:LONGEST].split()))))[:WORDS_AT_MOST]


def is_too_long(query: str) -> bool:
    """Whether some of a query is not looked for."""
    return len(query) > LONGEST or len(set(query.split())) > WORDS_AT_MOST


def is_chinese(sign: str) -> bool:
    return "㐀" <= sign <= "鿿" or "豈" <= sign <= "﫿" or sign >= "𠀀" or sign == "〇"


def _clusters(text: str):
    """Yield (place, characters): a letter with the accents that stand behind it is one."""
    start = 0
    for place, sign in enumerate(text):
        if place and not (unicodedata.combining(sign) or sign in "ﾞﾟ"):
            yield start, text[start:place]
            start = place
    if text:
        yield start, text[start:]


def spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where in text as it stands the words are: (from, to) pairs that do not overlap."""
    folded, places = [], []
    for place, signs in _clusters(text):
        for each in plain(signs):
            folded.append(each)
            places.append((place, place + len(signs)))
    whole, found = "".join(folded), []
    for word in words:
        start = whole.find(word)
        while start >= 0:
            found.append((places[start][0], places[start + len(word) - 1][1]))
            start = whole.find(word, start + len(word))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
