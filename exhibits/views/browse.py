"""All objects: a list that can be searched and narrowed, every state of it an address of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from exhibits.templatetags.cards import Found
from exhibits.views import asked
from exhibits.views.filters import address, written
from museum import stamps
from museum.catalogue import public as register
from museum.search import asking, paging, suggesting, words
from museum.search.narrowing import Narrowing

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
    "use": gettext_lazy("What for"),
    "provenance": gettext_lazy("Its way here"),
    "story": gettext_lazy("In the story"),
    "caption": gettext_lazy("Under the picture"),
    "tag": gettext_lazy("Word"),
}
LOOSER = {
    "called": gettext_lazy("The same thing under another name"),
    "sound": gettext_lazy("Sounds the same"),
    "initials": gettext_lazy("With these initials"),
    "near": gettext_lazy("Nearest to it"),
}


@dataclass(frozen=True, slots=True)
class Looser:
    """What was not found so, but may be meant."""

    name: str
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
    query = asked.query(request.GET.get("q", ""))
    too_long, query = words.is_too_long(query), query[: words.LONGEST]
    narrowing = {name: code for name in CODES if (code := asked.code(request.GET.get(name, "")))}
    if household := asked.words(request.GET.get("household", "")):
        narrowing["household"] = household
    sort = request.GET.get("sort", "")
    sort = sort if sort in paging.SORTS else ""
    like = request.GET.get("like", "")
    like = like if like in LOOSER and query else ""
    conditions = narrowing | {
        name: value for name, value in (("q", query), ("like", like), ("sort", sort)) if value
    }
    stamps.note(
        stamps.SHELF,
        *([stamps.WORDS] if query else []),
        *([stamps.CASES] if "place" in narrowing else []),
    )
    answer = asking.ask(
        asking.Asked(
            query=query,
            narrowing=Narrowing(**narrowing),
            sort=sort or paging.RELEVANCE,
            like=like,
            page=asked.page(request.GET.get("page", "")),
            after=request.GET.get("after", ""),
            per_page=PER_PAGE,
        )
    )
    found, looser = cards(answer, conditions)
    after = address(conditions, page=answer.page + 1, after=answer.next_key)
    return render(
        request,
        "exhibits/objects/browse.html",
        {
            "section": "objects",
            "answer": answer,
            "found": found,
            "looser": looser,
            "like": LOOSER.get(like, ""),
            "query": query,
            "too_long": too_long,
            "filter": written(answer.facets, conditions),
            "sorts": list(sorts(conditions)),
            "sorted_by_number": sort == paging.NUMBER or not (sort or query),
            "chosen": list(chosen(answer, conditions)),
            "clear": reverse("objects"),
            "nothing": None if found else nothing(conditions, is_near=bool(looser)),
            "steps": list(steps(answer, conditions)),
            "before": address(conditions, page=answer.page - 1) if answer.page > 1 else "",
            "after": after if answer.next_key else "",
            "description": _(
                "Not sure how the name is written? Write what it was for, or its local name."
            ),
            "canonical": request.build_absolute_uri(address(conditions, page=answer.page)),
        },
    )


@require_safe
def suggest(request):
    """What may be meant by what was typed so far, as a list of titles."""
    found = suggesting.suggest(asked.query(request.GET.get("q", "")))
    answer = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def cards(answer: asking.Answer, conditions) -> tuple[list[Found], list[Looser]]:
    """Return what was found as cards, fetched together: the page's, and the looser ones'."""
    hits = [*answer.hits, *(hit for tier in answer.looser for hit in tier.hits)]
    known = register.cards([hit.item for hit in hits])
    looser = [
        Looser(
            LOOSER[tier.code],
            tier.count,
            tuple(found(hit, known) for hit in tier.hits if hit.item in known),
            address(conditions, like=tier.code) if tier.count > len(tier.hits) else "",
        )
        for tier in answer.looser
    ]
    return [found(hit, known) for hit in answer.hits if hit.item in known], looser


def found(hit: asking.Hit, known) -> Found:
    card, why = known[hit.item], hit.why
    if why is None:
        return Found(card)
    if why.label == "title":
        return Found(card, title=why.pieces)
    return Found(card, label=LABELS.get(why.label, ""), pieces=why.pieces)


def chosen(answer: asking.Answer, conditions: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each chosen condition in words, with the address that goes without it."""
    if "q" in conditions:
        yield _("“%(query)s”") % {"query": conditions["q"]}, address(conditions, q="", like="")
    if like := conditions.get("like"):
        yield LOOSER[like], address(conditions, like="")
    for name, _code, told in answer.chosen:
        yield told, address(conditions, **{name: ""})


def sorts(conditions: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the orders: (name, address, whether it is the present one)."""
    now = conditions.get("sort", "") or ("" if "q" in conditions else paging.NUMBER)
    offered = [
        (paging.NUMBER, _("by number")),
        (paging.ERA, _("by era")),
        (paging.NEWEST, _("newest first")),
    ]
    if "q" in conditions:
        offered.insert(0, ("", _("best first")))
    for code, name in offered:
        yield name, address(conditions, sort=code), code == now


def steps(answer: asking.Answer, conditions: dict[str, str]) -> Iterator[tuple[int | None, str]]:
    """Yield the numbered pages with their addresses, (None, "") where some are left out."""
    pages = Paginator(range(answer.pages), 1)
    for number in pages.get_elided_page_range(answer.page, on_each_side=2, on_ends=1):
        if number == pages.ELLIPSIS:
            yield None, ""
        else:
            yield number, address(conditions, page=number)


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
