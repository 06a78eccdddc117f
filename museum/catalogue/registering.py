"""Retrospective documentation (Spectrum).

Many objects at once: what receive, accept, move and publish do for one, done for a whole list, a few
hundred to a transaction. Importers stand on it.

A row tells what an older register knows: the number that is inked on the object (bulk.inked), and how it
ended: declined, given back, taken off the register (bulk.ends).

It asks the same questions as the single verbs, by the same functions, and refuses by row and field
("rows.17.title", counted from 0). Of a chunk with a refusal nothing is written; the chunks before it
stand. The same rows with the same keys again write nothing twice.
"""

import datetime
import uuid
from collections.abc import Sequence

from django.apps import apps
from django.db import connection, transaction

from museum import numbering
from museum.catalogue import accessioning, displaying, donating, moving
from museum.catalogue.bulk import Chunk, Line, Row, Rows, chunks, ends, inked, on_row, on_rows
from museum.catalogue.donating import Receipt
from museum.catalogue.models import Holding, Item, Place
from museum.catalogue.permissions import demand
from museum.catalogue.recording import in_order
from museum.clock import year_of
from museum.institution import Museum
from museum.plausible import moment_meant

CHUNK = 300
MANY = 100  # objects at once that change what a planner may expect


def register(rows: Sequence[Row], *, by, chunk: int = CHUNK) -> list[Item]:
    """Write every row: receipt, object, number, movements, entries, chain, revision; in order.

    Refuses by the codes of check_receive, check_accept, check_put_on_display, check_move, of the
    verbs of its ends, and of what a number told for it can be (bulk.inked).
    """
    numbers = inked.read_all(rows)
    items: list[Item] = []
    for receipts in chunks(rows, chunk):
        items += _write(receipts, numbers, by=by)
    if len(items) >= MANY:
        _analyse()
    return items


def _analyse() -> None:
    """Tell PostgreSQL's planner how much there is by now. It notices by itself within a minute or two;
    until then, with what it knew of empty tables, one list of a thousand objects took eleven minutes."""
    if connection.vendor == "postgresql":
        models = apps.get_app_config("catalogue").get_models()
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(sorted(model._meta.db_table for model in models))}")


@transaction.atomic
def _write(receipts: list[Rows], numbers: inked.Inked, *, by) -> list[Item]:
    # The same order of locks as in the single verbs: places, counters, and last the chain.
    going = [row.place for receipt in receipts for _at, row in receipt if row.place]
    Place.objects.lock_all(set(going))
    moments = {receipt[0][1].key: _moment(receipt) for receipt in receipts}
    years = sorted({year_of(each) for each in moments.values()})
    for year in years:
        numbering.allot_run("donation", 0, year=year)
    known = _known(receipts)
    fresh = [receipt for receipt in receipts if receipt[0][1].key not in known]
    chunk = Chunk(by)
    if fresh:
        donating.check_reception()
        if going:
            with on_row(fresh[0][0][0]):
                moving.check_may_move(by)
    for rows_of_one in fresh:
        _take_up(chunk, rows_of_one, moments[rows_of_one[0][1].key], by=by)
    _check_room(chunk)
    _number(chunk, years, numbers)
    chunk.write()
    row_of = {at: row for receipt in fresh for at, row in receipt}
    for line in chunk.wholes:
        with on_row(line.number_of_row):
            ends.write(line, row_of[line.number_of_row].ends, by=by)
    written = known | chunk.items()
    return [item for receipt in receipts for item in written[receipt[0][1].key]]


def _take_up(chunk: Chunk, rows: Rows, happened_at, *, by) -> None:
    """Ask everything about one receipt and note what will be written for it."""
    first = rows[0][1]
    with on_rows([number for number, _row in rows]):
        donating.check_receive(
            Receipt([row.thing for _at, row in rows], owner=first.owner, finder=first.finder,
                    happened_at=happened_at, in_hand=False),
            by=by,
        )  # fmt: skip
    donation = first.donation(uuid=first.key, happened_at=happened_at, recorded_by=by)
    chunk.donations.append(donation)
    for place, (number, row) in enumerate(rows, start=1):
        with on_row(number):
            line = chunk.add(row.thing, donation, place, number)
            line.leaves = any(end.leaves for end in row.ends)
            if row.published:
                demand(by, "publish")
                line.publish()
            _decide(line, row, happened_at, by=by)


def _decide(line: Line, row: Row, happened_at, *, by) -> None:
    if row.accepted:
        accepted_at = (
            in_order(moment_meant(row.accepted_at), happened_at) if row.accepted_at else happened_at
        )
        accessioning.check_accept(line.holding, by=by, happened_at=accepted_at)
        line.accept(row.series, accepted_at)
    if row.place:
        moved_on = row.moved_at or row.accepted_at
        before = line.holding.accepted_at or happened_at
        moved_at = in_order(moment_meant(moved_on), before) if moved_on else happened_at
        if row.place.for_display:
            displaying.check_put_on_display([line.holding], row.place, by=by)
        moving.check_can_move(line.holding, row.place, moved_at)
        line.move(row.place, moved_at, row.reason)


def _check_room(chunk: Chunk) -> None:
    """Refuse (code "full") the first row that no longer fits where it is to go."""
    coming: dict[int, int] = {}
    lines: dict[int, list[Place]] = {}
    for line in chunk.wholes:
        place = line.holding.place
        if line.went is None:
            continue
        for whole in lines.setdefault(place.pk, place.line()):
            coming[whole.pk] = coming.get(whole.pk, 0) + 1
            with on_row(line.number_of_row):
                moving.check_capacity(whole, coming[whole.pk])
            coming[whole.pk] -= line.leaves


def _number(chunk: Chunk, years: list[int], numbers: inked.Inked) -> None:
    """Give the receipts their numbers, then the objects theirs, in the order of the rows."""
    prefix = Museum.load().donation_prefix
    for year in years:
        mine = [each for each in chunk.donations if year_of(each.happened_at) == year]
        for donation, number in zip(
            mine, numbering.allot_run("donation", len(mine), year=year), strict=True
        ):
            donation.year, donation.number = year, number
            donation.label = numbering.label(prefix, number, year=year, width=4)
    inked.number(chunk.wholes, numbers)


def _known(receipts: list[Rows]) -> dict[uuid.UUID, list[Item]]:
    """Return the objects of those receipts that were written before, by the receipt's key."""
    keys = [receipt[0][1].key for receipt in receipts]
    found: dict[uuid.UUID, list[Item]] = {}
    holdings = Holding.objects.filter(donation__uuid__in=keys, part=0)
    for holding in holdings.select_related("item", "donation").order_by("donation", "line"):
        found.setdefault(holding.donation.uuid, []).append(holding.item)
    return found


def _moment(receipt: Rows) -> datetime.datetime:
    number, row = receipt[0]
    with on_row(number):
        return moment_meant(row.happened_at)
