"""The museum's keys as letters that can be typed off paper, and back.

Ten bytes a line, in Douglas Crockford's 32 letters (no I, L, O, U: what looks alike is read alike),
each line with three letters that check it and its place. Behind the keys stand four bytes of their own
hash. Nothing of Django is imported: they are read before there are settings.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS, A_LINE, GROUP, CHECKS, WHOLE = 5, 16, 4, 3, 4
ALIKE = str.maketrans("OIL", "011")
SETTING = re.compile(r"\s*([A-Z][A-Z_]+)\s*=\s*(.*?)\s*")


class Mistyped(Exception):
    """Line number (from 1) is not what was printed; 0: the lines fit, and some are missing."""

    def __init__(self, line: int):
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Typed:
    keys: str
    settings: dict[str, str]


def to_lines(keys: str) -> list[str]:
    """Return keys as lines to be printed: ABCD EFGH JKMN PQRS TVW."""
    content = keys.encode()
    content += hashlib.sha256(content).digest()[:WHOLE]
    bits = "".join(f"{byte:08b}" for byte in content)
    letters = "".join(
        LETTERS[int(bits[at : at + BITS].ljust(BITS, "0"), 2)] for at in range(0, len(bits), BITS)
    )
    parts = [letters[at : at + A_LINE] for at in range(0, len(letters), A_LINE)]
    return [
        " ".join([*_groups(part), _check(number, part)]) for number, part in enumerate(parts, 1)
    ]


def line(typed: str, number: int) -> str:
    """Return the letters of one line as it was typed, without its check. Raises Mistyped."""
    letters = plain(typed)
    part, check = letters[:-CHECKS], letters[-CHECKS:]
    if not part or len(part) > A_LINE or check != _check(number, part):
        raise Mistyped(number)
    return part


def joined(parts: Iterable[str]) -> str | None:
    """Return the keys that these lines are, None while some are still missing."""
    bits = "".join(f"{LETTERS.index(letter):05b}" for part in parts for letter in part)
    content = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) // 8 * 8, 8))
    keys, whole = content[:-WHOLE], content[-WHOLE:]
    if not keys or hashlib.sha256(keys).digest()[:WHOLE] != whole:
        return None
    return keys.decode()


def read(lines: Iterable[str]) -> Typed:
    """Return what stands in the lines of a sheet: keys, and settings as NAME=value. A line that begins
    with # says nothing. Raises Mistyped."""
    parts: list[str] = []
    settings: dict[str, str] = {}
    for each in lines:
        if each.strip().startswith("#"):
            continue
        if found := SETTING.fullmatch(unicodedata.normalize("NFKC", each)):
            settings[found[1]] = found[2]
        elif plain(each):
            parts.append(line(each, len(parts) + 1))
    keys = joined(parts)
    if keys is None:
        raise Mistyped(0)
    return Typed(keys, settings)


def plain(typed: str) -> str:
    """Return the letters and digits of what was typed, whatever stands between them."""
    signs = unicodedata.normalize("NFKC", typed).upper().translate(ALIKE)
    return "".join(sign for sign in signs if sign in LETTERS)


def _groups(part: str) -> list[str]:
    return [part[at : at + GROUP] for at in range(0, len(part), GROUP)]


def _check(number: int, part: str) -> str:
    found = int.from_bytes(hashlib.sha256(f"{number}:{part}".encode()).digest()[:2])
    return "".join(LETTERS[found >> shift & 31] for shift in (10, 5, 0))
