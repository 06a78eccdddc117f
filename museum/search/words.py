"""One form for every text and every query: what is typed and what is written meet here.

NFKC, lower case, traditional and variant characters to simplified, everything that is neither
letter nor digit dropped. Each character is folded on its own: a piece of a text must fold to a
piece of the folded text, or a phrase would be found and its middle not. (OpenCC's phrases know
better what 乾 means in 乾隆, and break exactly this.)
"""

import functools
import unicodedata
from importlib.resources import files

WORDS_AT_MOST = 8
# What the dictionaries leave open or read otherwise than a village does: 鍊 is a chain here, not
# smelting; and forms found on old labels that no table of theirs holds.
OUR_OWN = {
    "鍊": "链", "著": "着", "乾": "干", "喫": "吃", "枱": "台", "衹": "只", "祇": "只", "麺": "面",
    "綫": "线", "牀": "床", "櫈": "凳", "竈": "灶", "盃": "杯", "缽": "钵", "鉢": "钵", "罎": "坛",
    "罈": "坛", "壜": "坛", "甎": "砖", "煑": "煮", "餻": "糕", "糉": "粽", "籐": "藤", "箇": "个",
    "菓": "果", "淸": "清", "敎": "教", "爲": "为", "産": "产", "衆": "众", "羣": "群", "峯": "峰",
    "囘": "回", "囬": "回", "鷄": "鸡", "鎸": "镌", "鑪": "炉", "鈎": "钩", "鉤": "钩", "碁": "棋",
    "簷": "檐", "蓆": "席", "氊": "毡", "氈": "毡", "韈": "袜", "襪": "袜", "鞵": "鞋", "綑": "捆",
    "綵": "彩", "鏇": "旋", "鑛": "矿", "砲": "炮", "疋": "匹", "槓": "杠", "樑": "梁", "紮": "扎",
    "剷": "铲", "鍬": "锹", "鐝": "镢", "耡": "锄", "鉏": "锄", "犂": "犁", "磟": "碌", "篐": "箍",
}  # fmt: skip


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
    found |= OUR_OWN
    for form in found:
        while found[form] in found:
            found[form] = found[found[form]]
    return {ord(form): plain for form, plain in found.items() if len(plain) == 1}


def plain(text: str) -> str:
    """Return text in the one form: "Ｓinger 紡車（舊）" → "singer纺车旧"."""
    low = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return "".join(filter(str.isalnum, low.translate(folding())))


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of a query in the one form, each once, at most eight."""
    spaced = unicodedata.normalize("NFKC", query).split()
    return tuple(dict.fromkeys(filter(None, map(plain, spaced))))[:WORDS_AT_MOST]


def is_chinese(sign: str) -> bool:
    return "㐀" <= sign <= "鿿" or "豈" <= sign <= "﫿" or sign >= "𠀀" or sign == "〇"


def spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where in text as it stands the words are: (from, to) pairs that do not overlap."""
    folded, places = [], []
    for place, sign in enumerate(text):
        for each in plain(sign):
            folded.append(each)
            places.append(place)
    whole, found = "".join(folded), []
    for word in words:
        start = whole.find(word)
        while start >= 0:
            found.append((places[start], places[start + len(word) - 1] + 1))
            start = whole.find(word, start + len(word))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
