"""What became of an object of a list after it had come: declined, given back, taken off the register.

Few rows of a list have an end, so each is written by the verb that writes it for a single object, in
the transaction of its chunk. A paper is no part of it: a file that is written cannot be rolled back.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from museum.catalogue import deaccessioning, returning
from museum.catalogue.bulk.lines import Line
from museum.catalogue.models import Holding
from museum.catalogue.recording import in_order
from museum.ledger import row_key
from museum.people.models import Person
from museum.plausible import moment_meant


@dataclass(frozen=True, kw_only=True)
class End:
    """An act that ends an object's stay. Its fields are called as the verb calls what it takes.
    happened_at: a moment or a day, None for the day of the act before it."""

    verb: ClassVar[Callable[..., Holding]]
    leaves: ClassVar[bool] = True
    reason: str
    happened_at: datetime.date | datetime.datetime | None = None

    def arguments(self) -> dict:
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Declined(End):
    """不收. The row says accepted=False too."""

    verb = staticmethod(returning.decline)
    leaves = False  # it waits to be fetched
    person: Person | None = None  # who signed


@dataclass(frozen=True, kw_only=True)
class Returned(End):
    """退还: what was declined, or was on deposit or lent."""

    verb = staticmethod(returning.give_back)
    person: Person | None = None  # to whom it was handed, None for its owner


@dataclass(frozen=True, kw_only=True)
class Deaccessioned(End):
    """注销, through all its steps."""

    verb = staticmethod(deaccessioning.deaccession)
    reason_code: str
    approval: str = ""
    agreed_by: Person | None = None
    looked_at_by: Person | None = None
    decided_on: datetime.date | None = None
    noticed_on: datetime.date | None = None
    giver_said: str = ""


def write(line: Line, ends: Sequence[End], *, by) -> None:
    """Let an object that is written end so, and have its line hold what then stands.

    Refuses by the codes of check_decline, check_give_back and check_deaccession.
    """
    if not ends:
        return
    for place, (end, happened_at) in enumerate(_moments(line, ends)):
        key = row_key(line.item.uuid, f"end.{place}")
        end.verb(line.item, by=by, key=key, **end.arguments() | {"happened_at": happened_at})
    for each in line.with_parts():
        each.holding.refresh_from_db()


def _moments(line: Line, ends: Sequence[End]) -> Iterator[tuple[End, datetime.datetime]]:
    holding = line.holding
    happened_at = max(holding.donation.happened_at, holding.last_movement.happened_at,
                      holding.accepted_at or holding.donation.happened_at)  # fmt: skip
    for end in ends:
        if end.happened_at:
            happened_at = in_order(moment_meant(end.happened_at), happened_at)
        yield end, happened_at
