"""What was thought out of a chunk, written table by table: descriptions, facts, acts."""

from collections.abc import Iterator

from taggit.models import Tag as Word

from museum import ledger
from museum.catalogue.bulk.lines import Line
from museum.catalogue.models import (
    Holding,
    Item,
    Movement,
    NumberGiven,
    Photo,
    RegisterEntry,
    Story,
    Tag,
)
from museum.catalogue.models.items import ItemTag
from museum.catalogue.recording import Act
from museum.catalogue.things import code_of
from museum.ledger import row_key


def descriptions(lines: list[Line]) -> None:
    words = _words({word for line in lines for word in line.words})
    for line in lines:
        line.item.tagged_items.set([ItemTag(tag=words[each.lower()]) for each in line.words])
    Item.objects.bulk_create([line.item for line in lines if not line.holding.part])
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


def _words(wanted: set[str]) -> dict[str, Word]:
    """Return the tags with these words, new ones written; upper and lower case are the same."""
    found = {}
    for name in sorted(wanted):
        word = Word.objects.filter(name__iexact=name).first() or Word.objects.create(name=name)
        found[name.lower()] = word
    return found


def facts(lines: list[Line], *, by) -> None:
    # First every arrival, then every departure: where the second leads from stands in the first.
    for movements in (
        [line.came for line in lines],
        [line.went for line in lines if line.went],
    ):
        for movement in movements:
            movement.by = by
            movement.item = movement.item
        Movement.objects.bulk_create(movements)
    for line in lines:
        line.holding.item, line.holding.donation = line.item, line.holding.donation
        line.holding.last_movement = line.went or line.came
    Holding.objects.bulk_create([line.holding for line in lines])
    for line in lines:
        line.codes = [code_of(line.holding)]
        if line.holding.label:
            line.given = _number_given(line.holding, by)
            line.codes.append(Tag(code=line.holding.label, item=line.item))
    NumberGiven.objects.bulk_create([line.given for line in lines if line.given])
    Tag.objects.bulk_create([line.codes[0] for line in lines])
    Tag.objects.bulk_create([code for line in lines for code in line.codes[1:]])


def _number_given(holding: Holding, by) -> NumberGiven:
    return NumberGiven(  # type: ignore[misc]  # it has a label, so a number and its day
        uuid=row_key(holding.item.uuid, "number"), by=by, item=holding.item,
        happened_at=holding.accepted_at, series=holding.series, number=holding.number,
        part=holding.part, label=holding.label,
    )  # fmt: skip


def acts(lines: list[Line], *, by) -> None:
    for line in lines:
        holding = line.holding
        line.received = _entry(line, by, Act.RECEIVED, "entry", holding.donation.happened_at)
        if holding.label:
            line.accepted = _entry(line, by, Act.ACCEPTED, "accepted", holding.accepted_at)
    RegisterEntry.objects.bulk_create([line.received for line in lines])
    RegisterEntry.objects.bulk_create([line.accepted for line in lines if line.accepted])
    ledger.write_many(
        [act for line in lines if not line.holding.part for act in _acts(line)], by=by
    )


def _entry(line: Line, by, act: str, part: str, happened_at) -> RegisterEntry:
    key = row_key(line.item.uuid, part)
    return RegisterEntry(uuid=key, item=line.item, act=act, by=by, happened_at=happened_at)


def _acts(whole: Line) -> Iterator[ledger.Act]:
    """Yield what the chain says of one object and its parts, in the order in which it happened."""
    for line in whole.with_parts():
        holding, entry = line.holding, line.received
        yield ledger.Act(
            f"catalogue.{Act.RECEIVED}", line.item, entry.happened_at, entry.uuid,
            rows=(entry, holding, holding.donation, line.codes[0]),
            facts={"entry": entry.pk, "donation": holding.donation_id, "line": holding.line,
                   "part": holding.part, "way": holding.way, "owner": line.owner_at_first},
        )  # fmt: skip
        yield _moved(line, line.came)
    for line in whole.with_parts():
        holding, accepted, number = line.holding, line.accepted, line.given
        if accepted and number:
            yield ledger.Act(
                f"catalogue.{Act.ACCEPTED}", line.item, accepted.happened_at, accepted.uuid,
                rows=(accepted, holding, number, line.codes[1]),
                facts={"entry": accepted.pk, "series": holding.series, "number": holding.number,
                       "part": holding.part},
            )  # fmt: skip
    for line in whole.with_parts():
        if line.went:
            yield _moved(line, line.went)


def _moved(line: Line, movement: Movement) -> ledger.Act:
    facts = {
        "movement": movement.pk,
        "origin": movement.origin_id,
        "destination": movement.destination_id,
        "display": movement.was_display,
    }
    return ledger.Act("catalogue.moved", line.item, movement.happened_at, movement.uuid,
                      rows=(movement, line.holding), named=(movement.destination,), facts=facts)  # fmt: skip
