"""The rows of a list: what each tells of its object, which of them came on one receipt, and how a
refusal names the row it is about."""

import contextlib
import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from museum.catalogue.bulk.ends import End
from museum.catalogue.donating import Arrival
from museum.catalogue.models import Place
from museum.catalogue.models.holdings import Series
from museum.catalogue.things import Thing


@dataclass
class Row(Arrival):
    """One object with its parts as a list tells of it: the thing, how it came, what was decided, what
    became of it."""

    thing: Thing
    # Neighbouring rows with the same words here came on one receipt; the first tells about it.
    receipt: str = ""
    accepted: bool = True
    accepted_at: datetime.date | datetime.datetime | None = None
    series: str = Series.COLLECTION
    number: str = ""  # that it has already, inked on it: CS00012 in any writing
    place: Place | None = None  # where it went from the reception
    moved_at: datetime.date | datetime.datetime | None = None
    reason: str = ""
    ends: Sequence[End] = ()  # in the order in which they happened
    published: bool = False  # with its parts
    key: uuid.UUID = field(default_factory=uuid.uuid4)


Rows = list[tuple[int, Row]]  # of one receipt, each with its place in the list


def chunks(rows: Sequence[Row], size: int) -> Iterator[list[Rows]]:
    """Yield the receipts in chunks of about size rows; no receipt is torn apart."""
    chunk: list[Rows] = []
    held = 0
    for receipt in _receipts(rows):
        if chunk and held + len(receipt) > size:
            yield chunk
            chunk, held = [], 0
        chunk.append(receipt)
        held += len(receipt)
    if chunk:
        yield chunk


def _receipts(rows: Sequence[Row]) -> Iterator[Rows]:
    receipt: Rows = []
    for number, row in enumerate(rows):
        if receipt and not (row.receipt and row.receipt == receipt[0][1].receipt):
            yield receipt
            receipt = []
        receipt.append((number, row))
    if receipt:
        yield receipt


@contextlib.contextmanager
def on_row(number: int):
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
def on_rows(numbers: list[int]):
    """Turn a refusal of "things.N.title" inside into one of the row that thing came from."""
    try:
        yield
    except ValidationError as error:
        errors_by_field = {}
        for name, errors in _by_field(error).items():
            things, _dot, rest = name.partition(".")
            place, _dot, rest = rest.partition(".")
            known = things == "things" and place.isdecimal()
            errors_by_field[
                f"rows.{numbers[int(place)]}.{rest}" if known else f"rows.{numbers[0]}"
            ] = errors
        raise ValidationError(errors_by_field) from error


def _by_field(error: ValidationError) -> dict:
    return error.error_dict if hasattr(error, "error_dict") else {"__all__": error.error_list}
