"""Telephone numbers as people write them: +86 138-0000 1234, （0511）8765 4321, ０１３８…"""

import re

from museum.reading.figures import in_one_width

BETWEEN = re.compile(r"[\s\-—–‐‑()（）.·]+")
MOBILE = re.compile(r"1\d{10}")
ABROAD = re.compile(r"(?:\+|00)?86(?=1\d{10}$)")


def telephone(text: str) -> str:
    """Return a telephone number without what stands between its digits. A mobile number loses 86, +86
    and 0086; a fixed one keeps the hyphen behind its area code, for reading it out."""
    given = in_one_width(text)
    bare = ABROAD.sub("", BETWEEN.sub("", given))
    return bare if MOBILE.fullmatch(bare) else "".join(given.split())
