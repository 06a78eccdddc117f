"""Many objects at once: what receive, accept, move and publish do for one, done for a whole list,
a few hundred to a transaction. Importers stand on it.

It asks the same questions as the single verbs, by the same functions, and refuses by row and field
("rows.17.title", counted from 0). Of a chunk with a refusal nothing is written; the chunks before
it stand. The same rows with the same keys again write nothing twice.
"""

import contextlib
import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from museum import numbering
from museum.catalogue import accessioning, displaying, donating, moving
from museum.catalogue.bulk import Chunk, Line
from museum.catalogue.donating import Thing
from museum.catalogue.models import Donation, Holding, Item, Place
from museum.catalogue.models.holdings import Series
from museum.catalogue.recording import moment
from museum.institution import Museum
from museum.people.models import Person
from museum.people.naming import Naming

CHUNK = 300


@dataclass
class Row:
    """One object with its parts as a list tells of it: the thing, how it came, what was decided."""

    thing: Thing
    owner: Person | None = None
    brought_by: Person | None = None
    received_by: Person | None = None
    finder: Person | None = None
    found_where: str = ""
    on_behalf: str = ""
    naming: str = Naming.ANONYMOUS
    happened_at: datetime.date | datetime.datetime | None = None
    # Neighbouring rows with the same words here came on one receipt; the first tells about it.
    receipt: str = ""
    accepted: bool = True
    accepted_at: datetime.date | datetime.datetime | None = None
    series: str = Series.COLLECTION
    place: Place | None = None  # where it went from the reception
    moved_at: datetime.date | datetime.datetime | None = None
    reason: str = ""
    published: bool = False
    key: uuid.UUID = field(default_factory=uuid.uuid4)


Receipt = list[tuple[int, Row]]


def register(rows: Sequence[Row], *, by, chunk: int = CHUNK) -> list[Item]:
    """Write every row: receipt, object, number, movements, entries, chain, revision; in order.

    Refuses by the codes of check_receive, check_accept, check_put_on_display and check_move.
    """
    items: list[Item] = []
    for receipts in _chunks(rows, chunk):
        items += _write(receipts, by=by)
    return items


@transaction.atomic
def _write(receipts: list[Receipt], *, by) -> list[Item]:
    # The same order of locks as in the single verbs: places, counters, and last the chain.
    going = [row.place for receipt in receipts for _at, row in receipt if row.place]
    for place in sorted(set(going), key=lambda place: place.pk):
        Place.objects.lock(place)
    moments = {receipt[0][1].key: _moment(receipt) for receipt in receipts}
    years = sorted({numbering.year_of(each) for each in moments.values()})
    for year in years:
        numbering.allot_run("donation", 0, year=year)
    known = _known(receipts)
    fresh = [receipt for receipt in receipts if receipt[0][1].key not in known]
    chunk = Chunk(by)
    if fresh:
        donating.check_reception()
        if going:
            with _on_row(fresh[0][0][0]):
                moving.check_may_move(by)
    for receipt in fresh:
        _take_up(chunk, receipt, moments[receipt[0][1].key], by=by)
    _check_room(chunk)
    _number(chunk, years)
    chunk.write()
    written = known | chunk.items()
    return [item for receipt in receipts for item in written[receipt[0][1].key]]


def _take_up(chunk: Chunk, receipt: Receipt, happened_at, *, by) -> None:
    """Ask everything about one receipt and note what will be written for it."""
    first = receipt[0][1]
    with _on_rows([number for number, _row in receipt]):
        donating.check_receive([row.thing for _at, row in receipt], by=by, owner=first.owner,
                               finder=first.finder, happened_at=happened_at,
                               in_hand=False)  # fmt: skip
    donation = Donation(
        uuid=first.key,
        happened_at=happened_at,
        recorded_by=by,
        owner=first.owner,
        brought_by=first.brought_by or first.owner,
        received_by=first.received_by,
        finder=first.finder,
        found_where=first.found_where,
        on_behalf=first.on_behalf,
        naming=first.naming,
    )
    chunk.donations.append(donation)
    for place, (number, row) in enumerate(receipt, start=1):
        with _on_row(number):
            line = chunk.add(row.thing, donation, place, number)
            line.published = row.published
            _decide(line, row, happened_at, by=by)


def _decide(line: Line, row: Row, happened_at, *, by) -> None:
    if row.accepted:
        accepted_at = moment(row.accepted_at) if row.accepted_at else happened_at
        accessioning.check_accept(line.holding, by=by, happened_at=accepted_at)
        line.accept(row.series, accepted_at)
    if row.place:
        told = row.moved_at or row.accepted_at
        moved_at = moment(told) if told else happened_at
        if row.place.for_display:
            displaying.check_put_on_display([line.holding], row.place, by=by)
        moving.check_can_move(line.holding, row.place, moved_at)
        line.move(row.place, moved_at, row.reason)


def _check_room(chunk: Chunk) -> None:
    """Refuse (code "full") the first row that no longer fits where it is to go."""
    coming: dict[int, int] = {}
    for line in chunk.wholes:
        place = line.holding.place
        if place.capacity is not None:
            coming[place.pk] = coming.get(place.pk, 0) + 1
            with _on_row(line.number_of_row):
                moving.check_room(place, coming[place.pk])


def _number(chunk: Chunk, years: list[int]) -> None:
    """Give the receipts their numbers, then the objects theirs, in the order of the rows."""
    museum = Museum.load()
    for year in years:
        mine = [each for each in chunk.donations if numbering.year_of(each.happened_at) == year]
        for donation, number in zip(
            mine, numbering.allot_run("donation", len(mine), year=year), strict=True
        ):
            donation.year, donation.number = year, number
            donation.label = numbering.label(museum.donation_prefix, number, year=year, width=4)
    for series in sorted({line.series for line in chunk.wholes if line.series}):
        prefix = getattr(museum, f"{series}_prefix")
        taken = [line for line in chunk.wholes if line.series == series]
        for line, number in zip(
            taken, numbering.allot_run(f"item.{series}", len(taken)), strict=True
        ):
            line.give_number(number, numbering.label(prefix, number))


def _known(receipts: list[Receipt]) -> dict[uuid.UUID, list[Item]]:
    """Return the objects of those receipts that were written before, by the receipt's key."""
    keys = [receipt[0][1].key for receipt in receipts]
    found: dict[uuid.UUID, list[Item]] = {}
    holdings = Holding.objects.filter(donation__uuid__in=keys, part=0)
    for holding in holdings.select_related("item", "donation").order_by("donation", "line"):
        found.setdefault(holding.donation.uuid, []).append(holding.item)
    return found


def _chunks(rows: Sequence[Row], size: int) -> Iterator[list[Receipt]]:
    """Yield the receipts in chunks of about size rows; no receipt is torn apart."""
    chunk: list[Receipt] = []
    held = 0
    for receipt in _receipts(rows):
        if chunk and held + len(receipt) > size:
            yield chunk
            chunk, held = [], 0
        chunk.append(receipt)
        held += len(receipt)
    if chunk:
        yield chunk


def _receipts(rows: Sequence[Row]) -> Iterator[Receipt]:
    receipt: Receipt = []
    for number, row in enumerate(rows):
        if receipt and not (row.receipt and row.receipt == receipt[0][1].receipt):
            yield receipt
            receipt = []
        receipt.append((number, row))
    if receipt:
        yield receipt


def _moment(receipt: Receipt) -> datetime.datetime:
    number, row = receipt[0]
    with _on_row(number):
        return moment(row.happened_at)


@contextlib.contextmanager
def _on_row(number: int):
    """Turn a refusal inside into one of this row: "rows.17" or "rows.17.happened_at"."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(
            {
                f"rows.{number}" + ("" if name == "__all__" else f".{name}"): errors
                for name, errors in _by_field(error).items()
            }
        ) from error


@contextlib.contextmanager
def _on_rows(numbers: list[int]):
    """Turn a refusal of "things.N.title" inside into one of the row that thing came from."""
    try:
        yield
    except ValidationError as error:
        told = {}
        for name, errors in _by_field(error).items():
            things, _dot, rest = name.partition(".")
            place, _dot, rest = rest.partition(".")
            known = things == "things" and place.isdecimal()
            told[f"rows.{numbers[int(place)]}.{rest}" if known else f"rows.{numbers[0]}"] = errors
        raise ValidationError(told) from error


def _by_field(error: ValidationError) -> dict:
    return error.error_dict if hasattr(error, "error_dict") else {"__all__": error.error_list}
