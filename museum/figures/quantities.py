"""The year in eight quantities, as one would tell them at the door: a square is a thing, a stroke of
正 somebody who came. What each figure counts exactly stands in the ledger beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum.figures.definitions import BY_CODE
from museum.figures.period_counts import PeriodCounts

SQUARES_AT_MOST, STROKES_AT_MOST = 150, 180


@dataclass(frozen=True, slots=True)
class PublicQuantity:
    """A number, the marks that show it (each of so many), what the marks mean, and one sentence more."""

    question: str
    value: int
    unit: str
    is_tally: bool
    filled: int
    hollow: int
    each: int
    key: str
    words: str


def quantities(counted: PeriodCounts, outside: str) -> tuple[PublicQuantity, ...]:
    """Return what can be told of a period; what nobody has counted is left out."""
    return tuple(_things(counted)) + tuple(_people(counted, outside))


def _things(counted: PeriodCounts) -> Iterator[PublicQuantity]:
    held, shown, told = _of(counted, "held", "on_display", "with_story")
    yield _squares(_("What the museum has"), held, shown, pgettext("unit", "pieces"),
                   _("%(filled)s stand in the halls (full), %(hollow)s do not (hollow)."))  # fmt: skip
    came, given, kept, otherwise = _of(
        counted, "collected", "collected_gifts", "collected_deposits", "collected_otherwise"
    )
    more = _("%(count)s more were handed over, bought or found.") % {"count": otherwise}
    yield _squares(_("Brought in this time"), given + kept, given, pgettext("unit", "pieces"),
                   _("%(filled)s were given (full); %(hollow)s are only kept here and stay the families’ (hollow)."),
                   more if otherwise else "", value=came)  # fmt: skip
    houses, persons, bodies = _of(
        counted, "giver_households", "giver_persons", "giver_organisations"
    )
    more = _("And %(count)s organisations.") % {"count": bodies} if bodies else ""
    yield _squares(_("Families that brought something"), houses + persons, houses + persons,
                   pgettext("unit", "families"), "", more)  # fmt: skip
    yield _squares(_("Things of which somebody tells"), held, told, pgettext("unit", "pieces"),
                   _("Of %(filled)s somebody tells (full), of %(hollow)s nobody yet (hollow)."),
                   value=told)  # fmt: skip


def _people(counted: PeriodCounts, outside: str) -> Iterator[PublicQuantity]:
    heads, groups = pgettext("unit", "visits by persons"), pgettext("unit", "groups")
    came, alone, together = _of(counted, "visitors", "visitors_alone", "group_persons")
    words = _("%(together)s came in groups, %(alone)s on their own.")
    yield _tally(_("Came to see it"), came, heads, words % {"together": together, "alone": alone})
    visits, guided = _of(counted, "group_visits", "guided")
    yield _tally(_("Came in groups"), visits, groups,
                 _("%(count)s of them were guided.") % {"count": guided})  # fmt: skip
    bodies, persons = _of(counted, "outside_organisations", "outside_persons")
    words = _("%(count)s people came with them. Outside is %(place)s and farther.")
    yield _tally(pgettext("quantity", "Organisations from outside"), bodies, pgettext("unit", "organisations"),
                 words % {"count": persons, "place": outside})  # fmt: skip
    volunteers, served, hours = _of(counted, "volunteers", "served", "hours")
    words = _("%(served)s of them served, %(hours)s hours together.")
    yield _tally(pgettext("museum", "Volunteers"), volunteers, pgettext("unit", "people"),
                 words % {"served": served, "hours": hours})  # fmt: skip


def _of(counted: PeriodCounts, *codes: str) -> list:
    return [BY_CODE[code].value(counted) for code in codes]


def _squares(question, total, filled, unit, key, words="", value=None) -> PublicQuantity:
    each = _each(total, SQUARES_AT_MOST)
    means = _("A square is %(count)s %(unit)s.") % {"count": each, "unit": unit} if total else ""
    said = key % {"filled": filled, "hollow": total - filled} if key and total else ""
    full = min(_marks(filled, each), _marks(total, each))
    return PublicQuantity(question, total if value is None else value, unit, False, full,
                          _marks(total, each) - full, each, means + said, words)  # fmt: skip


def _tally(question, value, unit, words) -> PublicQuantity:
    each = _each(value, STROKES_AT_MOST)
    key = _("A stroke is %(count)s %(unit)s, a whole 正 %(five)s.")
    key %= {"count": each, "five": 5 * each, "unit": unit}
    return PublicQuantity(question, value, unit, True, _marks(value, each), 0, each,
                          key if value else "", words if value else "")  # fmt: skip


def _each(total: int | Decimal, most: int) -> int:
    """Return how many a mark stands for: 1, or as many tens as keep the drawing on the page."""
    each = 1
    while total > most * each:
        each *= 10
    return each


def _marks(count: int, each: int) -> int:
    return -(-count // each)
