"""All objects: a list that can be narrowed, every state of it an address of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exhibits.views import asked
from museum.catalogue import public as register

CODES = ("category", "era", "hall", "place")
PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    count: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    choices: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """What to say, and the way on, where the list is empty."""

    heading: str
    words: str
    address: str
    link: str


@require_safe
def browse(request):
    query = asked.words(request.GET.get("q", ""))
    narrowing = {name: code for name in CODES if (code := asked.code(request.GET.get(name, "")))}
    conditions = narrowing | ({"q": query} if query else {})
    shelf = register.shelf(
        **narrowing, query=query, page=asked.page(request.GET.get("page", "")), per_page=PER_PAGE
    )
    return render(
        request,
        "exhibits/objects/browse.html",
        {
            "section": "objects",
            "shelf": shelf,
            "query": query,
            "kept": narrowing.items(),
            "facets": facets(shelf, conditions),
            "chosen": list(chosen(shelf, conditions)),
            "clear": reverse("objects"),
            "nothing": None if shelf.cards else nothing(conditions),
            "steps": list(steps(shelf, conditions)),
            "before": address(conditions, page=shelf.page - 1) if shelf.page > 1 else "",
            "after": address(conditions, page=shelf.page + 1) if shelf.page < shelf.pages else "",
            "description": _(
                "Not sure how the name is written? Write what it was for, or its local name."
            ),
            "canonical": request.build_absolute_uri(address(conditions, page=shelf.page)),
        },
    )


def address(conditions: dict[str, str], **change) -> str:
    """Return the list's address with its conditions changed; the first page goes without saying."""
    kept = {name: value for name, value in {**conditions, **change}.items() if value}
    if kept.get("page") == 1:
        del kept["page"]
    return reverse("objects") + (f"?{urlencode(kept)}" if kept else "")


def chosen(shelf: register.Shelf, conditions: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each chosen condition in words, with the address that goes without it."""
    if "q" in conditions:
        yield _("“%(query)s”") % {"query": conditions["q"]}, address(conditions, q="")
    for name, _code, words in shelf.chosen:
        yield words, address(conditions, **{name: ""})


def facets(shelf: register.Shelf, conditions: dict[str, str]) -> list[Facet]:
    """Return the three filters, those without a choice left out."""
    offered = (
        ("category", _("Kind"), shelf.categories),
        ("era", _("Era"), shelf.eras),
        ("hall", _("Hall"), shelf.halls),
    )
    return [
        Facet(
            name,
            tuple(
                Line(
                    choice.name,
                    choice.count,
                    address(conditions, **{parameter: choice.code}),
                    conditions.get(parameter) == choice.code,
                )
                for choice in choices
            ),
        )
        for parameter, name, choices in offered
        if choices
    ]


def steps(shelf: register.Shelf, conditions: dict[str, str]) -> Iterator[tuple[int | None, str]]:
    """Yield the numbered pages with their addresses, (None, "") where some are left out."""
    pages = Paginator(range(shelf.pages), 1)
    for number in pages.get_elided_page_range(shelf.page, on_each_side=2, on_ends=1):
        if number == pages.ELLIPSIS:
            yield None, ""
        else:
            yield number, address(conditions, page=number)


def nothing(conditions: dict[str, str]) -> Nothing:
    if query := conditions.get("q"):
        return Nothing(
            _("Nothing found for “%(query)s”") % {"query": query},
            _(
                "Try another name: what it was for, or its local name. Perhaps nobody has brought one yet. "
            ),
            reverse("objects"),
            _("See all old things"),
        )
    if conditions:
        return Nothing(
            _("No object is like that"),
            _("Take one condition away, or: "),
            reverse("objects"),
            _("See all old things"),
        )
    return Nothing(
        _("No object to look at yet"),
        _("What the village brings is being registered; each one appears here when it is done. "),
        "/",
        _("Back to the first page"),
    )
