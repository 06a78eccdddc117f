"""What is made for what: somebody writes 耕田 and means the plough (purposes.txt, in the village's words)."""

import functools
from importlib.resources import files

from museum.reading.normal import plain
from museum.search.engines import Purpose

# What is done to one of these is done to all: 打豆子, 打麦子, 打谷.
ALIKE = (
    ("粮", "粮食 稻谷 谷子 稻子 麦子 豆子 小麦 黄豆 绿豆 高粱 油菜籽 菜籽 庄稼 谷 稻 麦"),
    ("娃", "小娃娃 小孩子 小娃 小孩 娃娃 娃儿 孩子 婴儿 毛毛"),
    ("衣", "衣服 衣裳 衣物 棉衣 新衣"),
    ("鱼", "黄鳝 泥鳅 鱼虾 鱼儿 鳝鱼 螃蟹 虾 鳝"),
    ("木", "木头 木料 木板"),
    ("糍粑", "年糕 糯米"),
    ("牛", "牲口 牲畜 耕牛 黄牛 水牛"),
    ("菜", "蔬菜 青菜 白菜 萝卜 咸菜 酸菜"),
    ("挑", "担"),
    ("拉", "拖"),
    ("新婚", "新人 新娘 新郎 成家"),
)  # fmt: skip
ANYTHING = "东西"
# What ends so is the name of a thing, whatever it begins with: 拖拉机.
THINGS = tuple("机车具器炉锅灯桶箱柜床桌椅碗盆壶刀斧锯箩筐网船秤尺钟表")
STEPS_AT_MOST = 12
LONGEST = 12  # characters of a query that can be a purpose


@functools.cache
def _alike() -> list[tuple[str, str]]:
    pairs = [(plain(each), one) for one, others in ALIKE for each in others.split()]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _form(said: str) -> str:
    """Return what is said in the form in which purposes are compared."""
    for other, one in _alike():
        said = said.replace(other, one)
    return said.removesuffix("用") if len(said) > 2 else said


@functools.cache
def _lines() -> list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...], frozenset[str]]]:
    """Return each purpose: how it is said, the things for it, step by step, the likeliest first; and how
    it is said in the form."""
    text = (files("museum.search") / "purposes.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            said, _colon, things = line.partition(":")
            likely, _bar, helping = things.partition("|")
            steps: list[tuple[str, ...]] = [(plain(each),) for each in likely.split()]
            if helping.strip():
                steps.append(tuple(map(plain, helping.split())))
            ways = tuple(map(plain, said.split()))
            found.append((ways, tuple(steps), frozenset(map(_form, ways))))
    return found


def purposes_of(words: tuple[str, ...]) -> tuple[tuple[Purpose, ...], bool]:
    """Return what is made for what these words ask, the likeliest first, nothing where they ask for
    none; and whether a purpose is said just so, or only somewhere among them."""
    asked = "".join(words)
    if not asked or len(asked) > LONGEST:
        return (), False
    meant, is_exact = _meant(asked)
    if not meant:
        return (), False
    uses = dict.fromkeys(word for said, _things, _forms in meant for word in said if len(word) > 1)
    steps = [Purpose(names=(), uses=tuple(uses))]
    for place in range(max(len(things) for _said, things, _forms in meant)):
        names = [
            name for _said, things, _forms in meant if place < len(things) for name in things[place]
        ]
        steps.append(Purpose(names=tuple(dict.fromkeys(names))))
    return tuple(steps[:STEPS_AT_MOST]), is_exact


def _meant(asked: str) -> tuple[list, bool]:
    """Return the purposes that are said just so; else those whose words hold most of what was asked, or
    stand in it (夜里照路 holds 照路); else what does so with anything (拉砖头 is 拉东西)."""
    form = _form(asked)
    if exact := [line for line in _lines() if asked in line[0]]:
        return exact, True
    if len(form) < 2:
        return [], False
    if exact := [line for line in _lines() if form in line[2]]:
        return exact, True
    by_length: dict[int, list] = {}
    for line in _lines():
        inside = max((len(word) for word in line[2] if len(word) > 1 and word in form), default=0)
        around = len(form) if any(form in word for word in line[2]) else 0
        if longest := max(inside, around):
            by_length.setdefault(longest, []).append(line)
    if by_length:
        return by_length[max(by_length)], False
    if form.endswith(THINGS):
        return [], False
    return [line for line in _lines() if form[0] + ANYTHING in line[0]], False
