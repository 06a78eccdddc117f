"""How a person is named in public, and who sees a telephone number."""

import datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.people.models import ERASED_NAME, Person


class Naming(models.TextChoices):
    """How a giver wants to be named, chosen per donation; how a teller does, per story
    (field.md §3.3, 署名方式)."""

    FULL = "full", _("full name")
    SURNAME = "surname", _("surname and form of address")
    HOUSEHOLD = "household", _("household by group and surname")
    ANONYMOUS = "anonymous", _("not named")


NOBODY = "一位村民"


class Named(NamedTuple):
    """As much of a person as naming them takes, read column by column."""

    pk: int
    kind: str
    name: str
    surname: str
    address_form: str
    former_group: str
    erased_at: datetime.datetime | None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


def publicly_named(person: Person | Named | None, naming: str) -> str:
    """Return the words under which person appears in public; "" for nobody.

    王桂兰 · 王女士 · 三组马家 · 一位村民. An erased person is 匿名, however they once chose.
    """
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


def phone_for(person: Person, viewer) -> str:
    """Return person's telephone as viewer may see it.

    Whole for curators and, until it is handed in, for the volunteer who typed it.
    """
    if viewer.has_perm("people.see_phone"):
        return person.phone
    if person.typed_by_id == viewer.pk and not person.handed_in:
        return person.phone
    return masked(person.phone)
