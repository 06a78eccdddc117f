"""Records as three kinds of museums write them, in numbers: simplified, traditional and English."""

import random

from django.utils import timezone

from museum.catalogue.models import Donation, Holding, Item, Photo, Story, Term
from museum.catalogue.models.items import ItemTag
from museum.pictures.models import Picture

SIMPLE = (
    "手摇纺车织布机搪瓷缸煤油灯马灯龙骨水车竹编背篓粽子模具打糍粑槽八仙桌长凳镰刀铁链台灯烟斗面缸杆秤算盘木犁石磨簸箕"
    "外婆嫁妆生产队公社大队祠堂码头集市清代光绪民国解放前土改合作化用了三十多年轮上棉绳缺一角修补过广泛使用著名干燥着了"
)
FULL = (
    "手搖紡車織布機搪瓷缸煤油燈馬燈龍骨水車竹編揹簍粽子模具打餈粑槽八仙桌長凳鐮刀鐵鍊檯燈菸斗麵缸桿秤算盤木犂石磨簸箕"
    "外婆嫁妝生產隊公社大隊祠堂碼頭集市清代光緒民國臺灣總督府戶籍隻雙對乾隆後裏裡著於衆羣峯爲産內靑黃錄綫牀竈甕罈罎缽鉢"
)
RARE = "𠮷㙍䶮𬬻𰻞㐀〇々龘靐"
ENGLISH = [
    "spinning",
    "wheel",
    "made",
    "of",
    "oak",
    "and",
    "iron",
    "used",
    "in",
    "the",
    "village",
    "by",
    "Mrs",
    "O'Neil",
    "about",
    "1890",
    "Singer",
    "sewing",
    "machine",
    "No.7",
    "oil-lamp",
    "(brass)",
    "with",
    "glass",
    "chimney",
    "12",
    "1/2",
    "in.",
    "high,",
    "presented",
    "by",
    "the",
    "parish;",
    "see",
    "also",
    "A123-45",
    "and",
    "T2026.001",
    "Café",
    "crockery,",
    "naïve",
    "style,",
    "façade,",
    "straße,",
    "ﬁne",
    "ware,",
    "½",
    "pint",
    "measure,",
    "25",
    "×",
    "30",
    "cm,",
    "c.1935–40,",
    "butter",
    "churn",
]
BETWEEN = [
    "",
    "",
    "",
    "",
    "，",
    "。",
    "、",
    "（",
    "）",
    " ",
    "　",
    "·",
    "“",
    "”",
    "\n",
    "-",
    "/",
    "…",
    "《",
]
FIGURES = [
    "1935年",
    "1958",
    "一九五三年",
    "CS",
    "No.7",
    "Ａ１２",
    "２０２６",
    "Singer",
    "100%",
    "3尺",
    "a",
    "7",
]


class Writer:
    def __init__(self, seed: int):
        self.chance = random.Random(seed)

    def chinese(self, signs: str, least: int, most: int) -> str:
        pick, found = self.chance.choice, []
        for _ in range(self.chance.randint(least, most)):
            start = self.chance.randrange(len(signs))
            found += [signs[start : start + self.chance.randint(1, 5)], pick(BETWEEN)]
            if self.chance.random() < 0.12:
                found.append(pick(FIGURES))
            if self.chance.random() < 0.02:
                found.append(pick(RARE))
        return "".join(found)

    def english(self, least: int, most: int) -> str:
        return " ".join(self.chance.choices(ENGLISH, k=self.chance.randint(least, most)))

    def text(self, kind: int, least: int, most: int) -> str:
        if kind == 2:
            return self.english(least, most * 3)
        return self.chinese(FULL if kind else SIMPLE, least, most)


def fill(how_many: int, owner, by, seed: int = 1) -> None:
    """Put how_many public objects into the register by the short way."""
    write, now = Writer(seed), timezone.now()
    chance = write.chance
    donation = Donation.objects.create(
        year=1990, number=seed, label=f"RG-1990-{seed:04d}", happened_at=now, recorded_by=by,
        owner=owner, naming="household",
    )  # fmt: skip
    terms = {
        name: list(Term.objects.of(name).order_by("pk")[:40])
        for name in ("category", "era", "material")
    }
    picture = Picture.objects.first()
    kinds = [number % 3 for number in range(how_many)]
    items = Item.objects.bulk_create(
        Item(
            title=write.text(kind, 1, 3)[:120] or "车",
            other_names="、".join(write.text(kind, 1, 1) for _ in range(chance.randint(0, 2)))[:200],
            dialect_names=chance.choice(("", "洋油灯", "摇窝、搖籃")),
            category=chance.choice((*terms["category"], None)),
            era=chance.choice((*terms["era"], None)),
            era_text=chance.choice(("", "", write.text(kind, 1, 1)[:120])),
            materials_text=chance.choice(("", "木质", "木質、鐵", "brass; oak")),
            origin=chance.choice(("", "景德镇", "臺灣臺北", "Sheffield, U.K.")),
            provenance=write.text(kind, 0, 8),
            live=True,
        )
        for kind in kinds
    )  # fmt: skip
    Holding.objects.bulk_create(
        Holding(
            item=item, donation=donation, line=line, way="gift", status="accessioned",
            series="collection", number=10_000 * seed + line,
            label=f"CS{10_000 * seed + line:05d}", accepted_at=now,
        )
        for line, item in enumerate(items, start=1)
    )  # fmt: skip
    Story.objects.bulk_create(
        Story(item=item, text=write.text(kind, 1, 30))
        for item, kind in zip(items, kinds, strict=True)
        if chance.random() < 0.6
    )
    if picture:
        Photo.objects.bulk_create(
            Photo(item=item, picture=picture, caption=write.text(kind, 1, 2)[:255])
            for item, kind in zip(items, kinds, strict=True)
            if chance.random() < 0.3
        )
    tags = [ItemTag.tag_model().objects.create(name=name, slug=f"w{at}")
            for at, name in enumerate(("嫁妆", "農忙", "steam age", "1958年"))]  # fmt: skip
    ItemTag.objects.bulk_create(
        ItemTag(content_object=item, tag=chance.choice(tags))
        for item in items
        if chance.random() < 0.3
    )
    through = Item.materials.through
    through.objects.bulk_create(
        through(item=item, term=term)
        for item in items
        for term in chance.sample(terms["material"], chance.randint(0, 2))
    )


def queries(texts: list[str], how_many: int, seed: int):
    """Yield pieces of what stands in the records, as they stand there or typed otherwise."""
    chance = random.Random(seed)
    for number in range(how_many):
        text = chance.choice(texts)
        start, length = chance.randrange(len(text)), chance.randint(1, 8)
        piece = text[start : start + length]
        match number % 8:
            case 0:
                piece = "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in piece)
            case 1:
                piece = piece.upper()
            case 2:
                piece = "，".join(piece)
            case 3:
                other = chance.choice(texts)
                at = chance.randrange(len(other))
                piece = f"{piece[:3]} {other[at : at + chance.randint(1, 3)]}"
        yield piece
