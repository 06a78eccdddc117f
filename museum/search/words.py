"""One form for every text and every query: what is typed and what is written meet here.

NFKC, lower case, traditional and variant characters to simplified, everything that is neither
letter nor digit dropped. Each character is folded on its own, whatever stands beside it: a piece of
a text must fold to a piece of the folded text, or a phrase would be found and its middle not.
(OpenCC's phrases know better what 乾 means in 乾隆, and break exactly this: 乾 alone becomes 干,
so it does in 乾隆, in the text as in the query.) A query is cut into words at its blanks before
that, and nowhere else: 「紡，車」 is one word, 纺车.
"""

import functools
import unicodedata
from importlib.resources import files

from museum.search.variants import variants

LONGEST = 240  # characters of a query that are looked at
WORDS_AT_MOST = 32


def _table(name: str) -> dict[str, str]:
    """Return one of OpenCC's character tables, the first of several readings."""
    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {form: readings.split(" ")[0] for form, readings in rows if len(form) == 1}


@functools.cache
def folding() -> dict[int, str]:
    """Return every character that is folded, with what it becomes, for str.translate."""
    found = {form: plain for form, plain in _table("TSCharacters").items() if form != plain}
    simplified = set(found.values())
    for name in ("TWVariants", "HKVariants"):
        for form, standard in _table(name).items():
            # Either side may be the one that the simplified table knows.
            known, other = (form, standard) if form in found else (standard, form)
            if known in found and other not in found and other not in simplified:
                found[other] = found[known]
    found |= variants()
    # Python writes Σ as ς at the end of a word, which the middle of a text knows nothing of.
    found["ς"] = "σ"
    for form in found:
        while found[form] in found:
            found[form] = found[found[form]]
    return {ord(form): plain for form, plain in found.items() if len(plain) == 1}


def _is_kept(sign: str) -> bool:
    """Letters and digits; and characters that this Python knows no name for, in the planes of
    rare ideographs, or that a village's old fonts put where everybody may."""
    return (
        sign.isalnum() or "\U00020000" <= sign < "\U000e0000" or unicodedata.category(sign) == "Co"
    )


class _Form(dict):
    """What str.translate makes of each character, found out when it is first met."""

    def __missing__(self, number: int) -> str | None:
        sign = folding().get(number, chr(number))
        self[number] = sign if _is_kept(sign) else None
        return self[number]


FORM = _Form()


def plain(text: str) -> str:
    """Return text in the one form: "Ｓinger 紡車（舊）" → "singer纺车旧"."""
    low = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return low.translate(FORM)


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
