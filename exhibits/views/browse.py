"""All objects: a list that can be searched and narrowed, every state of it an address of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from exhibits.addresses import address
from exhibits.found import Found
from exhibits.views import filters, typed
from exhibits.views.read_as import LITERAL, chosen_words, read_as
from museum.catalogue import public as register
from museum.public_address import absolute
from museum.search import public as search
from museum.wording import StrOrPromise

CODES = ("category", "era", "hall", "place", "material", "displayed", "storied")
PER_PAGE = settings.OBJECTS_PER_PAGE
LABELS = {
    "other": gettext_lazy("Also called"),
    "dialect": gettext_lazy("Called here"),
    "number": gettext_lazy("Number"),
    "category": gettext_lazy("Kind"),
    "era": gettext_lazy("Era"),
    "material": gettext_lazy("Material"),
    "origin": gettext_lazy("Made in"),
    "giver": gettext_lazy("From whom"),
    "teller": gettext_lazy("Told by"),
    "use": gettext_lazy("What for"),
    "provenance": gettext_lazy("Its way here"),
    "story": gettext_lazy("In the story"),
    "caption": gettext_lazy("Under the picture"),
    "tag": gettext_lazy("Word"),
}
FUZZY = {
    "called": gettext_lazy("The same thing under another name"),
    "sound": gettext_lazy("Sounds the same"),
    "initials": gettext_lazy("With these initials"),
    "near": gettext_lazy("Nearest to it"),
}


@dataclass(frozen=True, slots=True)
class FuzzyCards:
    """What was not found so, but may be meant; address: all of them, "" where these are all."""

    name: StrOrPromise
    count: int
    found: tuple[Found, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """What to say, and the way on, where the list is empty."""

    heading: str
    words: str
    address: str
    link: str


@require_safe
def browse(request):
    listing = listing_of(request.GET)
    conditions = conditions_of(listing)
    if conditions == {"q": listing.query} and (there := register.opened_by(listing.query)):
        return redirect(there)
    results = search.find(listing)
    found, fuzzy = cards(results, conditions)
    how = read_as(results, conditions)
    after = address(conditions, page=results.page + 1, after=results.next_key)
    picked = list(chosen(results, conditions))
    listed = "、".join(str(words) for words, _address in picked)
    return render(
        request,
        "exhibits/objects/browse.html",
        {
            "section": "objects",
            "results": results,
            "found": found,
            "fuzzy": fuzzy,
            "query": listing.query,
            "too_long": search.is_too_long(typed.query(request.GET.get("q", ""))),
            "filter": filters.shown(results.facets, conditions),
            "sorts": list(sorts(conditions)),
            "sorted_by_number": _sort(conditions) == search.NUMBER,
            "chosen": picked,
            "listed": listed,
            "is_for_search_engines": is_for_search_engines(conditions),
            "clear": reverse("objects"),
            "read_as": how,
            "alone": alone(found, fuzzy) if "q" in conditions and (found or how) else None,
            "nothing": None if found else nothing(conditions, is_near=bool(fuzzy)),
            "offered": offered(listing) if not found and not fuzzy else [],
            "steps": list(steps(results, conditions)),
            "before": address(conditions, page=results.page - 1) if results.page > 1 else "",
            "after": after if results.next_key else "",
            "description": described(listed, results.count),
            "canonical": absolute(address(conditions, page=results.page)),
        },
    )


def is_for_search_engines(conditions: dict[str, str]) -> bool:
    """Whether a search engine may keep this list: all of them, or of one kind, era, hall …; the rest
    is the same again without an end."""
    return not conditions or (len(conditions) == 1 and conditions.keys() <= {*CODES, "household"})


def described(listed: str, count: int) -> str:
    """Return what the list is, for those who find it elsewhere."""
    if not listed:
        return _("Not sure how the name is written? Write what it was for, or its local name.")
    return _("%(listed)s: %(count)s old things of the village.") % {
        "listed": listed, "count": count,
    }  # fmt: skip


@require_safe
def suggest(request):
    """What may be meant by what was typed so far, as a list of titles."""
    found = search.suggest(typed.query(request.GET.get("q", "")))
    answer = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def listing_of(given) -> search.Listing:
    """Return the list that an address asks for; what it says wrongly counts as not said."""
    query = typed.query(given.get("q", ""))[: search.LONGEST]
    sort, tier = given.get("sort", ""), given.get("like", "")
    codes: dict[str, Any] = {name: typed.code(given.get(name, "")) for name in CODES}
    return search.Listing(
        query=query,
        household=typed.cleaned(given.get("household", "")),
        sort=sort if sort in search.SORTS else search.RELEVANCE,
        tier=tier if tier in FUZZY and query else "",
        page=typed.page(given.get("page", "")),
        after=given.get("after", ""),
        per_page=PER_PAGE,
        is_read=given.get("as") != LITERAL,
        **codes,
    )


def conditions_of(listing: search.Listing) -> dict[str, str]:
    """Return what every address of this list says, but for the page."""
    sort = "" if listing.sort == search.RELEVANCE else listing.sort
    literal = "" if listing.is_read or not listing.query else LITERAL
    more = {"q": listing.query, "like": listing.tier, "sort": sort, "as": literal}
    return listing.filters | {name: value for name, value in more.items() if value}


def cards(results: search.Results, conditions) -> tuple[list[Found], list[FuzzyCards]]:
    """Return what was found as cards, fetched together: the page's, and those of the fuzzy tiers."""
    hits = [*results.hits, *(hit for tier in results.fuzzy for hit in tier.hits)]
    known = register.cards([hit.item for hit in hits])
    fuzzy = [
        FuzzyCards(
            FUZZY[tier.code],
            tier.count,
            tuple(found(hit, known) for hit in tier.hits if hit.item in known),
            address(conditions, like=tier.code) if tier.count > len(tier.hits) else "",
        )
        for tier in results.fuzzy
    ]
    return [found(hit, known) for hit in results.hits if hit.item in known], fuzzy


def alone(found: list[Found], fuzzy: list[FuzzyCards]) -> Found | None:
    """Return what was found where it is one thing alone: it gets a whole row, not a corner of one."""
    every = [*found, *(each for tier in fuzzy for each in tier.found)]
    return every[0] if len(every) == 1 else None


def found(hit: search.Hit, known) -> Found:
    card, why = known[hit.item], hit.why
    if why is None:
        return Found(card)
    if why.label == "title":
        return Found(card, title=why.pieces)
    return Found(card, label=LABELS.get(why.label, ""), pieces=why.pieces)


def chosen(
    results: search.Results, conditions: dict[str, str]
) -> Iterator[tuple[StrOrPromise, str]]:
    """Yield each chosen condition in words, with the address that goes without it."""
    yield from chosen_words(results, conditions)
    if like := conditions.get("like"):
        yield FUZZY[like], address(conditions, like="")
    for name, _code, words in results.chosen:
        yield words, address(conditions, **{name: ""})


def _sort(conditions: dict[str, str]) -> str:
    """Return the order in which the list stands, "" for the best first."""
    return conditions.get("sort", "") or ("" if "q" in conditions else search.NUMBER)


def sorts(conditions: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the orders: (name, address, whether it is the present one)."""
    now = _sort(conditions)
    offered = [
        (search.NUMBER, _("by number")),
        (search.ERA, _("by era")),
        (search.NEWEST, _("newest first")),
    ]
    if "q" in conditions:
        offered.insert(0, ("", _("best first")))
    for code, name in offered:
        yield name, address(conditions, sort=code), code == now


def steps(results: search.Results, conditions: dict[str, str]) -> Iterator[tuple[int | None, str]]:
    """Yield the numbered pages with their addresses, (None, "") where some are left out."""
    pages = Paginator(range(results.pages), 1)
    for number in pages.get_elided_page_range(results.page, on_each_side=2, on_ends=1):
        if isinstance(number, int):
            yield number, address(conditions, page=number)
        else:
            yield None, ""


def offered(listing: search.Listing) -> list[tuple[str, str]]:
    """Return what else may be meant by a few letters, as (title, address)."""
    titles = search.suggest(listing.query, 4) if listing.query.isascii() else []
    return [(title, address({"q": title})) for title in titles]


def nothing(conditions: dict[str, str], *, is_near: bool = False) -> Nothing:
    if (query := conditions.get("q")) and is_near:
        return Nothing(
            _("Nowhere is “%(query)s” written just so") % {"query": query},
            _("What it may be stands below. Or: "),
            reverse("objects"),
            _("See all old things"),
        )
    if query:
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
