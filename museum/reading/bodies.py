"""Names of schools, offices and companies: one body in several writings."""

import re

from museum.reading.figures import whole_number
from museum.reading.normal import plain

ENDINGS = ("有限责任公司", "股份有限公司", "有限公司")
SHORT = {"村民委员会": "村委会", "居民委员会": "居委会", "人民政府": "政府", "高级中学": "高中",
         "初级中学": "初中", "完全小学": "完小", "卫生服务站": "卫生站"}  # fmt: skip
# As people say it: 六小, 二中, 三幼, the 附小 of a college.
SAID = {"小": "小学", "中": "中学", "幼": "幼儿园", "高": "高中", "附小": "附属小学",
        "附中": "附属中学", "实小": "实验小学", "实幼": "实验幼儿园"}  # fmt: skip
BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]")
SCHOOL = re.compile(r"(小学|中学)校(?![区办园友])")
DIGITS = "一二三四五六七八九"
# 第六, 六, 第6, 第二十一, and no part of a longer number: 八一小学 counts nothing.
NUMBER = rf"(?<![{DIGITS}十百零〇\d])第?([{DIGITS}]?十[{DIGITS}]?|[{DIGITS}]|\d{{1,3}})"
COUNTED = re.compile(
    NUMBER + r"(?=小学|中学|高中|初中|完小|幼儿园|中心|实验|人民医院|医院|职业|村民小组|小组)"
)
COUNTED_SHORT = re.compile(NUMBER + r"(小|中|幼|高)$")
SPOKEN = re.compile(r"(附小|附中|实小|实幼)$")
# 柳河市第六小学 is said 柳河第六小学 too.
PLACE = re.compile(r"(?<=\w\w)(?:[省市县区镇乡]|街道)")
SHORTEST = 4


def body(name: str) -> str:
    """Return the form in which two writings of one body's name meet. For comparing, never for showing."""
    said = plain(BRACKETS.sub("", name)) or plain(name)
    for ending in ENDINGS:
        said = said.removesuffix(ending) or said
    for long, short in SHORT.items():
        said = said.replace(long, short)
    said = SCHOOL.sub(r"\1", said)
    said = SPOKEN.sub(lambda found: SAID[found[1]], said)
    said = COUNTED_SHORT.sub(lambda found: f"第{whole_number(found[1])}{SAID[found[2]]}", said)
    return COUNTED.sub(lambda found: f"第{whole_number(found[1])}", said)


def may_be_one(name: str, other: str) -> bool:
    """Return whether both may name one body, to ask about: alike, or one says in front where it is
    (镇江市青石桥小学, 青石桥小学), or says the place shorter. Two that each say another place are two."""
    one, two = body(name), body(other)
    if not one or not two:
        return False
    pairs = ((one, two), (PLACE.sub("", one), two), (one, PLACE.sub("", two)))
    return any(_ends_alike(*pair) for pair in pairs)


def _ends_alike(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return short == long or (len(short) >= SHORTEST and long.endswith(short))
