"""How a question was understood, in words above what was found: 照年代找的：1960到1969年."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exhibits.addresses import address
from museum.search import public as search

READ = {
    "years": gettext_lazy("By its time: %(words)s."),
    "of_era": gettext_lazy("By its time: %(words)s."),
    "at": gettext_lazy("By where it stands: %(words)s."),
    "made_of": gettext_lazy("By what it is made of: %(words)s."),
}
LITERAL = "words"  # as=words: nothing is read as anything but words


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How many there are, how the question was read, and where what is only written so stands."""

    count: str
    words: tuple[str, ...]
    address: str = ""
    link: str = ""


def read_as(results: search.Results, conditions: dict[str, str]) -> ReadAs | None:
    """Return what is to be said of how the question was read, None where it was looked for as it stands."""
    query = conditions.get("q", "")
    if results.count and (results.readings or results.is_purpose):
        said = [READ[each.kind] % {"words": each.words} for each in results.readings]
        if results.is_purpose:
            said.append(_("What is made for it comes first.") if results.count > 1
                        else _("No name says “%(query)s”, but this is what it is for.") % {"query": results.rest})  # fmt: skip
        literal = address(conditions, **{"as": LITERAL}) if results.readings else ""
        by_use = results.is_purpose and not results.readings
        return ReadAs(_found(results.count, by_use=by_use), tuple(said), literal,
                      _("Only where “%(query)s” is written") % {"query": query})  # fmt: skip
    if results.count or not results.fuzzy or (tier := results.fuzzy[0]).code == "near":
        return None
    return ReadAs(*_by_another_way(tier.code, tier.count, query))


def _found(count: int, *, by_use: bool) -> str:
    if by_use:
        heading = _("%(count)s found by use")
        return heading % {"count": count}
    return _("%(count)s found") % {"count": count}


def _by_another_way(code: str, count: int, query: str) -> tuple[str, tuple[str, ...]]:
    if code == "called":
        heading = _("%(count)s found under another name")
        words = _("“%(query)s” is what it is called elsewhere.")
    elif code == "initials":
        heading = _("%(count)s found by first letters")
        words = _("Their names begin with “%(query)s” in pinyin.")
    else:
        heading = _("%(count)s found by sound")
        words = _("Read aloud, it is the same as “%(query)s”, or nearly.")
    return heading % {"count": count}, (words % {"query": query},)


def chosen_words(results: search.Results, conditions: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each part of the question in words, with the address that goes without it."""
    if not results.readings:
        if query := conditions.get("q"):
            yield (
                _("“%(query)s”") % {"query": query},
                address(conditions, q="", like="", **{"as": ""}),
            )
        return
    for each in results.readings:
        yield each.words, address(conditions, q=each.without, like="")
    if results.rest:
        typed = " ".join(each.typed for each in results.readings)
        yield _("“%(query)s”") % {"query": results.rest}, address(conditions, q=typed, like="")
