"""The number an object gets, and keeps (博物馆藏品管理办法: 一号一物)."""

from museum import numbering
from museum.catalogue.models import NumberGiven, Tag
from museum.institution import Museum
from museum.ledger import row_key


def give_number(going, series, *, by, happened_at, key) -> tuple[int, dict, dict]:
    """Give the next number of series, or again the one that the object had in it: (number, what
    the entry says of a number that was given before, the rows written by the holdings' keys)."""
    rows: dict[int, tuple] = {each.pk: () for each in going}
    mine = NumberGiven.objects.filter(item=going[0].item_id, series=series).order_by("-pk").first()
    prefix = getattr(Museum.load(), f"{series}_prefix")
    number = mine.number if mine else numbering.allot(f"item.{series}")
    stem = mine.label if mine else numbering.label(prefix, number)
    for each in going:
        label = stem + (f"-{each.part}" if each.part else "")
        if not NumberGiven.objects.filter(item=each.item_id, label=label).exists():
            given = NumberGiven.objects.create(
                uuid=row_key(key, f"number.{each.pk}"), by=by, happened_at=happened_at,
                item_id=each.item_id, series=series, number=number, part=each.part, label=label,
            )  # fmt: skip
            rows[each.pk] = (given, Tag.objects.create(code=label, item_id=each.item_id))
        each.series, each.number, each.label = series, number, label
        # The search text reads the number through the object.
        each.item.holding = each
    return number, {"field": "series", "new": series} if mine else {}, rows
