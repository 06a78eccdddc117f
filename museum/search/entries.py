"""From rows of the register to what the index says of them, a few hundred objects at a time."""

from dataclasses import dataclass, field

from museum.catalogue.models import Item, Term
from museum.catalogue.models.holdings import Way
from museum.people.models import ERASED_NAME
from museum.people.naming import NOBODY, Naming, named_as
from museum.reading.queries import plain
from museum.search.gathering import Row, rows
from museum.search.grams import whole
from museum.search.listing import BETWEEN, NO, YES
from museum.search.models import Entry, Material, Words
from museum.search.sounds import initials_of, sounds_of, usual_sounds_of

IN_STORE = "store"
UNNAMED = (NOBODY, ERASED_NAME, "")
LAST = 1 << 40  # where nothing is told: at the end


@dataclass
class Indexed:
    """What one object becomes in the index."""

    entry: Entry
    words: Words
    materials: list[Material] = field(default_factory=list)


def entries_of(keys) -> list[Indexed]:
    """Return the objects with these keys as the index holds them, in a fixed number of queries."""
    return [_indexed(row) for row in rows(keys)]


def _indexed(row: Row) -> Indexed:
    item, holding, category = row.item, row.holding, row.category
    said = _said(row)
    top = category.parent if category and category.parent_id else category
    displayed = bool(holding and holding.is_on_display)
    storied = any(text.strip() for text in row.stories)
    kind, era, hall = top.code if top else "", row.era.code if row.era else "", _hall(row)
    codes = row.made_of
    entry = Entry(
        item_id=item.pk,
        public=row.public,
        whole=item.parent_id is None,
        kind=kind,
        category=category.code if category else "",
        era=era,
        hall=hall,
        household=_household(holding),
        displayed=displayed,
        packed=packed(kind, era, hall, displayed, storied),
        made_of=BETWEEN.join(codes),
        storied=storied,
        **_years(item, row.era),
        by_number=_by_number(holding),
        by_era=_by_era(item, row.era),
        by_newest=_by_newest(holding),
    )
    materials = [Material(entry_id=item.pk, code=code) for code in codes]
    return Indexed(entry, _words(row, said), materials)


def packed(kind: str, era: str, hall: str, displayed: bool, storied: bool) -> str:
    """Return what is counted together, in the order of PACKED."""
    answers = (YES if each else NO for each in (displayed, storied))
    return BETWEEN.join((kind, era, hall, *answers))


def _said(row: Row) -> list[list[str]]:
    """Return [field, what the label says, the text] for everything public that is searched."""
    item, holding = row.item, row.holding
    found = [["title", "title", item.title]]
    found += [["names", "other", item.other_names], ["names", "dialect", item.dialect_names]]
    if holding:
        # What came on one receipt is nobody's business: its number is a word for staff alone.
        given = [holding.label, *row.numbers]
        found += [["numbers", "number", each] for each in dict.fromkeys(filter(None, given))]
    for term, label in ((row.category, "category"), (row.era, "era")):
        if term:
            found.append(["facts", label, term.name])
            if term.parent_id:
                found.append(["facts", label, term.parent.name])
    found.append(["facts", "era", item.era_text])
    found += [["facts", "material", name] for _code, name in row.materials]
    found.append(["facts", "material", item.materials_text])
    found.append(["facts", "origin", item.origin])
    if holding:
        found.append(["facts", "giver", holding.donation.giver_as_named])
    # As the object's page names them; whoever did not want to be named is not found by a name.
    found += [["facts", "teller", name] for name in row.tellers if name not in UNNAMED]
    found.append(["uses", "use", item.use])
    found.append(["text", "provenance", item.provenance])
    found += [["text", "story", text] for text in row.stories]
    found += [["text", "caption", caption] for caption in row.captions]
    found += [["text", "tag", name] for name in row.tags]
    return [each for each in found if each[2].strip()]


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


def _words(row: Row, said: list[list[str]]) -> Words:
    lines: dict[str, list[str]] = {name: [] for name in Words.FIELDS}
    for name, _label, text in said:
        lines[name].append(plain(text))
    lines["staff"] = [plain(text) for text in _private(row)]
    folded = [plain(each) for each in names_of(said)]
    lines["sounds"] = [" ".join(each) for text in folded
                       for each in (*sounds_of(text), *usual_sounds_of(text))]  # fmt: skip
    lines["initials"] = [each for text in folded for each in initials_of(text)]
    lines["whole"] = [whole(each) for each in _wholes(row.item, lines["numbers"])]
    texts = {name: "\n".join(dict.fromkeys(filter(None, found))) for name, found in lines.items()}
    return Words(item_id=row.item.pk, said=said, **texts)


def _wholes(item: Item, numbers: list[str]) -> list[str]:
    """Return what means exactly this object: its title; its numbers, also without letters and
    leading zeros."""
    found = [plain(item.title)]
    for number in numbers:
        digits = number.lstrip("abcdefghijklmnopqrstuvwxyz")
        found += [number, digits, digits.lstrip("0")]
    return list(dict.fromkeys(filter(None, found)))


def _private(row: Row) -> list[str]:
    """Return what staff alone find it by: notes, the giver's name, and the words of the draft."""
    holding, draft = row.holding, row.draft
    found = [row.item.note, row.item.condition, *row.kept_stories]
    if holding:
        donation = holding.donation
        found += [holding.conditions, donation.on_behalf, donation.found_where, donation.label]
        found.append(_temporary(holding))
        if donation.owner and not donation.owner.is_erased:
            found.append(donation.owner.name)
            if donation.owner.merged_into_id:
                found.append(donation.owner.kept.name)
        if row.place:
            found.append(row.place.trail)
    if draft:
        for name in ("title", "other_names", "dialect_names", "era_text", "materials_text", "use",
                     "origin", "provenance", "note", "condition"):  # fmt: skip
            found.append(draft.get(name) or "")
        found += [story.get("text") or "" for story in draft.get("stories") or []]
        found += [photo.get("caption") or "" for photo in draft.get("photos") or []]
    return found


def _hall(row: Row) -> str:
    if row.holding and (row.holding.place_hidden or row.holding.way == Way.COPIED):
        return ""  # told to nobody, and no hall is asked for it
    if row.place and row.holding.is_on_display:
        return str(row.place.root_id)
    return IN_STORE


def _household(holding) -> str:
    """Return the giver as publicly named, "" for whoever did not want to be named."""
    if not holding or holding.donation.owner is None or holding.donation.owner.is_erased:
        return ""
    if named_as(holding.donation.owner, holding.donation.naming) == Naming.ANONYMOUS:
        return ""
    return holding.donation.giver_as_named[:80]


def _by_number(holding) -> str:
    """Return where an object stands in the order of numbers: those without one at the end."""
    if holding and holding.number is not None:
        return f"{holding.series}:{holding.number:010d}-{holding.part:03d}"
    return f"~{_temporary(holding)}"[:30] if holding else "~~"


def _by_era(item: Item, era: Term | None) -> int:
    """Return the year to sort by: the object's, else its era's."""
    for year in (item.year_from, era and era.year_from, item.year_to, era and era.year_to):
        if year is not None:
            return year
    return LAST


def _years(item: Item, era: Term | None) -> dict[str, int | None]:
    """Return from when to when it is: what is known of the object itself, else its era."""
    if item.year_from is not None or item.year_to is not None:
        one = item.year_from if item.year_from is not None else item.year_to
        return {"year_from": one, "year_to": one if item.year_to is None else item.year_to}
    return {"year_from": era and era.year_from, "year_to": era and era.year_to}


def _by_newest(holding) -> int:
    if holding is None:
        return LAST
    return -int((holding.accepted_at or holding.donation.happened_at).timestamp())
