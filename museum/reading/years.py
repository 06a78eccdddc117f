"""Years and eras as people write them: 1962年, 六十年代, 民国二十三年, 解放前, 光绪年间, 1962—1965.

Reigns and periods as in 中国历史纪年表 (夏商周断代工程 for none of them: a village museum begins with
明). A reign's years are counted from the year after the old emperor's death.
"""

import re
from typing import NamedTuple

from museum.reading.figures import CHINESE, chinese_number, in_one_width
from museum.reading.normal import plain

LIBERATION = 1949
REPUBLIC = 1912


class Years(NamedTuple):
    """From when to when, both included; None where that side is open."""

    first: int | None
    last: int | None


REIGNS = {
    "洪武": (1368, 1398), "建文": (1399, 1402), "永乐": (1403, 1424), "洪熙": (1425, 1425),
    "宣德": (1426, 1435), "正统": (1436, 1449), "景泰": (1450, 1456), "天顺": (1457, 1464),
    "成化": (1465, 1487), "弘治": (1488, 1505), "正德": (1506, 1521), "嘉靖": (1522, 1566),
    "隆庆": (1567, 1572), "万历": (1573, 1620), "泰昌": (1620, 1620), "天启": (1621, 1627),
    "崇祯": (1628, 1644), "顺治": (1644, 1661), "康熙": (1662, 1722), "雍正": (1723, 1735),
    "干隆": (1736, 1795),  # 乾 as the one form writes it
    "嘉庆": (1796, 1820), "道光": (1821, 1850), "咸丰": (1851, 1861), "同治": (1862, 1874),
    "光绪": (1875, 1908), "宣统": (1909, 1911), "民国": (REPUBLIC, LIBERATION),
    "中华民国": (REPUBLIC, LIBERATION),
}  # fmt: skip
PERIODS = {
    "明": (1368, 1644), "明代": (1368, 1644), "明朝": (1368, 1644), "明末清初": (1600, 1680),
    "清": (1644, 1911), "清代": (1644, 1911), "清朝": (1644, 1911), "清末": (1875, 1911),
    "晚清": (1840, 1911), "清末民初": (1875, 1920), "民初": (1912, 1920), "民国初年": (1912, 1920),
    "民国时期": (REPUBLIC, LIBERATION), "民国年间": (REPUBLIC, LIBERATION),
    "解放前": (None, LIBERATION), "新中国成立前": (None, LIBERATION), "建国前": (None, LIBERATION),
    "解放后": (LIBERATION, None), "建国后": (LIBERATION, None), "解放初": (LIBERATION, 1956),
    "解放初期": (LIBERATION, 1956), "建国初": (LIBERATION, 1956), "建国初期": (LIBERATION, 1956),
    "土改": (1950, 1953), "土改时": (1950, 1953), "合作化": (1953, 1957),
    "人民公社": (1958, 1983), "人民公社时期": (1958, 1983), "公社时期": (1958, 1983),
    "大跃进": (1958, 1960), "文革": (1966, 1976), "文革时期": (1966, 1976),
    "文化大革命": (1966, 1976), "知青下乡": (1968, 1980), "改革开放": (1978, None),
    "改革开放后": (1978, None), "改革开放初期": (1978, 1989), "21世纪初": (2000, 2009),
}  # fmt: skip
SPARE = re.compile(r"^(大约|约|大概|公元|西历|阳历)|(左右|前后|年间|时期|时|的)$")
YEAR = re.compile(r"(\d{4})年?")
REIGN_YEAR = re.compile(rf"({'|'.join(sorted(REIGNS, key=len, reverse=True))})(?:(\d{{1,2}})年?)?")
DECADE = re.compile(r"(?:(20|19|18)世纪|(上)世纪)?(\d0|00)(?:年代)(初|末|中期?)?")
LONG_DECADE = re.compile(r"(1[6-9]\d0|20\d0)年代(初|末|中期?)?")
CENTURY = re.compile(r"(\d{2})世纪(初|末)?")
RINGS = str.maketrans("○◯", "〇〇")
JOINED = re.compile(r"\s*(?:[—–~～至到-]+)\s*")


def years_of(text: str) -> Years | None:
    """Return the years that text means, None where it is not understood.

    A decade without its century is the twentieth's (六十年代 → 1960–1969).
    """
    joined = JOINED.split(in_one_width(text))
    if len(joined) == 2 and all(joined):
        sides = [_read(each) for each in joined]
        if sides[0] is None and joined[0].isdigit():
            return None
        if None in sides:
            return None
        first, last = sides[0].first, sides[1].last
        if first is not None and last is not None and first > last:
            return None
        return Years(first, last)
    return _read(text)


def _read(text: str) -> Years | None:
    # Many write a ring for 〇, which the one form would drop.
    said = _in_digits(plain(in_one_width(text).translate(RINGS)))
    for _time in range(3):
        if found := _known(said):
            return found
        shorter = SPARE.sub("", said)
        if shorter == said:
            return None
        said = shorter
    return None


def _in_digits(text: str) -> str:
    """Return text with its Chinese numbers in digits: 民国二十三年 → 民国23年, 六十年代 → 60年代."""

    def digits(found: re.Match) -> str:
        number = chinese_number(found[0])
        return found[0] if number is None else str(number)

    return CHINESE.sub(digits, text.replace("元年", "一年"))


def _known(said: str) -> Years | None:
    if said in PERIODS:
        return Years(*PERIODS[said])
    if found := YEAR.fullmatch(said):
        return Years(int(found[1]), int(found[1])) if int(found[1]) else None
    if found := REIGN_YEAR.fullmatch(said):
        first, last = REIGNS[found[1]]
        if found[2] is None:
            return Years(first, last)
        year = first + int(found[2]) - 1
        return Years(year, year) if first <= year <= last else None
    if found := LONG_DECADE.fullmatch(said):
        return _part(int(found[1]), found[2])
    if found := DECADE.fullmatch(said):
        # 00年代 is this century's; without a word for it every other is the last one's.
        of_this = found[1] is None and found[2] is None and found[3] == "00"
        century = 2000 if of_this else (int(found[1]) - 1) * 100 if found[1] else 1900
        return _part(century + int(found[3]), found[4])
    if found := CENTURY.fullmatch(said):
        first = (int(found[1]) - 1) * 100
        if not 1300 <= first <= 2000:
            return None
        return Years(*{"初": (first, first + 20), "末": (first + 80, first + 99)}.get(
            found[2], (first, first + 99)))  # fmt: skip
    return None


def _part(first: int, part: str | None) -> Years:
    beginning, end = {"初": (0, 3), "末": (7, 9), "中": (4, 6), "中期": (4, 6)}.get(
        part or "", (0, 9)
    )
    return Years(first + beginning, first + end)
