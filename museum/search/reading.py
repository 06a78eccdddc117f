"""From rows of the register to what the index says of them, a few hundred objects at a time."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from museum.catalogue.models import Item, NumberGiven
from museum.people.naming import Naming
from museum.search.grams import whole
from museum.search.models import Entry, Material, Words
from museum.search.narrowing import BETWEEN, NO, YES
from museum.search.sounds import initials_of, sounds_of
from museum.search.words import plain

IN_STORE = "store"
LAST = 1 << 40  # where nothing is told: at the end


@dataclass
class Read:
    """What one object becomes in the index."""

    entry: Entry
    words: Words
    materials: list[Material] = field(default_factory=list)


def read(keys) -> list[Read]:
    """Return the objects with these keys as the index holds them, in a fixed number of queries."""
    items = list(
        Item.objects.filter(pk__in=keys)
        .select_related(
            "holding__donation__owner",
            "holding__place",
            "holding__last_movement",
            "category__parent",
            "era__parent",
            "latest_revision",
        )
        .prefetch_related(
            "materials",
            "photos",
            "stories",
            "tagged_items__tag",
            Prefetch("numbers", NumberGiven.objects.order_by("pk")),
        )
        .order_by("pk")
    )
    public = set(Item.objects.public().filter(pk__in=keys).values_list("pk", flat=True))
    return [_read(item, item.pk in public) for item in items]


def _read(item: Item, public: bool) -> Read:
    said = _said(item)
    category, era = item.category, item.era
    holding = getattr(item, "holding", None)
    top = category.parent if category and category.parent_id else category
    displayed = bool(holding and holding.is_on_display)
    storied = any(story.text.strip() for story in item.stories.all())
    kind, era_code, hall = top.code if top else "", era.code if era else "", _hall(holding)
    entry = Entry(
        item_id=item.pk,
        public=public,
        whole=item.parent_id is None,
        kind=kind,
        category=category.code if category else "",
        era=era_code,
        hall=hall,
        household=_household(holding),
        displayed=displayed,
        packed=packed(kind, era_code, hall, displayed, storied),
        made_of=",".join(sorted({each.code for each in item.materials.all()})),
        storied=storied,
        by_number=_by_number(holding),
        by_era=_by_era(item),
        by_newest=_by_newest(holding),
    )
    materials = [Material(entry_id=item.pk, code=code)
                 for code in sorted({each.code for each in item.materials.all()})]  # fmt: skip
    return Read(entry, _words(item, said), materials)


def packed(kind: str, era: str, hall: str, displayed: bool, storied: bool) -> str:
    """Return what is counted together, in the order of PACKED."""
    answers = (YES if each else NO for each in (displayed, storied))
    return BETWEEN.join((kind, era, hall, *answers))


def _said(item: Item) -> list[list[str]]:
    """Return [field, what the label says, the text] for everything public that is searched."""
    holding = getattr(item, "holding", None)
    found = [["title", "title", item.title]]
    found += [["names", "other", item.other_names], ["names", "dialect", item.dialect_names]]
    if holding:
        given = [holding.label, *(each.label for each in item.numbers.all()),
                 _temporary(holding)]  # fmt: skip
        found += [["numbers", "number", each] for each in dict.fromkeys(filter(None, given))]
    for term, label in ((item.category, "category"), (item.era, "era")):
        if term:
            found.append(["facts", label, term.name])
            if term.parent_id:
                found.append(["facts", label, term.parent.name])
    found.append(["facts", "era", item.era_text])
    found += [["facts", "material", each.name] for each in item.materials.all()]
    found.append(["facts", "material", item.materials_text])
    found.append(["facts", "origin", item.origin])
    if holding:
        found.append(["facts", "giver", holding.donation.giver_as_named])
    found.append(["text", "use", item.use])
    found.append(["text", "provenance", item.provenance])
    found += [["text", "story", story.text] for story in item.stories.all()]
    found += [["text", "caption", photo.caption] for photo in item.photos.all()]
    found += [["text", "tag", tagged.tag.name] for tagged in item.tagged_items.all()]
    return [row for row in found if row[2].strip()]


def names_of(said) -> list[str]:
    """Return every name of an object, out of what is said of it."""
    rows = ((field, text) for field, _label, text in said if field in ("title", "names"))
    return [name for field, text in rows for name in ([text] if field == "title" else _names(text))]


def _names(text: str) -> list[str]:
    """Return the names in a field of names: 纺线车、摇车. A sound must not run from one to the next."""
    for separator in "，,；;／/\n":
        text = text.replace(separator, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def _temporary(holding) -> str:
    from museum.catalogue.models.holdings import temporary

    return temporary(holding.donation.label, holding.line, holding.part)


def _words(item: Item, said: list[list[str]]) -> Words:
    lines: dict[str, list[str]] = {name: [] for name in Words.FIELDS}
    for name, _label, text in said:
        lines[name].append(plain(text))
    lines["staff"] = [plain(text) for text in _private(item)]
    folded = [plain(each) for each in names_of(said)]
    lines["sounds"] = [" ".join(each) for text in folded for each in sounds_of(text)]
    lines["initials"] = [each for text in folded for each in initials_of(text)]
    lines["whole"] = [whole(each) for each in _wholes(item, lines["numbers"])]
    texts = {name: "\n".join(dict.fromkeys(filter(None, found))) for name, found in lines.items()}
    return Words(item_id=item.pk, said=said, **texts)


def _wholes(item: Item, numbers: list[str]) -> list[str]:
    """Return what means exactly this object: its title; its numbers, also without letters and
    leading zeros."""
    found = [plain(item.title)]
    for number in numbers:
        digits = number.lstrip("abcdefghijklmnopqrstuvwxyz")
        found += [number, digits, digits.lstrip("0")]
    return list(dict.fromkeys(filter(None, found)))


def _private(item: Item) -> list[str]:
    """Return what staff alone find it by: notes, the giver's name, and the words of the draft."""
    holding = getattr(item, "holding", None)
    found = [item.note, item.condition]
    if holding:
        donation = holding.donation
        found += [holding.conditions, donation.on_behalf, donation.found_where, donation.label]
        if donation.owner and not donation.owner.is_erased:
            found.append(donation.owner.name)
        if holding.place:
            found.append(holding.place.trail)
    revision = item.latest_revision
    if revision and (item.has_unpublished_changes or not item.live):
        draft = revision.content
        for name in ("title", "other_names", "dialect_names", "era_text", "materials_text", "use",
                     "origin", "provenance", "note", "condition"):  # fmt: skip
            found.append(draft.get(name) or "")
        found += [story.get("text") or "" for story in draft.get("stories") or []]
        found += [photo.get("caption") or "" for photo in draft.get("photos") or []]
    return found


def _hall(holding) -> str:
    if holding and holding.is_on_display and holding.place_id:
        return str(holding.place.root_id)
    return IN_STORE


def _household(holding) -> str:
    """Return the giver as publicly named, "" for whoever did not want to be named."""
    if not holding or holding.donation.owner is None or holding.donation.owner.is_erased:
        return ""
    if holding.donation.naming == Naming.ANONYMOUS:
        return ""
    return holding.donation.giver_as_named[:80]


def _by_number(holding) -> str:
    """Return where an object stands in the order of numbers: those without one at the end."""
    if holding and holding.number is not None:
        return f"{holding.series}:{holding.number:010d}-{holding.part:03d}"
    return f"~{_temporary(holding)}"[:30] if holding else "~~"


def _by_era(item: Item) -> int:
    """Return the year to sort by: the object's, else its era's."""
    for year in (item.year_from, item.era and item.era.year_from, item.year_to,
                 item.era and item.era.year_to):  # fmt: skip
        if year is not None:
            return year
    return LAST


def _by_newest(holding) -> int:
    if holding is None:
        return LAST
    return -int((holding.accepted_at or holding.donation.happened_at).timestamp())
