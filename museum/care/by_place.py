"""What stands at each place now, as a list that two people can walk."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from museum.catalogue.models import Holding, Place
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Way

AT_ONCE = 2000


class Thing(NamedTuple):
    """One line, as it is kept: codes and the words of the label, nobody's name."""

    number: str
    title: str
    quantity: str
    pieces: int
    way: str
    condition: str

    @property
    def way_words(self) -> str:
        return str(Way(self.way).label) if self.way in Way.values else self.way

    @property
    def is_framed(self) -> bool:
        """Whether it must not be overlooked that it is somebody else's."""
        return self.way in STILL_THE_OWNERS


@dataclass(frozen=True)
class Counts:
    places: int
    things: int
    pieces: int
    deposits: int


ThingsByPlace = list[tuple[str, list[Thing]]]


def current(halls: Iterable[Place] | None = None) -> ThingsByPlace:
    """Return what stands at each place, in the order in which one walks there; parts stand with
    their whole. halls: only in these and in what stands in them."""
    found = Holding.objects.filter(part=0, place__isnull=False)
    if halls is not None:
        found = found.filter(place__root__in=list(halls))
    ordered = found.select_related("item", "place", "donation").order_by(
        "place__tree_order", "series", "number", "donation__label", "line"
    )
    places: dict[int, tuple[str, list[Thing]]] = {}
    for each in ordered.iterator(chunk_size=AT_ONCE):
        _trail, things = places.setdefault(each.place.pk, (str(each.place), []))
        things.append(_thing(each))
    return list(places.values())


def halls_in_use() -> list[Place]:
    """Return the halls and stores in which something stands."""
    used = Holding.objects.filter(part=0, place__isnull=False).values("place__root")
    return list(Place.objects.filter(pk__in=used))


def counts(of: ThingsByPlace) -> Counts:
    things = [thing for _place, found in of for thing in found]
    return Counts(
        places=len(of),
        things=len(things),
        pieces=sum(thing.pieces for thing in things),
        deposits=sum(thing.is_framed for thing in things),
    )


def read(kept: list) -> ThingsByPlace:
    """Return a list as a row has kept it."""
    return [(place, [Thing(*each) for each in things]) for place, things in kept]


def _thing(holding: Holding) -> Thing:
    item = holding.item
    quantity = f"{item.quantity}{item.unit}"
    if item.pieces != item.quantity:
        quantity += _("%(count)d pieces") % {"count": item.pieces}
    return Thing(holding.designation, item.title, quantity, item.pieces, holding.way,
                 item.condition)  # fmt: skip
