"""From a row of the register to what a page may say of it."""

import datetime

from django.db.models import Prefetch
from django.utils.formats import date_format

from museum import stamps
from museum.catalogue.models import Item, Photo, Place, Story
from museum.catalogue.models.holdings import Way
from museum.catalogue.public.shapes import (
    PublicCard,
    PublicItem,
    PublicPicture,
    PublicPlace,
    PublicStory,
)
from museum.numbering import SHANGHAI
from museum.pictures import serving, sizes
from museum.pictures.models import Rendition

WORDS_OF_WAY: dict[str, str] = {Way.DEPOSIT: "寄存", Way.LOAN: "借展"}
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
AWAY = "借出去了"
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


def clean(code: str) -> str:
    """Return what came with an address, short and without NUL, which PostgreSQL cannot be asked."""
    return code.replace("\x00", "")[:80]


def address(number: str) -> str:
    """Return the page of the object with this number."""
    return f"/objects/{number}/"


# Column by column: writing out a statement with the two hundred columns of ten tables takes Django
# longer than SQLite needs to answer it.
PLACE = ("name", "trail", "kind", "for_display", "parent", "root")
OF_CARDS = (
    "title", "materials_text", "is_replica", "category", "era", "category__parent", "era__name",
    *(f"category__{name}" for name in ("code", "name")),
    *(f"holding__{name}" for name in ("item", "label", "series", "number", "line", "part", "way")),
    *(f"holding__donation__{name}" for name in ("label",)),
    "holding__last_movement__was_display",
    *(f"holding__place__{name}" for name in PLACE),
    *(f"holding__place__parent__{name}" for name in ("trail",)),
    "holding__place__root__name",
)  # fmt: skip
OF_PAGES = (
    *OF_CARDS, "other_names", "dialect_names", "era_text", "dimensions_text", "quantity", "unit",
    "pieces", "condition", "use", "provenance", *(name for name, _word in SIZES),
    *(f"category__parent__{name}" for name in ("code", "name")), "era__code",
    *(f"holding__donation__{name}" for name in ("happened_at", "naming", "owner")),
    *(f"holding__donation__owner__{name}" for name in
      ("kind", "name", "surname", "address_form", "former_group", "erased_at")),
)  # fmt: skip


def with_facts(items):
    """Fetch in the same query what a page says of an object, its facts and its kind."""
    return items.select_related(
        "holding__donation__owner",
        "holding__place__root",
        "holding__place__parent",
        "holding__last_movement",
        "category__parent",
        "era",
    ).only(*OF_PAGES)


def with_facts_of_cards(items):
    """Fetch in the same query what a card says."""
    return items.select_related(
        "holding__donation",
        "holding__place__root",
        "holding__place__parent",
        "holding__last_movement",
        "category",
        "era",
    ).only(*(name for name in OF_CARDS))


def of_cards() -> list:
    """Return what is fetched for all cards together: materials, photos, their sizes."""
    copies = Rendition.objects.filter(filter_spec__in=sizes.ALL)
    photos = Photo.objects.select_related("picture").prefetch_related(
        Prefetch("picture__renditions", copies, to_attr="prefetched_renditions")
    )
    return ["materials", Prefetch("photos", photos)]


def of_pages() -> list:
    """Return what a page says beyond its card: stories with their tellers, and parts."""
    return [
        Prefetch("stories", Story.objects.select_related("teller", "recorder")),
        Prefetch("parts", Item.objects.public(), to_attr="public_parts"),
    ]


def for_cards(items):
    return with_facts_of_cards(items).prefetch_related(*of_cards())


def noted(found: Item) -> None:
    """Note what a card of found shows, for pages that are kept."""
    place, category = found.holding.place, found.category
    stamps.note(
        stamps.item(found.pk),
        *(stamps.term(each.pk) for each in found.materials.all()),
        *(stamps.term(key) for key in (found.category_id, found.era_id) if key),
    )
    if category and category.parent_id:
        stamps.note(stamps.term(category.parent_id))
    if place:
        keys = {place.pk, place.parent_id, place.root_id} - {None}
        stamps.note(*map(stamps.place, keys))


def card(found: Item) -> PublicCard:
    noted(found)
    holding = found.holding
    photos = found.photos.all()
    return PublicCard(
        number=holding.designation,
        title=found.title,
        address=address(holding.designation),
        era=found.era.name if found.era else UNKNOWN_ERA,
        materials=_materials(found) or found.materials_text,
        way=WORDS_OF_WAY.get(holding.way, ""),
        is_replica=found.is_replica,
        place=_place(found),
        picture=_picture(photos[0], found) if photos else None,
    )


def page(found: Item) -> PublicItem:
    noted(found)
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
        era=_era(found),
        era_code=found.era.code if found.era else "",
        materials=found.materials_text or _materials(found),
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
        parts=tuple(part.title for part in getattr(found, "public_parts", ())),
    )


def _picture(photo: Photo, found: Item) -> PublicPicture | None:
    words = {"alt": photo.alt or found.title, "caption": photo.caption}
    return _served(photo.picture, credit=photo.credit or photo.picture.credit, **words)


def _served(picture, **words) -> PublicPicture | None:
    stamps.note(stamps.picture(picture.pk))
    served = serving.served(picture, **words)
    return PublicPicture(**served._asdict()) if served else None


def _place(found: Item) -> PublicPlace:
    """Return where a thing stands, in public words. What is not for display is 库房 and no more."""
    holding = found.holding
    place = holding.place
    if place is None or not (holding.is_on_display and place.for_display):
        away = place is not None and place.is_elsewhere
        return PublicPlace(
            kind="away" if away else "store",
            words=AWAY if away else IN_STORE,
            detail="",
            on_display=False,
            hall="",
            hall_code="",
        )
    on_a_shelf = place.kind == Place.Kind.SHELF and place.parent is not None
    shown = place.parent if on_a_shelf else place
    return PublicPlace(
        kind="display",
        words=shown.trail,
        detail=place.name if on_a_shelf else "",
        on_display=True,
        hall=place.root.name,
        hall_code=str(place.root_id),
    )


def _materials(found: Item) -> str:
    """Return the materials by name. The survey's 其他… tell a visitor nothing."""
    names = (material.name for material in found.materials.all())
    return "、".join(name for name in names if not name.startswith("其他"))


def _size(found: Item) -> str:
    if found.dimensions_text:
        return found.dimensions_text
    told = [(word, getattr(found, name)) for name, word in SIZES]
    parts = [f"{word}{_plain(value)}" for word, value in told if value is not None]
    return " × ".join(parts) + "厘米" if parts else ""


def _era(found: Item) -> str:
    """Return the era and what the family remembers of it: 20世纪50年代（1953年的嫁妆）."""
    listed = found.era.name if found.era else ""
    if not listed or not found.era_text or found.era_text.startswith(listed):
        return found.era_text or listed or UNKNOWN_ERA
    return f"{listed}（{found.era_text}）"


def _plain(value) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _pieces(found: Item) -> str:
    if found.pieces <= 1 and found.quantity <= 1:
        return ""
    counted = f"{found.quantity}{found.unit}"
    return counted if found.pieces == found.quantity else f"{counted}{found.pieces}件"


def _came(holding) -> str:
    """Return how it came: 2023年3月，三组马家捐赠. A find names nobody."""
    if holding.donation.owner_id:
        stamps.note(stamps.person(holding.donation.owner_id))
    month = date_format(holding.donation.happened_at.astimezone(SHANGHAI), "Y年n月")
    if holding.way == Way.FOUND:
        return f"{month}，{CAME_BY[Way.FOUND]}"
    return f"{month}，{holding.donation.giver_as_named}{CAME_BY[holding.way]}"


def _story(story: Story) -> PublicStory:
    stamps.note(*(stamps.person(key) for key in (story.teller_id, story.recorder_id) if key))
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
