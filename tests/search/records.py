"""Museum records as they are written: simplified, traditional, mixed, with letters and figures."""

import random

from django.utils import timezone

from museum.catalogue.models import Donation, Holding, Item, Story, Term

TITLES = [
    "手摇纺车",
    "木织布机",
    "搪瓷缸",
    "煤油灯",
    "马灯",
    "龙骨水车",
    "竹编背篓",
    "粽子模具",
    "打糍粑槽",
    "八仙桌",
    "長凳",
    "紡車",
    "織布機",
    "鎌刀",
    "鐵鍊",
    "檯燈",
    "菸斗",
    "乾隆通寳",
    "麵缸",
    "隻耳罐",
    "Singer缝纫机",
    "红灯牌收音机",
    "算盘",
    "杆秤",
    "木犁",
    "石磨",
    "簸箕",
]
PIECES = [
    "一九五三年的嫁妆",
    "從外婆家帶來",
    "用了三十多年，",
    "轮上棉绳；铁锭",
    "缺一角",
    "1958年",
    "生产队",
    "CS00012",
    "「為人民服務」",
    "里面写着‘农业学大寨’",
    "清代光緒",
    "oil",
    "lamp",
    "No.7",
    "Ｆｕｌｌ－ｗｉｄｔｈ",
    "三组马家",
    "回族老人",
    "打糍粑、包粽子",
    "木質、竹製",
    "广泛使用",
    "廣泛流傳",
    "车",
    "紡",
    "灯",
    "100%",
    "a_b",
    '5"',
    "O'Neil",
    "裏面",
    "裡頭",
    "著名",
    "乾燥",
    "臺灣",
    "喫饭",
    "𠮷野家",
]


def fill(how_many: int, owner, by, seed: int = 1) -> list[int]:
    """Put how_many public objects into the register by the short way. Returns their keys."""
    chance = random.Random(seed)
    now = timezone.now()
    donation = Donation.objects.create(
        year=1990, number=seed, label=f"RG-1990-{seed:04d}", happened_at=now, recorded_by=by,
        owner=owner, naming="household",
    )  # fmt: skip
    terms = {
        name: list(Term.objects.of(name).order_by("pk")[:30])
        for name in ("category", "era", "material")
    }
    start = Holding.objects.filter(series="collection").count() + 10_000 * seed
    items = Item.objects.bulk_create(
        Item(
            title=_written(chance, TITLES, 1, 2),
            other_names="、".join(
                _written(chance, TITLES, 1, 1) for _ in range(chance.randint(0, 2))
            ),
            dialect_names=chance.choice(("", "", "洋油灯", "摇窝、搖籃")),
            category=chance.choice((*terms["category"], None)),
            era=chance.choice((*terms["era"], None)),
            era_text=chance.choice(("", "", *PIECES[:6])),
            materials_text=chance.choice(("", "木质", "木質、鐵", "搪瓷")),
            use=_written(chance, PIECES, 0, 3),
            provenance=_written(chance, PIECES, 0, 12),
            live=True,
        )
        for _ in range(how_many)
    )
    Holding.objects.bulk_create(
        Holding(
            item=item, donation=donation, line=line, way="gift", status="accessioned",
            series="collection", number=start + line, label=f"CS{start + line:05d}", accepted_at=now,
        )
        for line, item in enumerate(items, start=1)
    )  # fmt: skip
    Story.objects.bulk_create(
        Story(item=item, text=_written(chance, PIECES, 1, 20))
        for item in items
        if chance.random() < 0.4
    )
    Item.materials.through.objects.bulk_create(
        Item.materials.through(item=item, term=term)
        for item in items
        for term in chance.sample(terms["material"], chance.randint(0, 2))
    )
    return [item.pk for item in items]


def _written(chance, pieces, least, most) -> str:
    return "".join(chance.choices(pieces, k=chance.randint(least, most)))
