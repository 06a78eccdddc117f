"""What stands in a hall, in the order in which one walks past it: case by case, shelf by shelf, and
by number on each. For what stands beside an object, and before and after it in its case.

The order is the same for every page of the hall, so a process reads it once and keeps the keys
alone, until something in the hall changes.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from museum.catalogue.models import Item, Place
from museum.freshness.remembering import remembered
from museum.prepared import NUMBER, prepared

BESIDE = 3  # on a shelf, with the one that is looked at
FURTHER = 4  # of the hall, where a case holds nothing else


@prepared
def _standing_in(hall=NUMBER):
    found = Item.objects.public().whole().on_display()
    found = found.filter(
        holding__place__root=hall, holding__place__for_display=True, holding__place_hidden=False
    )
    in_order = found.order_by(
        "holding__place__tree_order", "holding__series", "holding__number", "pk"
    )
    return in_order.values_list(
        "pk", "holding__place_id", "holding__place__kind", "holding__place__parent_id"
    )


class Hall:
    """The keys of a hall's public objects, in order; on which shelf and in which case each stands."""

    def __init__(self, rows):
        self.keys, self.places, self.cases = array("q"), array("q"), array("q")
        for key, place, kind, above in rows:
            on_a_shelf = kind == Place.Kind.SHELF and above is not None
            self.keys.append(key)
            self.places.append(place)
            self.cases.append(above if on_a_shelf else place)
        order = sorted(range(len(self.keys)), key=self.keys.__getitem__)
        self.sorted = array("q", (self.keys[each] for each in order))
        self.order = array("q", order)

    def __len__(self):
        return len(self.keys)

    def at(self, key: int) -> int | None:
        """Return where key stands in the order, None where it is not here."""
        found = bisect_left(self.sorted, key)
        is_here = found < len(self) and self.sorted[found] == key
        return self.order[found] if is_here else None

    def case_around(self, at: int) -> range:
        """Return what stands in the case of the one that is at this place of the order."""
        first, end = at, at + 1
        while first and self.cases[first - 1] == self.cases[at]:
            first -= 1
        while end < len(self) and self.cases[end] == self.cases[at]:
            end += 1
        return range(first, end)

    def beside(self, at: int) -> list[int]:
        """Return this one of its case with those beside it, none where it stands alone."""
        case = self.case_around(at)
        first = max(case.start, min(at - 1, case.stop - BESIDE))
        return [] if len(case) == 1 else [*self.keys[first : min(first + BESIDE, case.stop)]]

    def further(self, at: int | None) -> list[int]:
        """Return the next ones of the hall, and from the beginning again where it ends."""
        first = 0 if at is None else at + 1
        most = min(FURTHER, len(self) - (at is not None))
        return [self.keys[(first + step) % len(self)] for step in range(most)]

    def near(self, at: int | None) -> list[int]:
        """Return what to show with the one at this place: of the same case, else of the hall."""
        return (self.beside(at) if at is not None else []) or self.further(at)

    def is_one_shelf(self, keys: Iterable[int]) -> bool:
        """Return whether keys stand on the same shelf of a case."""
        stand = {at for key in keys if (at := self.at(key)) is not None}
        on = {self.places[at] for at in stand}
        return len(on) == 1 and all(self.places[at] != self.cases[at] for at in stand)


def hall_of(key: int) -> Hall:
    """Return the hall with this key as it stands now."""
    return remembered(("hall", key), lambda: Hall(_standing_in(key)))
