"""How a person is named in public, and who sees a telephone number."""

import datetime
from typing import NamedTuple

from museum.people.knowing import TAIL
from museum.people.looking import note
from museum.people.models import ERASED_NAME, Contact, Look, Naming, Person

__all__ = [
    "NOBODY",
    "Named",
    "Naming",
    "handed_out",
    "masked",
    "named_as",
    "phone_for",
    "principal",
    "publicly_named",
    "signed_as",
    "tail_of",
]  # fmt: skip

# From the most open to the most private.
PRIVACY = [Naming.FULL, Naming.SURNAME, Naming.HOUSEHOLD, Naming.ANONYMOUS]


NOBODY = "一位村民"


class Named(NamedTuple):
    """As much of a person as naming them takes, read column by column."""

    pk: int
    kind: str
    name: str
    surname: str
    address_form: str
    former_group: str
    named_at_most: str
    merged_into_id: int | None
    erased_at: datetime.datetime | None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


def principal(person: Person | Named) -> Person | Named:
    """Return the row that stands for person: another where they turned out to be the same."""
    if not person.merged_into_id:
        return person
    if isinstance(person, Person):
        return person.principal
    found = Person.objects.filter(pk=person.merged_into_id)
    return Named(*found.values_list(*Named._fields).get())


def named_as(person: Person | Named, naming: str) -> str:
    """Return how far person is named where naming was chosen: of two rows that are one person the
    more private consent holds for both."""
    most = person.named_at_most
    if not most or not naming:
        return naming
    return max(naming, most, key=lambda each: PRIVACY.index(Naming(each)))


def publicly_named(person: Person | Named | None, naming: str) -> str:
    """Return the words under which person appears in public; "" for nobody.

    王桂兰 · 王女士 · 三组马家 · 一位村民. An erased person is 匿名, however they once chose.
    """
    if person is None:
        return ""
    if person.is_erased:
        return ERASED_NAME
    return signed_as(principal(person), named_as(person, naming))


def signed_as(person: Person | Named | None, naming: str) -> str:
    """Return the words that stand on the paper which this very row's person signed: who else they
    turned out to be since, and what that one agreed to, changes no paper."""
    if person is None:
        return ""
    if person.is_erased:
        return ERASED_NAME
    if naming == Naming.ANONYMOUS:
        return NOBODY
    if person.kind == Person.Kind.ORGANISATION:
        return person.name
    if naming == Naming.HOUSEHOLD:
        return f"{person.former_group}{person.surname}家"
    if person.kind == Person.Kind.HOUSEHOLD:
        return person.name
    if naming == Naming.SURNAME:
        return f"{person.surname}{person.address_form or '乡亲'}"
    return person.name


def masked(phone: str) -> str:
    """Return a telephone number with its middle hidden: 138****1234."""
    if len(phone) < 7:
        return "*" * len(phone)
    return f"{phone[:3]}****{phone[-4:]}"


def tail_of(person: Person) -> str:
    """Return the last four digits of person's telephone: they tell namesakes apart and call nobody."""
    return person.phone[-TAIL:]


def handed_out(row: Person | Contact, viewer, *, whole: bool) -> str:
    """Return a telephone as a register's law lets viewer see it. The one place that hands out a whole
    number, and writes down that it did."""
    if not whole:
        return masked(row.phone)
    if row.phone:
        note(viewer, row, Look.Kind.PHONE)
    return row.phone


def phone_for(person: Person, viewer) -> str:
    """Return person's telephone as viewer may see it.

    Whole for curators and, until it is handed in, for the volunteer who typed it.
    """
    is_own = person.typed_by_id == viewer.pk and not person.handed_in
    return handed_out(person, viewer, whole=viewer.has_perm("people.see_phone") or is_own)
