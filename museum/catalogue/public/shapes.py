"""The shapes in which the register crosses to the public: frozen, and each value named.

A telephone number, a store shelf or a private note cannot leak because it is not in the object.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """A picture as address, size, alt and credit; srcset for screens of other widths."""

    url: str
    width: int
    height: int
    srcset: str  # "/media/…400.webp 400w, …" or ""
    thumb_url: str  # a small square-bounded version for strips and lists
    alt: str
    caption: str
    credit: str
    is_drawing: bool  # drawings get air around them, photographs none


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """Where a thing stands now. A store is never named more closely than 库房."""

    kind: str  # "display" | "store" | "away" | "untold": 位置不上网
    label: str  # 二厅·三号柜 | 库房 | 借出去了
    detail: str  # 上层, or ""
    on_display: bool
    hall: str  # 二厅, or ""
    hall_code: str  # for the filter ?hall=…, or ""


@dataclass(frozen=True, slots=True)
class PublicStory:
    paragraphs: tuple[str, ...]
    teller: str  # as the teller chose to be named
    recorder: str  # who wrote it down, or ""
    told_on: str  # 2023年6月11日, or ""
    told_where: str


@dataclass(frozen=True, slots=True)
class PublicCard:
    """What a card in a list says."""

    number: str  # CS00012
    title: str
    address: str  # /objects/CS00012/
    era: str  # 20世纪50年代 | 年代不详
    materials: str  # 铁、玻璃
    way: str  # 寄存 | 借展 | "" : a word in the fact line, only where the museum does not own it
    is_replica: bool
    place: PublicPlace
    picture: PublicPicture | None


@dataclass(frozen=True, slots=True)
class PublicItem:
    """What an object's own page says."""

    number: str
    title: str
    address: str
    short_address: str  # /o/CS00012
    other_names: str  # 纺线车、摇车
    category: str
    category_code: str  # for the filter ?category=…
    subcategory: str
    era: str  # as written, else the era's name
    era_code: str
    materials: str
    made_in: str
    size: str  # 长82 × 宽48 × 高66厘米
    pieces: str  # 1把2件, "" for one piece
    use: str
    condition: str
    provenance: str
    came: str  # 2023年3月，三组马家捐赠
    way: str
    is_replica: bool
    place: PublicPlace
    pictures: tuple[PublicPicture, ...]
    stories: tuple[PublicStory, ...]
    parts: tuple[str, ...]  # titles of parts that share the number


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a filter: a code for the address, words and how many objects it holds."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Live figures, counted from the register. 件, parts not counted."""

    collected: int
    on_display: int
    public: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands with an object: in its case with the object itself, in order; else in its hall."""

    name: str  # of the filter: "place" for a case, "hall"
    code: str
    words: str  # 三号柜 | 二厅
    count: int
    position: int  # which one of its case it is, 0 in a hall
    is_shelf: bool  # whether cards stand on one shelf
    cards: tuple[PublicCard, ...]
    before: PublicCard | None
    after: PublicCard | None


@dataclass(frozen=True, slots=True)
class Kin:
    """A few others of the same giver, kind or time."""

    name: str  # of the filter: "household" | "category" | "era"
    code: str
    words: str  # 三组马家 | 纺织缝纫 | 20世纪50年代
    cards: tuple[PublicCard, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """An object's page and the ways on from it; neighbours None where it is not on display."""

    item: PublicItem
    neighbours: Neighbours | None
    kin: tuple[Kin, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a printed code leads: "object" or "place" with an address, "hidden" with none, or "unused"
    with the page at the desk on which those who work here begin."""

    kind: str
    address: str
