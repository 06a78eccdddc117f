"""Numbers as people write them: 12, １２, 十二, 二〇二三, 1,200, 两百三十."""

import re
import unicodedata

DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "◯": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
MYRIAD = "万"
CHINESE = re.compile(f"[{''.join([*DIGITS, *PLACES, MYRIAD])}]+")
# What is counted in a house: 三号柜, 第12排, 二厅, 柜3; not 百草园.
COUNTED = re.compile(rf"(\d+|{CHINESE.pattern})(?:[号厅层柜室架楼排格区馆箱间栋组队]|$)")


def in_one_width(text: str) -> str:
    """Return text with full-width letters, digits and signs in their plain width, trimmed."""
    return unicodedata.normalize("NFKC", text).strip()


def whole_number(text: str) -> int | None:
    """Return the whole number that text is, None where it is none: "１，２００" → 1200, "廿三" → 23."""
    plain = in_one_width(text).replace(",", "").replace(" ", "")
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) < 19 else None
    return chinese_number(plain)


def counted_as(name: str) -> int | None:
    """Return the number below a million that a name counts by: "三号柜" → 3, "第12排" → 12, None for "上层"."""
    found = COUNTED.search(in_one_width(name))
    number = whole_number(found[1]) if found else None
    return number if number is None or number < 1_000_000 else None


def chinese_number(text: str) -> int | None:
    """Return the number in Chinese signs, by places (三百二十) or digit by digit (一九六二)."""
    if not text or not CHINESE.fullmatch(text) or len(text) > 18:
        return None
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    head, myriad, tail = text.partition(MYRIAD)
    if myriad:
        above = _below_myriad(head) if head else None
        below = _below_myriad(tail) if tail else 0
        return None if above is None or below is None else above * 10_000 + below
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    found, waiting, last = 0, None, 10_000
    for sign in text:
        if sign in DIGITS:
            if waiting:  # 三五百 is no number
                return None
            waiting = DIGITS[sign]
            continue
        place = PLACES.get(sign)
        if place is None or place >= last:
            return None
        if sign in "廿卅":
            found, last = found + place, 10
        else:
            found, last = found + (1 if waiting is None else waiting) * place, place
        waiting = None
    return found + (waiting or 0)
