"""One line of a receipt while it is thought out: what it is, and what is done with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from museum.catalogue.models import (
    Holding,
    Item,
    Movement,
    NumberGiven,
    Place,
    RegisterEntry,
    Tag,
    Term,
)
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Status, series_for
from museum.catalogue.things import Thing, described, photos_of, taken_up
from museum.ledger import row_key

TERMS = [
    each for each in Item._meta.get_fields() if each.many_to_one and each.related_model is Term
]
# Checked once for the term, or by the verb that made the value: not by a query for every object.
ASKED_ELSEWHERE = [each.name for each in Item._meta.fields if each.is_relation or each.unique]


@dataclass
class Line:
    """One line of a receipt, whole or part, with everything that will be written of it."""

    item: Item
    holding: Holding
    number_of_row: int
    came: Movement
    owner_at_first: int | None
    words: list[str] = field(default_factory=list)
    materials: list[Term] = field(default_factory=list)
    parts: list["Line"] = field(default_factory=list)
    went: Movement | None = None
    accepted: RegisterEntry | None = None
    received: RegisterEntry = field(init=False, repr=False, compare=False)  # writing.acts
    given: NumberGiven | None = None
    codes: list[Tag] = field(default_factory=list)
    series: str = ""
    published: bool = False
    leaves: bool = False  # it has gone again since

    def with_parts(self) -> Iterator["Line"]:
        yield self
        yield from self.parts

    def publish(self) -> None:
        for line in self.with_parts():
            line.published = True

    def accept(self, series: str, happened_at) -> None:
        self.series = series_for(self.holding.way, series)
        for line in self.with_parts():
            holding = line.holding
            holding.series, holding.status = self.series, Status.ACCESSIONED
            holding.accepted_at = happened_at
            holding.owner = holding.owner if holding.way in STILL_THE_OWNERS else None

    def give_number(self, number: int, label: str) -> None:
        for line in self.with_parts():
            holding = line.holding
            holding.number = number
            holding.label = label + (f"-{holding.part}" if holding.part else "")

    def move(self, place: Place, happened_at, reason: str) -> None:
        act = row_key(self.item.uuid, "moved")
        for line in self.with_parts():
            line.went = movement(line.item, line.holding.place, place, act, happened_at, reason)
            line.holding.place, line.holding.last_movement = place, line.went


def movement(item, origin, destination, act, happened_at, reason="") -> Movement:
    return Movement(
        uuid=row_key(act, f"{item.uuid}→{destination.pk}"),
        item=item,
        origin=origin,
        destination=destination,
        was_display=destination.for_display,
        reason=reason,
        happened_at=happened_at,
        act=act,
    )


def line_of(thing: Thing, donation, line: int, part: int, number_of_row: int,
            whole: Line | None, reception: Place, ungraded: Term | None) -> Line:  # fmt: skip
    """Return thing as it is received: checked, and standing at the reception."""
    key = row_key(donation.uuid, f"{line}.{part}")
    item = described(thing, key=key, whole=whole.item if whole else None, grade=ungraded)
    item.has_unpublished_changes = True
    _check_description(item)
    item.photos.set(photos_of(thing, item))
    item.stories.set(thing.more.get("stories", ()))
    materials = list(thing.more.get("materials", ()))
    item.materials.set(materials)
    came = movement(item, None, reception, donation.uuid, donation.happened_at)
    above = whole.holding if whole else None
    holding = taken_up(thing, item, donation, line, part, above, Status.RECEIVED)
    holding.place, holding.last_movement = reception, came
    return Line(
        item,
        holding,
        number_of_row,
        came,
        holding.owner_id,
        words=list(thing.more.get("tags", ())),
        materials=materials,
    )


def _check_description(item: Item) -> None:
    """Ask what full_clean asks. Only where an answer is in doubt is the database asked too."""
    doubtful = min(item.pieces, item.quantity) < 1 or any(not _fits(item, each) for each in TERMS)
    if doubtful:
        item.full_clean()
    item.full_clean(exclude=ASKED_ELSEWHERE, validate_unique=False, validate_constraints=False)


def _fits(item: Item, each) -> bool:
    given = getattr(item, each.name)
    return given is None or given.vocabulary in each.get_limit_choices_to()["vocabulary__in"]
