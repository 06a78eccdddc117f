"""From a row of the register to what a page may say of it."""

import datetime
from collections.abc import Collection

from django.utils.formats import date_format

from museum.catalogue.models import Place
from museum.catalogue.models.holdings import Way, temporary
from museum.catalogue.public.facts import DIMENSIONS, ItemRows
from museum.catalogue.public.shapes import (
    PublicCard,
    PublicItem,
    PublicPicture,
    PublicPlace,
    PublicStory,
)
from museum.clock import day_of
from museum.people.naming import Named, principal, publicly_named
from museum.pictures import serving
from museum.plausible import years_words

WORDS_OF_WAY: dict[str, str] = {Way.DEPOSIT: "寄存", Way.LOAN: "借展", Way.COPIED: "翻拍"}
CAME_BY = {
    Way.GIFT: "捐赠",
    Way.DEPOSIT: "寄存",
    Way.LOAN: "借展",
    Way.PURCHASE: "转让给馆里",
    Way.TRANSFER: "移交",
    Way.FOUND: "馆内发现",
    Way.COPIED: "拿来翻拍",
}
UNKNOWN_ERA = "年代不详"
IN_STORE = "库房"
AWAY = "借出去了"
AT_HOME = "主人家借回去用了"
WITH_THE_FAMILY = "东西在主人家"
UNTOLD = "在馆里"  # 位置不上网
SIZES = dict(zip(DIMENSIONS, ("长", "宽", "高", "口径", "腹径", "底径", "直径", "纵", "横", "厚",
                              "边长", "柄长"), strict=True))  # fmt: skip


def clean(code: str) -> str:
    """Return what came with an address, short and without NUL, which PostgreSQL cannot be asked."""
    return code.replace("\x00", "")[:80]


def address(number: str) -> str:
    """Return the page of the object with this number."""
    return f"/objects/{number}/"


def pictures_of(found: Collection[ItemRows]) -> dict[int, serving.Served]:
    """Return every picture that found shows, fetched together."""
    keys = {photo.picture for rows in found for photo in rows.photos}
    return serving.served_together(keys) if keys else {}


def card(rows: ItemRows, pictures: dict[int, serving.Served]) -> PublicCard:
    facts = rows.facts
    number = _designation(facts)
    photo = rows.photos[0] if rows.photos else None
    return PublicCard(
        number=number,
        title=facts.title,
        address=address(number),
        era=_dated(facts) or UNKNOWN_ERA,
        materials=_materials(rows) or facts.materials_text,
        way=WORDS_OF_WAY.get(facts.way, ""),
        is_replica=facts.is_replica,
        place=_place(facts),
        picture=_picture(photo, facts, pictures) if photo else None,
    )


def page(rows: ItemRows, pictures: dict[int, serving.Served]) -> PublicItem:
    facts = rows.facts
    number = _designation(facts)
    shown = (_picture(photo, facts, pictures) for photo in rows.photos)
    return PublicItem(
        number=number,
        title=facts.title,
        address=address(number),
        short_address=f"/o/{number}",
        other_names="、".join(filter(None, (facts.other_names, facts.dialect_names))),
        category=(facts.kind_name if facts.kind else facts.category_name) or "",
        category_code=(facts.kind_code if facts.kind else facts.category_code) or "",
        subcategory=facts.category_name if facts.kind else "",
        era=_era(facts),
        era_code=facts.era_code or "",
        materials=facts.materials_text or _materials(rows),
        made_in=facts.origin,
        size=_size(facts),
        pieces=_pieces(facts),
        use=facts.use,
        condition=facts.condition,
        provenance=facts.provenance,
        came=_came(facts),
        way=WORDS_OF_WAY.get(facts.way, ""),
        is_replica=facts.is_replica,
        place=_place(facts),
        pictures=tuple(filter(None, shown)),
        stories=tuple(map(_story, rows.stories)),
        parts=tuple(rows.parts),
    )


def _designation(facts) -> str:
    return facts.label or temporary(facts.receipt, facts.line, facts.part)


def _picture(photo, facts, pictures: dict[int, serving.Served]) -> PublicPicture | None:
    served = pictures.get(photo.picture)
    if served is None:
        return None
    return PublicPicture(
        *served[:5],
        alt=photo.alt or facts.title,
        caption=photo.caption,
        credit=photo.credit or served.credit,
        is_drawing=served.is_drawing,
    )


def _place(facts) -> PublicPlace:
    """Return where a thing stands, in public words. What is not for display is 库房 and no more."""
    if facts.way == Way.COPIED:
        return _nowhere("away", WITH_THE_FAMILY)
    if facts.place_kind == Place.Kind.HOME:
        return _nowhere("away", AT_HOME)
    if facts.place_hidden and facts.place_kind != Place.Kind.ELSEWHERE:
        return _nowhere("untold", UNTOLD)
    if facts.place is None or not (facts.displayed and facts.for_display):
        away = facts.place_kind == Place.Kind.ELSEWHERE
        return _nowhere("away", AWAY) if away else _nowhere("store", IN_STORE)
    on_a_shelf = facts.place_kind == Place.Kind.SHELF and facts.above is not None
    return PublicPlace(
        kind="display",
        label=facts.above_trail if on_a_shelf else facts.place_trail,
        detail=facts.place_name if on_a_shelf else "",
        on_display=True,
        hall=facts.hall_name,
        hall_code=str(facts.hall),
    )


def _nowhere(kind: str, label: str) -> PublicPlace:
    return PublicPlace(kind=kind, label=label, detail="", on_display=False, hall="", hall_code="")


def _materials(rows: ItemRows) -> str:
    """Return the materials by name. The survey's 其他… tell a visitor nothing."""
    return "、".join(name for _key, name in rows.materials if not name.startswith("其他"))


def _size(facts) -> str:
    if facts.dimensions_text:
        return facts.dimensions_text
    sizes = [(word, getattr(facts, name)) for name, word in SIZES.items()]
    parts = [f"{word}{_plain(value)}" for word, value in sizes if value is not None]
    return " × ".join(parts) + "厘米" if parts else ""


def _era(facts) -> str:
    """Return the era and what the family remembers of it: 20世纪50年代（1953年的嫁妆）."""
    remembered, listed = facts.era_text, facts.era_name or ""
    if not remembered:
        return _dated(facts) or UNKNOWN_ERA
    if not listed or remembered.startswith(listed):
        return remembered
    return f"{listed}（{remembered}）"


def _dated(facts) -> str:
    """Return the one year it is from where that is known, else its era, else from when to when."""
    years = years_words(facts.year_from, facts.year_to)
    one_year = facts.year_from is not None and facts.year_from == facts.year_to
    return years if one_year else facts.era_name or years


def _plain(value) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _pieces(facts) -> str:
    if facts.pieces <= 1 and facts.quantity <= 1:
        return ""
    counted = f"{facts.quantity}{facts.unit}"
    return counted if facts.pieces == facts.quantity else f"{counted}{facts.pieces}件"


def _person(facts, who: str) -> Named | None:
    """Return the person whose columns begin with who, None where there is nobody."""
    found = Named(*(getattr(facts, f"{who}_{name}") for name in Named._fields))
    return None if found.pk is None else found


def _came(facts) -> str:
    """Return how it came: 2023年3月，三组马家捐赠. A find names nobody."""
    month = date_format(day_of(facts.came_at), "Y年n月")
    if facts.way == Way.FOUND:
        return f"{month}，{CAME_BY[Way.FOUND]}"
    return f"{month}，{giver_of(facts)}{CAME_BY[facts.way]}"


def giver_of(facts) -> str:
    """Return who brought it, as they wished to be named."""
    return publicly_named(_person(facts, "owner"), facts.naming)


def _story(story) -> PublicStory:
    teller, recorder = _person(story, "teller"), _person(story, "recorder")
    named = recorder if recorder and story.recorder_named and not recorder.is_erased else None
    named = principal(named) if named else None
    return PublicStory(
        paragraphs=tuple(line.strip() for line in story.text.splitlines() if line.strip()),
        teller=publicly_named(teller, story.teller_naming),
        recorder=named.name if named else "",
        told_on=_day(story.told_on),
        told_where=story.told_where,
    )


def _day(day: datetime.date | None) -> str:
    return date_format(day, "Y年n月j日") if day else ""
