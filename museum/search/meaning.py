"""What a question of the public means: 「六十年代木头做的箱子」 is a decade, a material and a word.

A piece that is an era, a year, a place or a material is no word to look for but a condition, said on
the page and taken away there like any other. What people put around it (的, 东西, 做的, 用的) is dropped.
"""

import re
from dataclasses import dataclass, replace

from museum.reading.figures import in_one_width
from museum.reading.normal import plain
from museum.reading.years import Years, years_of
from museum.search.facet_names import NAMES, place_form
from museum.search.listing import Listing

# What stands before and behind what is meant. 的确良 is a cloth.
BEFORE = re.compile(r"^(?:以前|从前|过去|老辈人|那时候)?(?:用来|拿来|用于|专门)")
BEHIND = re.compile(
    r"(?:(?:里头|里面|里|上面|上)?(?:用|做|摆|放|送|讲|打|制)?的(?:老?东西|老?物件|家什|家伙|工具|用具)?|(?<=..)(?:东西|老物件|物件))$"
)
OF = re.compile(r"(?:用|做|制|摆|送|讲)?的(?!确)")
MADE_OF = {
    "木头": "木", "木料": "木", "木质": "木", "木制": "木", "竹子": "竹", "竹制": "竹", "竹质": "竹",
    "石头": "石", "石质": "石", "石制": "石", "铁制": "铁", "生铁": "铁", "熟铁": "铁", "铜制": "铜", "黄铜": "铜",
    "紫铜": "铜", "红铜": "铜", "白铜": "铜", "银制": "银", "银子": "银", "金子": "金", "锡": "其他金属", "陶制": "陶",
    "瓷制": "瓷", "泥巴": "泥", "纸质": "纸", "皮": "皮革", "牛皮": "皮革", "皮子": "皮革", "骨头": "骨角牙", "牛角": "骨角牙",
    "棉": "棉麻纤维", "麻": "棉麻纤维", "布": "棉麻纤维", "棉布": "棉麻纤维", "麻布": "棉麻纤维", "土布": "棉麻纤维",
    "绸子": "丝", "丝绸": "丝", "羊毛": "毛", "塑胶": "塑料", "橡皮": "橡胶", "洋瓷": "搪瓷", "电木": "胶木", "铝皮": "铝",
    "洋灰": "水泥", "砖头": "砖瓦", "瓦": "砖瓦", "玉": "宝玉石", "尼龙": "化纤", "的确良": "化纤",
}  # fmt: skip
# Said without 的, these are materials all the same: nobody's thing is called 木头.
ALWAYS = frozenset(word for word in MADE_OF if word[-1] in "头质制料子" and len(word) > 1)
# Before these a name may follow without 的: 民国纺车, 清朝碗.
ENDS_AN_ERA = re.compile(r"(?:年代[初末中]?期?|年间|时期|年|代|朝|民国|清末民初)$")
PIECES_AT_MOST = 12
LONGEST_PIECE = 40

YEARS, ERA, PLACE, MATERIAL = "years", "of_era", "at", "made_of"


@dataclass(frozen=True, slots=True)
class Reading:
    """A piece of the question that was read as a condition: years, of_era, at or made_of; what it is
    in words; the question without it."""

    kind: str
    typed: str
    code: str
    words: str
    without: str = ""


def understood(listing: Listing, version) -> tuple[Listing, tuple[Reading, ...]]:
    """Return the listing with what its words mean, and what was read of them."""
    if not listing.is_read or not listing.query:
        return listing, ()
    pieces: list[str | Reading] = []
    tokens = listing.query.split()
    for token in tokens:
        is_short = len(token) <= LONGEST_PIECE and len(pieces) < PIECES_AT_MOST
        pieces += _pieces(in_one_width(token), version) if is_short else [token]
    readings = [each for each in pieces if isinstance(each, Reading)]
    # Of each kind one: 六十年代 七十年代 is nothing that an object could be.
    kept = list({each.kind: each for each in readings}.values())
    words = " ".join(each for each in pieces if isinstance(each, str))
    said = tuple(replace(each, without=_without(pieces, each)) for each in kept)
    read = tuple((each.kind, each.code) for each in kept)
    return replace(listing, query=words, read=read), said


def _without(pieces: list["str | Reading"], reading: Reading) -> str:
    left = (each if isinstance(each, str) else each.typed for each in pieces if each != reading)
    return " ".join(left)


def _pieces(token: str, version, *, is_made_of: bool = False) -> "list[str | Reading]":
    """Return a piece of the question as words and readings. is_made_of: 的 stood behind it."""
    if found := _read(token, version, is_made_of=is_made_of):
        return [found]
    bare = BEHIND.sub("", BEFORE.sub("", token))
    if bare and bare != token:
        return _pieces(bare, version, is_made_of=token[len(bare) :].find("的") >= 0)
    before, of, behind = _parted(token)
    if of:
        return [*_pieces(before, version, is_made_of=True), *_pieces(behind, version)]
    for end in range(len(token) - 1, 1, -1):
        head, rest = token[:end], token[end:]
        is_head = head in ALWAYS or ENDS_AN_ERA.search(head) or _place(head, version)
        if is_head and (found := _read(head, version)):
            return [found, *_pieces(rest.removeprefix("的"), version)]
    return [token]


def _parted(token: str) -> tuple[str, str, str]:
    found = OF.search(token, 1)
    if found is None or found.end() == len(token):
        return token, "", ""
    return token[: found.start()], found[0], token[found.end() :]


def _read(token: str, version, *, is_made_of: bool = False) -> Reading | None:
    form = plain(token)
    if len(form) < 2 and not is_made_of:
        return None
    if not form.isdigit() and len(form) > 1 and (years := years_of(token)):
        first, last = ("" if year is None else str(year) for year in years)
        return Reading(YEARS, token, f"{first}..{last}", said(years))
    for code, name in NAMES.of("era", version).items():
        if plain(name) == form:
            return Reading(ERA, token, code, name)
    if place := _place(token, version):
        keys, name = place
        return Reading(PLACE, token, ".".join(map(str, keys)), name)
    if is_made_of or token in ALWAYS:
        materials = {name: code for code, name in NAMES.of("material", version).items()}
        name = MADE_OF.get(token, token)
        if name in materials:
            return Reading(MATERIAL, token, materials[name], name)
    return None


def said(years: Years) -> str:
    """Return years as a page says them: 1960到1969年, 1962年, 1949年以前."""
    if years.first is None:
        return f"{years.last}年以前"
    if years.last is None:
        return f"{years.first}年以后"
    if years.first == years.last:
        return f"{years.first}年"
    return f"{years.first}到{years.last}年"


def _place(token: str, version) -> tuple[tuple[int, ...], str] | None:
    """Return the places that token names, with all that stands in them, and what they are called."""
    return NAMES.places(version).get(place_form(token))
