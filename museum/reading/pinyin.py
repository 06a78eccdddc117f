"""How a name is read aloud, to sort by: 安, 马, 买买提, 单 (as a surname Shàn), 张, 章.

As a Chinese dictionary sorts: sound, tone, character, one after the other. The key is letters and
digits alone, which every database sorts alike.
"""

import functools
import os

from museum.reading.normal import plain
from museum.reading.queries import is_chinese
from museum.reading.surnames import surname_of, without_remark

# Characters that are read otherwise where they are a surname.
SURNAMES = {
    "单": "shan4", "仇": "qiu2", "任": "ren2", "曾": "zeng1", "解": "xie4", "朴": "piao2", "查": "zha1",
    "区": "ou1", "盖": "ge3", "翟": "zhai2", "华": "hua4", "缪": "miao4", "覃": "qin2", "逄": "pang2",
    "员": "yun4", "种": "chong2", "折": "she2", "召": "shao4", "宁": "ning4", "乐": "yue4", "燕": "yan1",
    "纪": "ji3", "应": "ying1", "葛": "ge3", "冼": "xian3", "尹": "yin3", "呙": "guo1", "哈": "ha3",
    "晟": "cheng2", "尉": "wei4", "那": "na1", "祭": "zhai4", "訾": "zi1",
    "谌": "chen2", "过": "guo1", "钭": "tou3", "相": "xiang4",
    "尉迟": "yu4chi2", "单于": "chan2yu2", "万俟": "mo4qi2", "长孙": "zhang3sun1", "澹台": "tan2tai2",
    "宰父": "zai3fu3", "毌丘": "guan4qiu1", "令狐": "ling2hu2", "鲜于": "xian1yu2", "呼延": "hu1yan2",
    "夏侯": "xia4hou2", "乐正": "yue4zheng4", "相里": "xiang4li3", "颛孙": "zhuan1sun1",
}  # fmt: skip


@functools.cache
def dictionary():
    """Return pypinyin, with its characters and without its phrases. Loaded when it is first asked:
    most processes of a server never are."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    import pypinyin

    return pypinyin


@functools.lru_cache(maxsize=20_000)
def _read(sign: str) -> str:
    read = dictionary()
    found = read.pinyin(sign, style=read.Style.TONE3, errors="ignore", neutral_tone_with_five=True)
    return found[0][0].replace("ü", "v") if found else ""


def sort_key(name: str, *, of_person: bool = True) -> str:
    """Return what names are sorted by. of_person: it begins with a surname."""
    # A sound, then the character itself, five digits wide: 张 before 章, whatever follows.
    return "".join(
        f"{reading}{ord(sign):05x}" if reading else sign
        for reading, sign in _readings(name, of_person=of_person)
    )


def _readings(name: str, *, of_person: bool) -> list[tuple[str, str]]:
    """Return each character with how it is read, "" for what is not Chinese."""
    signs = plain(without_remark(name) if of_person else name)
    surname = plain(surname_of(name)) if of_person else ""
    of_surname = _syllables(SURNAMES.get(surname, "")) if signs.startswith(surname) else []
    readings = of_surname + [
        _read(sign) if is_chinese(sign) else "" for sign in signs[len(of_surname) :]
    ]
    return list(zip(readings, signs, strict=True))


def spells(typed: str, name: str) -> bool:
    """Whether letters spell a person's name from one of its characters on, each in full, begun, or by
    its first letter alone: "ding", "dgs", "dingguis" and "guisheng" spell 丁贵生."""
    letters = plain(typed)
    if not letters.isascii() or not letters.isalpha():
        return False
    sounds = sounds_of(name)
    return any(_begins(letters, sounds[start:]) for start in range(len(sounds)))


def sounds_of(name: str) -> list[str]:
    """Return how each Chinese character of a person's name is read, without its tone."""
    return [reading[:-1] for reading, _sign in _readings(name, of_person=True) if reading]


def _begins(letters: str, sounds: list[str]) -> bool:
    if not letters:
        return True
    if not sounds:
        return False
    first, rest = sounds[0], sounds[1:]
    return any(
        letters[:length] == first[:length] and _begins(letters[length:], rest)
        for length in range(min(len(letters), len(first)), 0, -1)
    )


def _syllables(reading: str) -> list[str]:
    """ "yu4chi2" → ["yu4", "chi2"]."""
    found: list[str] = []
    syllable = ""
    for sign in reading:
        syllable += sign
        if sign.isdigit():
            found, syllable = [*found, syllable], ""
    return found
