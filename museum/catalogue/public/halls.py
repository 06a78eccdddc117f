"""What stands in a hall, in the order of its numbers: for "standing together" on an object's page.

The order is the same for every page of the hall, so a process reads it once and keeps the keys
alone, until something in the hall changes.
"""

from array import array
from bisect import bisect_left

from museum.catalogue.models import Item
from museum.freshness.remembering import remembered
from museum.prepared import NUMBER, prepared


@prepared
def _standing_in(hall=NUMBER):
    found = (
        Item.objects.public()
        .whole()
        .on_display()
        .filter(holding__place__root=hall, holding__place_hidden=False)
    )
    return found.order_by("holding__series", "holding__number", "pk").values_list("pk")


class Hall:
    """The keys of a hall's public objects, in order; and where each stands in that order."""

    def __init__(self, keys):
        self.keys = array("q", keys)
        order = sorted(range(len(self.keys)), key=self.keys.__getitem__)
        self.sorted = array("q", (self.keys[place] for place in order))
        self.places = array("q", order)

    def __len__(self):
        return len(self.keys)

    def next_to(self, key: int, limit: int) -> list[int]:
        """Return the next ones, and from the beginning again where the hall's numbers end."""
        at = bisect_left(self.sorted, key)
        there = at < len(self.sorted) and self.sorted[at] == key
        first = self.places[at] + 1 if there else 0
        most = min(limit, len(self) - there)
        return [self.keys[(first + step) % len(self)] for step in range(most)]


def hall_of(key: int) -> Hall:
    """Return the hall with this key as it stands now."""
    return remembered(("hall", key), lambda: Hall(row[0] for row in _standing_in(key)))
