"""Words as tokens for an index that knows no Chinese: pairs of characters, in plain ASCII.

Every pair of neighbours is a token, and the last character stands alone: 纺车 → 纺车 车. So one
character is the beginning of a token, two are one token, more are tokens in a row; and a hit never
runs from one text into the next, because no pair spans the two. A character is written as four
digits to the base of 36: no tokenizer and no locale has an opinion about those.
"""

import functools
import hashlib
import itertools

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@functools.lru_cache(maxsize=50_000)
def sign(character: str) -> str:
    number, written = ord(character), ""
    for _place in range(4):
        number, digit = divmod(number, 36)
        written = DIGITS[digit] + written
    return written


def pairs(text: str) -> list[str]:
    """Return the tokens of a query of two or more characters."""
    signs = [sign(each) for each in text]
    return [first + second for first, second in itertools.pairwise(signs)]


def tokens(text: str) -> list[str]:
    """Return the tokens of one text in the index."""
    return [*pairs(text), sign(text[-1])] if text else []


def whole(text: str) -> str:
    """Return one token for a text as a whole."""
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
