"""The list of public objects, narrowed by kind, era and hall, with counts that agree with it."""

from django.core.paginator import Paginator
from django.db.models import Count, Q

from museum import stamps
from museum.catalogue.models import Item, Place, Term
from museum.catalogue.public.composing import IN_STORE, clean
from museum.catalogue.public.looking_up import cards
from museum.catalogue.public.shapes import Choice, PublicCard, Shelf
from museum.remembering import remembered

IN_STORE_CODE = "store"
ORDER = ("holding__series", "holding__number", "pk")


def shelf(*, category="", era="", hall="", place="", query="", page=1, per_page=12) -> Shelf:
    """Return one page of the public objects, narrowed by codes; per_page at most 96.

    An unknown code finds nothing; a page beyond the end is the last one.
    """
    told = {"category": category, "era": era, "hall": hall, "place": place}
    narrowed = {name: clean(value) for name, value in told.items()}
    query = clean(query)
    found = _matching(narrowed, query)
    stamps.note(stamps.REGISTER, stamps.TERMS, stamps.CASES, stamps.WORDS)
    in_order = found.order_by(*ORDER).values_list("pk", flat=True)
    leaves = Paginator(in_order, max(1, min(per_page, 96)))
    leaf = leaves.get_page(page)
    keys = list(leaf.object_list)
    shown = cards(keys)
    categories = _categories(_matching(narrowed | {"category": ""}, query))
    eras = _eras(_matching(narrowed | {"era": ""}, query))
    halls = _halls(_matching(narrowed | {"hall": "", "place": ""}, query))
    return Shelf(
        cards=tuple(shown[key] for key in keys if key in shown),
        count=leaves.count,
        page=leaf.number,
        pages=leaves.num_pages,
        first=leaf.start_index() if leaves.count else 0,
        last=leaf.end_index(),
        categories=categories,
        eras=eras,
        halls=halls,
        chosen=_chosen(narrowed, {"category": categories, "era": eras, "hall": halls}),
    )


def first() -> PublicCard | None:
    """Return the card of the first public object by number, None while there is none."""
    in_order = Item.objects.public().whole().order_by(*ORDER)
    key = remembered("first", lambda: in_order.values_list("pk", flat=True).first(),
                     stamps.REGISTER)  # fmt: skip
    return cards([key]).get(key) if key else None


def kinds() -> tuple[Choice, ...]:
    """Return the categories that hold public objects, with counts."""
    return remembered(
        "kinds", lambda: _categories(Item.objects.public().whole()), stamps.REGISTER, stamps.TERMS
    )


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
        found = found.on_display().filter(holding__place__root=_key(narrowed["hall"]))
    if narrowed["place"]:
        found = found.on_display().filter(
            Q(holding__place__tags__code=narrowed["place"])
            | Q(holding__place__parent__tags__code=narrowed["place"])
            | Q(holding__place__root__tags__code=narrowed["place"])
        ).distinct()  # fmt: skip
    for word in query.split()[:8]:
        found = found.filter(search_text__icontains=word[:60])
    return found


def _key(code: str) -> int:
    return int(code) if code.isdecimal() and len(code) < 10 else 0


def _categories(found) -> tuple[Choice, ...]:
    """Return the top categories with their objects' counts, sub-classes added up."""
    own = ("category__position", "category__code", "category__name")
    above = ("category__parent__position", "category__parent__code", "category__parent__name")
    counted: dict[tuple, int] = {}
    for *row, count in _counted(found, *own, *above):
        top = tuple(row[3:]) if row[4] else tuple(row[:3])
        counted[top] = counted.get(top, 0) + count
    return _choices((*top, count) for top, count in counted.items())


def _eras(found) -> tuple[Choice, ...]:
    return _choices(_counted(found, "era__position", "era__code", "era__name"))


def _halls(found) -> tuple[Choice, ...]:
    """Return the halls with what is on display in each, and at the end all that is not."""
    root, shown = "holding__place__root", "holding__last_movement__was_display"
    rows = list(_counted(found, f"{root}__position", root, f"{root}__name", shown))
    halls = _choices((place, pk, name, count) for place, pk, name, on, count in rows if on)
    stored = sum(count for *_place, on, count in rows if not on)
    return (*halls, Choice(IN_STORE_CODE, IN_STORE, stored)) if stored else halls


def _counted(found, *fields):
    return found.order_by().values_list(*fields).annotate(n=Count("pk", distinct=True))


def _choices(rows) -> tuple[Choice, ...]:
    """Return (order, code, name, count) as choices in order, what is not told left out."""
    told = sorted(row for row in rows if row[1] is not None)
    return tuple(Choice(str(code), name, count) for _order, code, name, count in told)


def _chosen(narrowed: dict[str, str], facets) -> tuple[tuple[str, str, str], ...]:
    """Return what was chosen in words: from the counts, or by name where nothing is counted."""
    found = []
    for name, code in narrowed.items():
        if not code:
            continue
        counted = {choice.code: choice.name for choice in facets.get(name, ())}
        found.append((name, code, counted.get(code) or _named(name, code) or code))
    return tuple(found)


def _named(name: str, code: str) -> str:
    if name in ("category", "era"):
        term = Term.objects.of(name).filter(code=code).first()
        return term.name if term else ""
    place = Place.objects.for_display()
    place = place.filter(tags__code=code) if name == "place" else place.filter(pk=_key(code))
    return str(place.first() or "")
