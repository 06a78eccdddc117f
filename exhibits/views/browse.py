"""All objects: a list that can be searched and narrowed, every state of it an address of its own."""

from typing import Any

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exhibits.addresses import address
from exhibits.result_cards import FUZZY, alone, cards
from exhibits.views import filters, typed, ways_on
from exhibits.views.read_as import LITERAL, read_as
from museum.catalogue import public as register
from museum.public_address import absolute
from museum.search import public as search

CODES = ("category", "era", "hall", "place", "material", "displayed", "storied")
PER_PAGE = settings.OBJECTS_PER_PAGE


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
    picked = list(ways_on.chosen(results, conditions))
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
            "sorts": list(ways_on.sorts(conditions)),
            "sorted_by_number": ways_on.order_of(conditions) == search.NUMBER,
            "chosen": picked,
            "listed": listed,
            "is_for_search_engines": is_for_search_engines(conditions),
            "clear": reverse("objects"),
            "read_as": how,
            "alone": alone(found, fuzzy) if "q" in conditions and (found or how) else None,
            "nothing": None if found else ways_on.nothing(conditions, is_near=bool(fuzzy)),
            "offered": ways_on.offered(listing) if not found and not fuzzy else [],
            "steps": list(ways_on.steps(results, conditions)),
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
