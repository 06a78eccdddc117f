"""The first of the public objects, and the kinds that there are. Lists are museum.search's affair."""

from django.db.models import Count

from museum.catalogue.models import Item
from museum.catalogue.models.holdings import temporary
from museum.catalogue.public.composing import address
from museum.catalogue.public.looking_up import cards
from museum.catalogue.public.shapes import Choice, PublicCard
from museum.freshness.remembering import remembered

ORDER = ("holding__series", "holding__number", "pk")


def first() -> PublicCard | None:
    """Return the card of the first public object by number, None while there is none."""
    in_order = Item.objects.public().whole().order_by(*ORDER)
    key = remembered("first", lambda: in_order.values_list("pk", flat=True).first())
    return cards([key]).get(key) if key else None


def addresses() -> list[str]:
    """Return where every public object stands on the web, in the order of the numbers. One query."""
    in_order = Item.objects.public().whole().order_by(*ORDER)
    rows = in_order.values_list("holding__label", "holding__donation__label", "holding__line")
    return [address(label or temporary(receipt, line)) for label, receipt, line in rows]


def kinds() -> tuple[Choice, ...]:
    """Return the top categories that hold public objects, with counts, sub-classes added up."""
    return remembered("kinds", _kinds)


def _kinds() -> tuple[Choice, ...]:
    own = ("category__position", "category__code", "category__name")
    above = ("category__parent__position", "category__parent__code", "category__parent__name")
    counted: dict[tuple, int] = {}
    rows = Item.objects.public().whole().order_by().values_list(*own, *above)
    for *row, count in rows.annotate(n=Count("pk", distinct=True)):
        top = tuple(row[3:]) if row[4] else tuple(row[:3])
        counted[top] = counted.get(top, 0) + count
    named = sorted(row for row in counted.items() if row[0][1] is not None)
    return tuple(Choice(code, name, count) for (_place, code, name), count in named)
