"""What a visitor typed or clicked, made harmless: no address may ever end in an error."""

import re
import unicodedata

LONGEST = 80
# As codes and tags are written; and no longer run of digits than a database takes for a key.
CODE = re.compile(r"(?!\d{10})[A-Za-z0-9\u4e00-\u9fff._·-]{1,40}")


def cleaned(text: str) -> str:
    """Return text in one form (full-width ＣＳ becomes CS), without anything unprintable."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return "".join(sign for sign in plain if sign.isprintable()).strip()[:LONGEST]


def query(text: str) -> str:
    """Return what stands in the search box as it was typed, without what no box can show."""
    shown = (
        sign for sign in text if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return " ".join("".join(shown).split())


def code(text: str) -> str:
    """Return text as a code of the register, "-" (which nothing has) where it cannot be one."""
    given = cleaned(text)
    return given if not given or CODE.fullmatch(given) else "-"


def page(text: str) -> int:
    """Return the page asked for, the first where the answer is not a sensible number."""
    return max(int(text), 1) if text.isdecimal() and len(text) < 6 else 1
