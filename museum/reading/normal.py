"""The one form: NFKC, lower case, traditional and variant characters to simplified, everything that is
neither letter nor digit dropped; a Latin letter goes without its accent (é is e), but for the ü of pinyin.

Each character is folded on its own, whatever stands beside it: a piece of a text must fold to a
piece of the folded text, or a phrase would be found and its middle not. (OpenCC's phrases know
better what 乾 means in 乾隆, and break exactly this: 乾 alone becomes 干, so it does in 乾隆, in the
text as in the query.)
"""

import functools
import unicodedata
from importlib.resources import files

from museum.reading.variants import variants


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


# Letters to Unicode, and dots in a name to whoever finds them on a keyboard: ㆍ (NFKC: ᆞ), ꞏ, ᐧ, and the
# strokes 丶 and 丨, which an input method offers for 点 and 竖 and nobody writes as a word; ǀ beside them.
DOTS = frozenset("ㆍᆞꞏᐧ丶丨ǀ")


def _is_kept(sign: str) -> bool:
    """Letters and digits; and characters that this Python knows no name for, in the planes of
    rare ideographs, or that a village's old fonts put where everybody may."""
    if sign in DOTS:
        return False
    return (
        sign.isalnum() or "\U00020000" <= sign < "\U000e0000" or unicodedata.category(sign) == "Co"
    )


def _bare(sign: str) -> str:
    """Return a Latin letter without its accents: é → e, ǚ → ü, which pinyin tells from u."""
    if sign.isascii() or not sign.isalpha():
        return sign
    letter, *accents = list(unicodedata.normalize("NFD", sign))
    if not accents or not letter.isascii():
        return sign
    return "ü" if letter == "u" and "\u0308" in accents else letter


class _Form(dict):
    """What str.translate makes of each character, found out when it is first met."""

    def __missing__(self, number: int) -> str | None:
        sign = _bare(folding().get(number, chr(number)))
        self[number] = sign if _is_kept(sign) else None
        return self[number]


FORM = _Form()


def plain(text: str) -> str:
    """Return text in the one form: "Ｓinger 紡車（舊）" → "singer纺车旧"."""
    low = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return low.translate(FORM)
