"""交接: somebody hands the museum's things over to somebody else, and a third one watches.

The list of what stands where and the ledger's head are of one moment: the chain is held from before
they are read until the line stands, so that no act comes between.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from museum import ledger, ledger_head, numbering
from museum.care import by_place
from museum.care.models import PREFIX, SERIES, CustodyTransfer
from museum.care.permissions import demand
from museum.catalogue.models import Place
from museum.clock import year_of
from museum.ledger import row_key
from museum.people.meeting import of_account, write_down
from museum.people.models import Person
from museum.plausible import moment_meant
from museum.refusals import refuse

ROLES = ("giving", "taking", "witness")


@dataclass(frozen=True)
class Parties:
    """移交人, 接收人, 监交人: known, or not written down yet."""

    giving: Person
    taking: Person
    witness: Person

    def each(self) -> list[tuple[str, Person]]:
        return [(role, getattr(self, role)) for role in ROLES]


def check_hand_over(parties: Parties, halls: Iterable[Place] | None = None, *, by) -> None:
    """Refuse by code: forbidden, nobody, erased, same_person, nothing."""
    demand(by, "hand_over")
    for role, person in parties.each():
        if not person.name.strip():
            refuse(role, _("Who is it? Write the full name."), "nobody")
        if person.is_erased:
            refuse(role, _("This person asked to be forgotten."), "erased")
    _check_three(parties)
    if not by_place.current(halls):
        refuse(None, _("Nothing stands there by the register, so there is nothing to hand over. Receive the "
                       "things first."), "nothing")  # fmt: skip


def _check_three(parties: Parties) -> None:
    met: list[Person] = []
    for role, person in parties.each():
        if any(_is_one(person, other) for other in met):
            refuse(role, _("%(name)s stands there twice. It takes three people: one who hands over, one who "
                           "takes over, one who watches.") % {"name": person.name}, "same_person")  # fmt: skip
        met.append(person)


def _is_one(person: Person, other: Person) -> bool:
    if person.pk and other.pk:
        return person.principal == other.principal
    # Two new ones of one name would be one person written down twice.
    return not person.pk and not other.pk and person.name.strip() == other.name.strip()


def _known(person: Person, *, by, key: uuid.UUID) -> Person:
    """Return person written down, where nobody has yet."""
    if person.pk:
        return person
    return of_account(person.user) if person.user_id else write_down(person, by=by, key=key)


@transaction.atomic
def hand_over(parties: Parties, halls: Iterable[Place] | None = None, *, by, note: str = "",
              on: datetime.date | None = None, key: uuid.UUID | None = None) -> CustodyTransfer:  # fmt: skip
    """Write down who takes over what from whom. The same key again returns what was written with it."""
    happened_at = moment_meant(on)
    key = key or uuid.uuid4()
    year = year_of(happened_at)
    number, earlier = numbering.allot_once(CustodyTransfer, key, SERIES, year=year)
    if earlier:
        return earlier
    check_hand_over(parties, halls, by=by)
    people = {
        role: _known(person, by=by, key=row_key(key, role)) for role, person in parties.each()
    }
    numbering.lock(ledger.CHAIN)
    head = ledger_head.now() or ledger_head.Head(0, "")
    row = CustodyTransfer.objects.create(
        uuid=key, by=by, happened_at=happened_at, year=year, number=number,
        label=numbering.label(PREFIX, number, year=year, width=4), **people, note=note.strip(),
        line=head.sequence, letters=head.letters, things=by_place.current(halls),
    )  # fmt: skip
    counts = by_place.counts(by_place.read(row.things))
    ledger.write_entry("care.handed_over", row, row, custody=row.pk, line=head.sequence,
                       letters=head.letters, places=counts.places, things=counts.things,
                       pieces=counts.pieces)  # fmt: skip
    return row
