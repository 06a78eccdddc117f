"""The rows of many objects, thought out in memory and then written table by table.

What stands in them is what the single verbs write (donating, accessioning, moving, and Wagtail's
save_revision and publish); a test registers the same list both ways and compares every table.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from taggit.models import Tag as Word
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from museum import ledger
from museum.catalogue.models import (
    Donation,
    Holding,
    Item,
    Movement,
    NumberGiven,
    Photo,
    Place,
    RegisterEntry,
    Story,
    Tag,
    Term,
)
from museum.catalogue.models.holdings import (
    STILL_THE_OWNERS,
    Series,
    Standing,
    Way,
    temporary,
)
from museum.catalogue.models.items import ItemTag
from museum.catalogue.recording import Act
from museum.catalogue.things import CHILDREN, UNGRADED, Thing, _photo
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
    received: RegisterEntry | None = None
    given: NumberGiven | None = None
    series: str = ""
    published: bool = False

    def with_parts(self) -> Iterator["Line"]:
        yield self
        yield from self.parts

    def accept(self, series: str, happened_at) -> None:
        self.series = Series.DEPOSIT if self.holding.way in STILL_THE_OWNERS else series
        for line in self.with_parts():
            holding = line.holding
            holding.series, holding.standing = self.series, Standing.ACCESSIONED
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
            line.went = _movement(line.item, line.holding.place, place, act, happened_at, reason)
            line.holding.place, line.holding.last_movement = place, line.went


def _movement(item, origin, destination, act, happened_at, reason="") -> Movement:
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


class Chunk:
    def __init__(self, by):
        self.by = by
        self.donations: list[Donation] = []
        self.wholes: list[Line] = []
        self.reception = Place.objects.reception()
        self.ungraded = Term.objects.of("grade").filter(code=UNGRADED).first()

    def items(self) -> dict[uuid.UUID, list[Item]]:
        """Return the objects by the keys of their receipts."""
        found: dict[uuid.UUID, list[Item]] = {}
        for line in self.wholes:
            found.setdefault(line.holding.donation.uuid, []).append(line.item)
        return found

    def add(self, thing: Thing, donation: Donation, line: int, number_of_row: int) -> Line:
        """Take up one thing with its parts, as they are received: each standing at the reception."""
        whole = self._line(thing, donation, line, 0, number_of_row, None)
        whole.parts = [
            self._line(piece, donation, line, part, number_of_row, whole)
            for part, piece in enumerate(thing.parts, start=1)
        ]
        self.wholes.append(whole)
        return whole

    def _line(self, thing, donation, line, part, number_of_row, whole) -> Line:
        plain = {name: value for name, value in thing.more.items() if name not in CHILDREN}
        plain.setdefault("grade", self.ungraded)
        item = Item(
            uuid=row_key(donation.uuid, f"{line}.{part}"),
            title=thing.title.strip(),
            other_names=thing.other_names,
            category=thing.category,
            quantity=thing.quantity,
            unit=thing.unit,
            pieces=thing.pieces,
            condition=thing.condition,
            parent=whole and whole.item,
            live=False,
            has_unpublished_changes=True,
            **plain,
        )
        _check_description(item)
        item.photos.set([_photo(each, order, item) for order, each in enumerate(thing.pictures)])
        item.stories.set(thing.more.get("stories", ()))
        materials = list(thing.more.get("materials", ()))
        item.materials.set(materials)
        way = whole.holding.way if whole else thing.way
        came = _movement(item, None, self.reception, donation.uuid, donation.happened_at)
        holding = Holding(
            item=item,
            donation=donation,
            line=line,
            part=part,
            way=way,
            conditions=thing.conditions,
            loan_ends=whole.holding.loan_ends if whole else thing.loan_ends,
            standing=Standing.RECEIVED,
            owner=None if way in (Way.FOUND, Way.PURCHASE) else donation.owner,
            place=self.reception,
            last_movement=came,
        )
        return Line(
            item,
            holding,
            number_of_row,
            came,
            holding.owner_id,
            words=list(thing.more.get("tags", ())),
            materials=materials,
        )

    def lines(self) -> list[Line]:
        return [line for whole in self.wholes for line in whole.with_parts()]

    def write(self) -> None:
        """Write everything that was taken up, in the transaction of the caller."""
        lines = self.lines()
        if not lines:
            return
        Donation.objects.bulk_create(self.donations)
        self._write_descriptions(lines)
        self._write_facts(lines)
        self._write_acts(lines)
        self._write_revisions(lines)
        _write_references([*self.donations, *(line.item for line in lines)])

    def _write_descriptions(self, lines: list[Line]) -> None:
        words = _words({word for line in lines for word in line.words})
        for line in lines:
            line.item.tagged_items.set([ItemTag(tag=words[each.lower()]) for each in line.words])
        Item.objects.bulk_create([line.item for line in self.wholes])
        parts = [line.item for line in lines if line.holding.part]
        for part in parts:
            part.parent = part.parent  # the key that the whole has got by now
        Item.objects.bulk_create(parts)
        for model, relation, key in (
            (Photo, "photos", "item"),
            (Story, "stories", "item"),
            (ItemTag, "tagged_items", "content_object"),
        ):
            children = []
            for line in lines:
                for child in getattr(line.item, relation).all():
                    setattr(child, key, line.item)
                    children.append(child)
            model._default_manager.bulk_create(children)
        through = Item.materials.through
        through._default_manager.bulk_create(
            [through(item=line.item, term=each) for line in lines for each in line.materials]
        )

    def _write_facts(self, lines: list[Line]) -> None:
        # First every arrival, then every departure: where the second leads from stands in the first.
        for movements in (
            [line.came for line in lines],
            [line.went for line in lines if line.went],
        ):
            for movement in movements:
                movement.by = self.by
                movement.item = movement.item
            Movement.objects.bulk_create(movements)
        for line in lines:
            line.holding.item, line.holding.donation = line.item, line.holding.donation
            line.holding.last_movement = line.went or line.came
        Holding.objects.bulk_create([line.holding for line in lines])
        numbered = [line.holding for line in lines if line.holding.label]
        NumberGiven.objects.bulk_create(
            NumberGiven(
                uuid=row_key(holding.item.uuid, "number"), by=self.by, item=holding.item,
                happened_at=holding.accepted_at, series=holding.series, number=holding.number,
                part=holding.part, label=holding.label,
            )
            for holding in numbered
        )  # fmt: skip
        codes = [
            Tag(code=temporary(each.donation.label, each.line, each.part), item=each.item)
            for each in (line.holding for line in lines)
        ]
        Tag.objects.bulk_create(codes + [Tag(code=each.label, item=each.item) for each in numbered])

    def _write_acts(self, lines: list[Line]) -> None:
        for line in lines:
            holding = line.holding
            line.received = self._entry(line, Act.RECEIVED, "entry", holding.donation.happened_at)
            if holding.label:
                line.accepted = self._entry(line, Act.ACCEPTED, "accepted", holding.accepted_at)
        RegisterEntry.objects.bulk_create([line.received for line in lines])
        RegisterEntry.objects.bulk_create([line.accepted for line in lines if line.accepted])
        ledger.write_many([act for line in self.wholes for act in _acts(line)], by=self.by)

    def _entry(self, line: Line, act: str, part: str, happened_at) -> RegisterEntry:
        key = row_key(line.item.uuid, part)
        return RegisterEntry(uuid=key, item=line.item, act=act, by=self.by, happened_at=happened_at)

    def _write_revisions(self, lines: list[Line]) -> None:
        kind, now = ContentType.objects.get_for_model(Item), timezone.now()
        revisions = Revision.objects.bulk_create(
            Revision(
                content_type=kind, base_content_type=kind, object_id=str(line.item.pk), user=self.by,
                created_at=now, object_str=str(line.item), content=line.item.serializable_data(),
            )
            for line in lines
        )  # fmt: skip
        published = {line.item.pk for whole in self.wholes if whole.published
                     for line in whole.with_parts() if line is whole}  # fmt: skip
        last = Revision.objects.filter(
            base_content_type=kind, object_id=Cast(OuterRef("pk"), CharField())
        ).values("pk")
        mine = Item.objects.filter(pk__in=[line.item.pk for line in lines])
        mine.update(latest_revision=Subquery(last[:1]))
        mine.filter(pk__in=published).update(
            live=True,
            has_unpublished_changes=False,
            live_revision=Subquery(last[:1]),
            first_published_at=now,
            last_published_at=now,
        )
        for line, revision in zip(lines, revisions, strict=True):
            _as_written(line.item, revision, now if line.item.pk in published else None)
        said = {"content_type": kind, "user": self.by, "timestamp": now, "data": {}}
        ModelLogEntry.objects.bulk_create(
            [ModelLogEntry(label=str(line.item), action="wagtail.create",
                           object_id=str(line.item.pk), **said) for line in lines]
            + [ModelLogEntry(label=str(line.item), action="wagtail.publish",
                             object_id=str(line.item.pk), revision=line.item.live_revision,
                             content_changed=True, **said)
               for line in lines if line.item.pk in published]
        )  # fmt: skip


def _as_written(item: Item, revision: Revision, published_at) -> None:
    item.latest_revision = revision
    if published_at:
        item.live, item.live_revision, item.has_unpublished_changes = True, revision, False
        item.first_published_at = item.last_published_at = published_at


def _acts(whole: Line) -> Iterator[tuple]:
    """Yield what the chain says of one object and its parts, in the order in which it happened."""
    for line in whole.with_parts():
        holding = line.holding
        yield (
            f"catalogue.{Act.RECEIVED}", line.item, line.received.happened_at, line.received.uuid,
            {"entry": line.received.pk, "donation": holding.donation_id, "line": holding.line,
             "part": holding.part, "way": holding.way, "owner": line.owner_at_first},
        )  # fmt: skip
        yield _moved(line, line.came)
    for line in whole.with_parts():
        if line.accepted:
            yield (
                f"catalogue.{Act.ACCEPTED}", line.item, line.accepted.happened_at,
                line.accepted.uuid,
                {"entry": line.accepted.pk, "series": line.holding.series,
                 "number": line.holding.number, "part": line.holding.part},
            )  # fmt: skip
    for line in whole.with_parts():
        if line.went:
            yield _moved(line, line.went)


def _moved(line: Line, movement: Movement) -> tuple:
    facts = {
        "movement": movement.pk,
        "origin": movement.origin_id,
        "destination": movement.destination_id,
        "display": movement.was_display,
    }
    return "catalogue.moved", line.item, movement.happened_at, movement.uuid, facts


def _check_description(item: Item) -> None:
    """Ask what full_clean asks. Only where an answer is in doubt is the database asked too."""
    doubtful = (
        (item.year_from is not None and item.year_to is not None and item.year_from > item.year_to)
        or min(item.pieces, item.quantity) < 1
        or any(not _fits(item, each) for each in TERMS)
    )
    if doubtful:
        item.full_clean()
    item.full_clean(exclude=ASKED_ELSEWHERE, validate_unique=False, validate_constraints=False)


def _fits(item: Item, each) -> bool:
    given = getattr(item, each.name)
    return given is None or given.vocabulary in each.get_limit_choices_to()["vocabulary__in"]


def _words(wanted: set[str]) -> dict[str, Word]:
    """Return the tags with these words, new ones written; upper and lower case are the same."""
    found = {}
    for name in sorted(wanted):
        word = Word.objects.filter(name__iexact=name).first() or Word.objects.create(name=name)
        found[name.lower()] = word
    return found


def _write_references(written: list[Donation | Item]) -> None:
    """Write what ReferenceIndex.create_or_update_for_object writes for rows that are new.

    Receipts have references only where the desk is loaded, as Wagtail has it.
    """
    hashes: dict[str, uuid.UUID] = {}
    rows = []
    for item in written:
        if type(item) not in ReferenceIndex.indexed_models:
            continue
        kind = ContentType.objects.get_for_model(item)
        for to_kind, to_id, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(item)
        ):
            if content_path not in hashes:
                hashes[content_path] = ReferenceIndex._get_content_path_hash(content_path)
            rows.append(
                ReferenceIndex(
                    content_type=kind, base_content_type=kind, object_id=item.pk,
                    to_content_type_id=to_kind, to_object_id=to_id, model_path=model_path,
                    content_path=content_path, content_path_hash=hashes[content_path],
                )
            )  # fmt: skip
    ReferenceIndex.objects.bulk_create(rows)
