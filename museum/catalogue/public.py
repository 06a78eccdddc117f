"""The public door of the register of objects.

Nothing else of the register reaches a public page. Each value is allow-listed below; a telephone
number, a store shelf or a private note cannot leak because it is not in the object.
"""

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.utils.formats import date_format

from museum.catalogue.models import Item, Photo, Place, Story, Tag, Term
from museum.catalogue.models.holdings import Way
from museum.numbering import SHANGHAI
from museum.pictures import serving
from museum.pictures.models import Picture


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

    words: str  # 二厅·三号柜 | 库房 | 借出去了，预计十月回来
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
    size: str  # 长82×宽48×高66厘米
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
class Shelf:
    """One page of the browse list."""

    cards: tuple[PublicCard, ...]
    count: int
    page: int
    pages: int
    first: int  # number of the first card on this page, 1-based; 0 when empty
    last: int
    categories: tuple[Choice, ...]
    eras: tuple[Choice, ...]
    halls: tuple[Choice, ...]
    chosen: tuple[tuple[str, str, str], ...]  # (parameter, code, words), for taking one away


@dataclass(frozen=True, slots=True)
class Figures:
    """Live figures, counted from the register. 件, parts not counted."""

    collected: int
    on_display: int
    public: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands in the same hall."""

    hall: str
    hall_code: str
    count: int
    cards: tuple[PublicCard, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a printed code leads: "object" or "place" with an address, or "hidden" with none."""

    kind: str
    address: str


WORDS_OF_WAY = {Way.DEPOSIT: "寄存", Way.LOAN: "借展"}
CAME_BY = {
    Way.GIFT: "捐赠",
    Way.DEPOSIT: "寄存",
    Way.LOAN: "借展",
    Way.PURCHASE: "转让给馆里",
    Way.TRANSFER: "移交",
    Way.FOUND: "馆内发现",
}
UNKNOWN_ERA = "年代不详"
IN_STORE = "库房"
SIZES = (
    ("length", "长"),
    ("width", "宽"),
    ("height", "高"),
    ("mouth", "口径"),
    ("belly", "腹径"),
    ("base", "底径"),
    ("diameter", "直径"),
    ("thickness", "厚"),
    ("vertical", "纵"),
    ("horizontal", "横"),
    ("side", "边长"),
    ("handle", "柄长"),
)


def address(number: str) -> str:
    """Return the page of the object with this number."""
    return f"/objects/{number}/"


def shelf(*, category="", era="", hall="", place="", query="", page=1, per_page=12) -> Shelf:
    """Return one page of the public objects, narrowed by codes; per_page at most 96.

    An unknown code finds nothing; a page beyond the end is the last one.
    """
    narrowed = {"category": category, "era": era, "hall": hall, "place": place}
    found = _matching(narrowed, query)
    order = ("holding__series", "holding__number", "pk")
    leaves = Paginator(found.order_by(*order), max(1, min(per_page, 96)))
    leaf = leaves.get_page(page)
    return Shelf(
        cards=tuple(_card(item) for item in _for_cards(leaf.object_list)),
        count=leaves.count,
        page=leaf.number,
        pages=leaves.num_pages,
        first=leaf.start_index() if leaves.count else 0,
        last=leaf.end_index(),
        categories=_categories(_matching(narrowed | {"category": ""}, query)),
        eras=_terms("era", _matching(narrowed | {"era": ""}, query)),
        halls=_halls(_matching(narrowed | {"hall": "", "place": ""}, query)),
        chosen=_chosen(narrowed),
    )


def item(number: str) -> PublicItem | None:
    """Return the public object with this number (any of its numbers), or None."""
    found = _for_page(Item.objects.public().filter(codes__code=number)).first()
    return _page(found) if found else None


def cards(ids) -> dict[int, PublicCard]:
    """Return the cards of those of ids that are public, by id, in a fixed number of queries."""
    return {each.pk: _card(each) for each in _for_cards(Item.objects.public().filter(pk__in=ids))}


def neighbours(number: str, limit: int = 4) -> Neighbours | None:
    """Return what stands in the same hall as the object, or None where it is not on display."""
    found = Item.objects.public().filter(codes__code=number).select_related("holding__place__root")
    centre = found.first()
    if centre is None or not _displayed(centre):
        return None
    hall = centre.holding.place.root
    others = Item.objects.public().whole().on_display().filter(holding__place__root=hall)
    near = others.exclude(pk=centre.pk).order_by("holding__series", "holding__number")
    after = list(_for_cards(near.filter(holding__number__gt=centre.holding.number or 0)[:limit]))
    if len(after) < limit:
        known = [each.pk for each in after]
        after += list(_for_cards(near.exclude(pk__in=known)[: limit - len(after)]))
    return Neighbours(
        hall=hall.name,
        hall_code=str(hall.pk),
        count=others.count(),
        cards=tuple(_card(each) for each in after),
    )


def resolve(code: str) -> Resolved | None:
    """Return where a printed code leads; None for a code that was never given."""
    tag = Tag.objects.select_related("place", "item__holding__donation").filter(code=code).first()
    if tag is None:
        return None
    if tag.place_id:
        return Resolved("place", f"/objects/?place={tag.code}") if tag.place.for_display else None
    if not Item.objects.public().filter(pk=tag.item_id).exists():
        return Resolved("hidden", "")
    return Resolved("object", address(tag.item.holding.designation))


def kinds() -> tuple[Choice, ...]:
    """Return the categories that hold public objects, with counts."""
    return _categories(Item.objects.public().whole())


def figures() -> Figures:
    """Return the live figures, in 件, parts not counted."""
    held = Item.objects.collected()
    return Figures(
        collected=held.count(),
        on_display=held.on_display().count(),
        public=Item.objects.public().whole().count(),
    )


def preview(draft: Item) -> PublicItem:
    """Return a draft as its page would show it, through the same allow-list."""
    return _page(draft)


def _matching(narrowed: dict[str, str], query: str):
    found = Item.objects.public().whole()
    if narrowed["category"]:
        found = found.filter(
            Q(category__code=narrowed["category"]) | Q(category__parent__code=narrowed["category"])
        )
    if narrowed["era"]:
        found = found.filter(era__code=narrowed["era"])
    if narrowed["hall"] == IN_STORE_CODE:
        found = found.exclude(holding__last_movement__was_display=True)
    elif narrowed["hall"]:
        hall = narrowed["hall"] if narrowed["hall"].isdigit() else 0
        found = found.on_display().filter(holding__place__root=hall)
    if narrowed["place"]:
        found = found.on_display().filter(
            Q(holding__place__tags__code=narrowed["place"])
            | Q(holding__place__parent__tags__code=narrowed["place"])
            | Q(holding__place__root__tags__code=narrowed["place"])
        ).distinct()  # fmt: skip
    for word in query.replace("\x00", "").split()[:8]:
        found = found.filter(search_text__icontains=word[:60])
    return found


IN_STORE_CODE = "store"


def _pictures():
    return Prefetch(
        "photos",
        Photo.objects.prefetch_related(Prefetch("picture", Picture.objects.for_serving())),
    )


def _for_cards(items):
    wanted = "holding__donation", "holding__place__root", "holding__place__parent", "era"
    return items.select_related(*wanted, "holding__last_movement").prefetch_related(
        "materials", _pictures()
    )


def _for_page(items):
    return items.select_related(
        "holding__donation__owner",
        "holding__place__root",
        "holding__place__parent",
        "holding__last_movement",
        "category__parent",
        "era",
    ).prefetch_related(
        "materials",
        "parts",
        _pictures(),
        Prefetch("stories", Story.objects.select_related("teller", "recorder")),
    )


def _card(found: Item) -> PublicCard:
    holding = found.holding
    photos = found.photos.all()
    return PublicCard(
        number=holding.designation,
        title=found.title,
        address=address(holding.designation),
        era=found.era.name if found.era else UNKNOWN_ERA,
        materials="、".join(material.name for material in found.materials.all()),
        way=WORDS_OF_WAY.get(holding.way, ""),
        is_replica=found.is_replica,
        place=_place(found),
        picture=_picture(photos[0], found) if photos else None,
    )


def _page(found: Item) -> PublicItem:
    holding, category = found.holding, found.category
    parent = category.parent if category and category.parent_id else None
    pictures = (_picture(photo, found) for photo in found.photos.all())
    return PublicItem(
        number=holding.designation,
        title=found.title,
        address=address(holding.designation),
        short_address=f"/o/{holding.designation}",
        other_names="、".join(filter(None, (found.other_names, found.dialect_names))),
        category=(parent or category).name if category else "",
        category_code=(parent or category).code if category else "",
        subcategory=category.name if parent else "",
        era=found.era_text or (found.era.name if found.era else UNKNOWN_ERA),
        era_code=found.era.code if found.era else "",
        materials=found.materials_text or "、".join(each.name for each in found.materials.all()),
        size=_size(found),
        pieces=_pieces(found),
        use=found.use,
        condition=found.condition,
        provenance=found.provenance,
        came=_came(holding),
        way=WORDS_OF_WAY.get(holding.way, ""),
        is_replica=found.is_replica,
        place=_place(found),
        pictures=tuple(filter(None, pictures)),
        stories=tuple(_story(story) for story in found.stories.all()),
        parts=tuple(part.title for part in found.parts.all()),
    )


def _picture(photo: Photo, found: Item) -> PublicPicture | None:
    words = {"alt": photo.alt or found.title, "caption": photo.caption}
    return _served(photo.picture, credit=photo.credit or photo.picture.credit, **words)


def _served(picture, **words) -> PublicPicture | None:
    served = serving.served(picture, **words)
    return PublicPicture(**served._asdict()) if served else None


def _displayed(found: Item) -> bool:
    return found.holding.is_on_display and found.holding.place.for_display


def _place(found: Item) -> PublicPlace:
    """Return where a thing stands, in public words. What is not for display is 库房 and no more."""
    holding = found.holding
    place = holding.place
    if place is None or not holding.is_on_display:
        away = place is not None and place.is_elsewhere
        words = "借出去了" if away else IN_STORE
        return PublicPlace(words=words, detail="", on_display=False, hall="", hall_code="")
    on_a_shelf = place.kind == Place.Kind.SHELF and place.parent is not None
    shown = place.parent if on_a_shelf else place
    return PublicPlace(
        words=shown.trail,
        detail=place.name if on_a_shelf else "",
        on_display=True,
        hall=place.root.name,
        hall_code=str(place.root_id),
    )


def _size(found: Item) -> str:
    if found.dimensions_text:
        return found.dimensions_text
    told = [(word, getattr(found, name)) for name, word in SIZES]
    parts = [f"{word}{_plain(value)}" for word, value in told if value is not None]
    return "×".join(parts) + "厘米" if parts else ""


def _plain(value) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _pieces(found: Item) -> str:
    if found.pieces <= 1 and found.quantity <= 1:
        return ""
    counted = f"{found.quantity}{found.unit}"
    return counted if found.pieces == found.quantity else f"{counted}{found.pieces}件"


def _came(holding) -> str:
    """Return how it came: 2023年3月，三组马家捐赠. A find names nobody."""
    month = date_format(holding.donation.happened_at.astimezone(SHANGHAI), "Y年n月")
    if holding.way == Way.FOUND:
        return f"{month}，{CAME_BY[Way.FOUND]}"
    return f"{month}，{holding.donation.giver_as_named}{CAME_BY[holding.way]}"


def _story(story: Story) -> PublicStory:
    named = story.recorder if story.recorder and story.recorder_named else None
    return PublicStory(
        paragraphs=tuple(line.strip() for line in story.text.splitlines() if line.strip()),
        teller=story.teller_as_named,
        recorder=named.name if named and not named.is_erased else "",
        told_on=_day(story.told_on),
        told_where=story.told_where,
    )


def _day(day: datetime.date | None) -> str:
    return date_format(day, "Y年n月j日") if day else ""


def _categories(found) -> tuple[Choice, ...]:
    counted: dict[int, int] = {}
    for pk, parent, count in found.order_by().values_list(
        "category", "category__parent"
    ).annotate(n=Count("pk", distinct=True)):  # fmt: skip
        if pk:
            counted[parent or pk] = counted.get(parent or pk, 0) + count
    named = Term.objects.filter(pk__in=counted)
    return tuple(Choice(term.code, term.name, counted[term.pk]) for term in named)


def _terms(field: str, found) -> tuple[Choice, ...]:
    rows = found.order_by().values_list(field).annotate(n=Count("pk", distinct=True))
    counted = {pk: count for pk, count in rows if pk}
    named = Term.objects.filter(pk__in=counted)
    return tuple(Choice(term.code, term.name, counted[term.pk]) for term in named)


def _halls(found) -> tuple[Choice, ...]:
    rows = found.on_display().order_by().values_list("holding__place__root").annotate(
        n=Count("pk", distinct=True)
    )  # fmt: skip
    counted = dict(rows)
    halls = Place.objects.filter(pk__in=counted).order_by("position", "pk")
    chosen = [Choice(str(hall.pk), hall.name, counted[hall.pk]) for hall in halls]
    stored = found.exclude(holding__last_movement__was_display=True).count()
    return (*chosen, Choice(IN_STORE_CODE, IN_STORE, stored)) if stored else tuple(chosen)


def _chosen(narrowed: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    words = {}
    if narrowed["category"]:
        term = Term.objects.of("category").filter(code=narrowed["category"]).first()
        words["category"] = term.name if term else narrowed["category"]
    if narrowed["era"]:
        term = Term.objects.of("era").filter(code=narrowed["era"]).first()
        words["era"] = term.name if term else narrowed["era"]
    if narrowed["hall"]:
        number = narrowed["hall"] if narrowed["hall"].isdigit() else 0
        hall = Place.objects.for_display().filter(pk=number).first()
        stored = narrowed["hall"] == IN_STORE_CODE
        words["hall"] = IN_STORE if stored else hall.name if hall else narrowed["hall"]
    if narrowed["place"]:
        place = Place.objects.for_display().filter(tags__code=narrowed["place"]).first()
        words["place"] = place.trail if place else narrowed["place"]
    return tuple((name, narrowed[name], said) for name, said in words.items())
