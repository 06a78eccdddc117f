"""The ways on from an object: what stands beside it, and what is of its family, kind and time."""

from collections import namedtuple
from collections.abc import Iterable, Iterator
from typing import Any

from museum.catalogue.models import Item, Term
from museum.catalogue.models.holdings import Way
from museum.catalogue.models.terms import UNKNOWN
from museum.catalogue.public.facts import CARD, CardFacts, ItemRows
from museum.catalogue.public.halls import Hall
from museum.catalogue.public.shapes import Neighbours, PublicCard
from museum.people.models import ERASED_NAME, Person
from museum.people.naming import NOBODY
from museum.prepared import MANY_NUMBERS, NUMBER, TEXT, prepared

SHOWN = 3
CANDIDATES = 5  # of which the pictured ones come first
NO_KEY = -1
OF = {
    "owner": "holding__donation__owner_id",
    "owner_kept": "holding__donation__owner__merged_into_id",
    "naming": "holding__donation__naming",
}
Columns: Any = namedtuple("Columns", [*CARD, *OF])  # type: ignore[misc]


@prepared
def _around(keys=MANY_NUMBERS, own=NUMBER, kind=NUMBER, era=NUMBER, owner=NUMBER, naming=TEXT):
    """Those of keys, and the next few of the same kind, time and giver, from the beginning again
    where there are no more."""
    whole = Item.objects.public().whole().exclude(pk=own)
    kinds = Term.objects.filter(parent=kind).order_by().values("pk")
    rows = Person.objects.filter(merged_into=owner).order_by().values("pk")
    by_kind = [whole.filter(category=kind), whole.filter(category__in=kinds)]
    alike = [
        each.order_by("pk") for found in (*by_kind, whole.filter(era=era))
        for each in (found.filter(pk__gt=own), found)
    ]  # fmt: skip
    # In another order: or all objects would be gone through for the few of a family.
    given = [whole.filter(holding__donation__naming=naming, **each) for each in
             ({"holding__donation__owner": owner}, {"holding__donation__owner__in": rows})]  # fmt: skip
    alike += [each.order_by("-holding__donation__happened_at", "pk") for each in given]
    few = [Item.objects.filter(pk__in=each.values("pk")[:CANDIDATES]) for each in alike]
    parts = [each.order_by().values("pk") for each in few]
    every = Item.objects.filter(pk__in=keys).order_by().values("pk").union(*parts)
    found = Item.objects.public().filter(pk__in=every).order_by("pk")
    return found.values_list(*CARD.values(), *OF.values())


class Around:
    """What stands near an object in its hall, and the candidates of its kin, fetched together."""

    def __init__(self, facts, giver: str, near: Iterable[int]):
        self.facts = facts
        self.giver = "" if facts.way == Way.FOUND or giver in (NOBODY, ERASED_NAME) else giver
        self.kind = facts.kind or facts.category
        self.era = facts.era if facts.era_code != UNKNOWN else None
        self.owner = (facts.owner_merged_into_id or facts.owner_pk) if self.giver else None
        self.own = facts.parent or facts.pk
        keys = {self.own, *near}
        codes = (self.kind or NO_KEY, self.era or NO_KEY, self.owner or NO_KEY)
        found = _around(sorted(keys), self.own, *codes, facts.naming)
        self.columns = {row[0]: Columns(*row) for row in found}
        self.rows = {
            key: ItemRows(CardFacts(*row[: len(CARD)])) for key, row in self.columns.items()
        }

    def kin(self) -> Iterator[tuple[str, str, str, list[int]]]:
        """Yield (name of the filter, code, words, candidates), those who come after this object first."""
        facts = self.facts
        if self.giver:
            yield "household", self.giver[:80], self.giver, self._alike(self._is_of_the_giver)
        if self.kind:
            words = facts.kind_name if facts.kind else facts.category_name
            code = facts.kind_code if facts.kind else facts.category_code
            yield (
                "category",
                code,
                words,
                self._alike(lambda each: (each.kind or each.category) == self.kind),
            )
        if self.era:
            yield (
                "era",
                facts.era_code,
                facts.era_name,
                self._alike(lambda each: each.era == self.era),
            )

    def _is_of_the_giver(self, each) -> bool:
        is_theirs = (each.owner_kept or each.owner) == self.owner
        return is_theirs and each.naming == self.facts.naming and each.way != Way.FOUND

    def _alike(self, is_alike) -> list[int]:
        found = [key for key, each in self.columns.items() if key != self.own and is_alike(each)]
        return sorted(found, key=lambda key: (key < self.own, key))


def neighbours_of(hall: Hall, at: int | None, facts, made: dict[int, PublicCard]) -> Neighbours:
    """Return what stands with an object: in its case with those before and after it, else in its hall."""

    def known(key: int) -> PublicCard | None:
        return made.get(key)

    beside = hall.beside(at) if at is not None else []
    if at is None or not beside:
        cards = filter(None, map(known, hall.further(at)))
        return Neighbours("hall", str(facts.hall), facts.hall_name, len(hall), 0, False,
                          tuple(cards), None, None)  # fmt: skip
    case = hall.case_around(at)
    on_a_shelf = hall.cases[at] != hall.places[at]
    return Neighbours(
        name="place",
        code=(facts.above_code if on_a_shelf else facts.own_code) or "",
        words=(facts.above_name if on_a_shelf else facts.place_name),
        count=len(case),
        position=at - case.start + 1,
        is_shelf=hall.is_one_shelf(beside),
        cards=tuple(filter(None, map(known, beside))),
        before=known(hall.keys[at - 1]) if at > case.start else None,
        after=known(hall.keys[at + 1]) if at + 1 < case.stop else None,
    )
