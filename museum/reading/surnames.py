"""What the name of a person begins with: 马德全 → 马, 欧阳兰 → 欧阳, 买买提·艾则孜 → 买买提, José → José."""

import re

from museum.reading.normal import plain

LONGEST = 10
# Latin as on passports, with all its accents and in full width, Greek and Cyrillic.
LETTERS = r"A-Za-z\u00c0-\u052f\u1e00-\u1fff\uff21-\uff5a"
SPELT = re.compile(f"[{LETTERS}]")
# Every dot that somebody types between the parts of a name, and the blank or the stroke in its place;
# but Jean-Luc is one word.
DOTS = re.compile(
    r"[·•・･‧∙⋅●⸱․᛫．.｡。﹒ㆍᆞ᠂\ua78f\u1427\u0387˙∘◦⦁丶⼂丨⼁ǀ|｜¦￤∣│❘︱\s\u3000]+"
    + rf"|(?<![{LETTERS}])[-—–―‐‑－﹣]+"
)
# What is written before a name and is none of it: （二组）王桂兰.
REMARK = re.compile(r"^\s*[（(〔［\[【「][^）)〕］\]】」]*[）)〕］\]】」]\s*(?=\S)")
SIGNS = 4  # from here on it is a guess, and the form shows it
DOUBLE = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "皇甫",
        "尉迟",
        "公孙",
        "夏侯",
        "令狐",
        "司徒",
        "东方",
        "慕容",
        "南宫",
        "独孤",
        "端木",
        "宇文",
        "长孙",
        "轩辕",
        "赫连",
        "澹台",
        "呼延",
        "申屠",
        "钟离",
        "闻人",
        "濮阳",
        "淳于",
        "单于",
        "公羊",
        "公冶",
        "公西",
        "公良",
        "公输",
        "公户",
        "宗政",
        "太史",
        "太叔",
        "仲孙",
        "鲜于",
        "闾丘",
        "司空",
        "司寇",
        "子车",
        "亓官",
        "巫马",
        "颛孙",
        "壤驷",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "段干",
        "百里",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "西门",
        "第五",
        "南荣",
        "东里",
        "仲长",
        "即墨",
        "达奚",
        "褚师",
        "纳兰",
        "叶赫",
        "完颜",
        "耶律",
        "贺兰",
        "贺若",
        "斛律",
        "屈突",
        "哥舒",
        "万俟",
        "安陵",
        "西陵",
        "北宫",
        "东门",
        "相里",
        "鄂伦",
        "那拉",
        "毌丘",
        "公仪",
        "南郭",
        "侯莫陈",
    ]
)


def without_remark(name: str) -> str:
    """Return name without what stands in brackets before it."""
    return REMARK.sub("", name)


def surname_of(name: str) -> str:
    """Return the surname that a name begins with: all before the first dot, else a double surname,
    else one character. A word that is spelt with letters is never cut."""
    first, *others = [part for part in DOTS.split(without_remark(name).strip()) if part] or [""]
    if others and _length(first + others[0]) <= len(plain(first)):
        return first[:LONGEST]
    whole = "".join((first, *others))
    if SPELT.search(_head(whole, 1)):
        return first[:LONGEST]
    return _head(whole, _length(whole))


def is_guessed(name: str) -> bool:
    """Whether a name is so long that what was taken for the surname is shown and asked about."""
    return len(plain(name)) >= SIGNS


def _length(name: str) -> int:
    """Return of how many characters the surname is that a name without dots begins with."""
    return next((signs for signs in (3, 2) if plain(_head(name, signs)) in DOUBLE), 1)


def _head(name: str, signs: int) -> str:
    """Return the beginning of name that is so many characters, marks of their shape left out."""
    found = [sign for sign in name if plain(sign)]
    return "".join(found[:signs])
