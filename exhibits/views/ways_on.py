"""Where to go from a list of objects: without a condition, in another order, to another page, and on
where nothing was found."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from exhibits.addresses import address
from exhibits.result_cards import FUZZY
from exhibits.views.read_as import chosen_words
from museum.search import public as search
from museum.wording import StrOrPromise


@dataclass(frozen=True, slots=True)
class Nothing:
    """What to say, and the way on, where the list is empty."""

    heading: str
    words: str
    address: str
    link: str


def chosen(
    results: search.Results, conditions: dict[str, str]
) -> Iterator[tuple[StrOrPromise, str]]:
    """Yield each chosen condition in words, with the address that goes without it."""
    yield from chosen_words(results, conditions)
    if like := conditions.get("like"):
        yield FUZZY[like], address(conditions, like="")
    for name, _code, words in results.chosen:
        yield words, address(conditions, **{name: ""})


def order_of(conditions: dict[str, str]) -> str:
    """Return the order in which the list stands, "" for the best first."""
    return conditions.get("sort", "") or ("" if "q" in conditions else search.NUMBER)


def sorts(conditions: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the orders: (name, address, whether it is the present one)."""
    now = order_of(conditions)
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
