"""A list of names as it is copied out of a group chat (接龙): 「1. 马秀英 13800001234 2. 丁小满，1962年」."""

import re
from typing import NamedTuple

from museum.reading.normal import plain

NUMBER = re.compile(r"(?:^|(?<=\s))[（(]?\d{1,3}\s*[.．、)）:：]\s*")
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)(?=年|\s|$|[^\d月])")
NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·]{1,7}")
BETWEEN = re.compile(r"[\n,，、;；]")
NOT_NAMES = ("年", "电话", "报名", "志愿者", "接龙", "出生")


class Listed(NamedTuple):
    name: str
    phone: str
    born: str


def names_in(text: str) -> list[Listed]:
    """Return who stands on a pasted list, each once, in its order. What is written before the first
    number is the list's heading."""
    text = text.replace("\r", "")
    pieces = NUMBER.split(text)[1:] if NUMBER.search(text) else BETWEEN.split(text)
    found: dict[str, Listed] = {}
    for piece in pieces:
        phone, born = PHONE.search(piece), YEAR.search(PHONE.sub(" ", piece))
        names = [each for each in NAME.findall(piece) if not each.startswith(NOT_NAMES)]
        if names:
            listed = Listed(names[0], phone[0] if phone else "", born[0] if born else "")
            found.setdefault(plain(listed.name) + listed.phone, listed)
    return list(found.values())
