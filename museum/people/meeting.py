"""Somebody is met: known already, or new. What a household is called, when two givers are the same,
who an account is as a person. Asked by the receipt, the importer and whoever else writes people down."""

import uuid

from django.utils.translation import gettext as _

from museum.people.knowing import likely_bodies, likely_same
from museum.people.models import Person
from museum.reading.normal import plain
from museum.reading.surnames import surname_of
from museum.refusals import refuse

TOLD = ("kind", "name", "surname", "address_form", "phone", "former_group", "building")
SHORT = 2  # signs of a surname alone, 马 or 欧阳: as a household 马家


def household(name: str, group: str = "") -> Person:
    """Return a household, not yet written down: 马 of 三组, or 三组马家, is the 马家 of 三组."""
    group = group.strip()
    name = name.strip().removeprefix(group)
    name = f"{name}家" if 0 < len(name) <= SHORT and not name.endswith("家") else name
    return Person(kind=Person.Kind.HOUSEHOLD, name=name, former_group=group)


def organisation(name: str) -> Person:
    """Return an organisation, not yet written down."""
    return Person(kind=Person.Kind.ORGANISATION, name=name.strip())


def with_surname(draft: Person) -> Person:
    """Return draft with the surname that its name begins with, where it has none and can have one."""
    if draft.name and not draft.surname and draft.kind != Person.Kind.ORGANISATION:
        draft.surname = surname_of(draft.name)
    return draft


def is_same(draft: Person, known: Person) -> bool:
    """Whether a household or body that is typed is one that is known, however it is written: of one
    kind and one group. (Two persons of one name are asked about, never taken for one.)"""
    return draft.kind == known.kind and plain(draft.former_group) == plain(known.former_group)


def asked_about(name: str) -> list[Person]:
    """Return the bodies that are known and may be the one of this name, where none is known by it."""
    if any(each.kind == Person.Kind.ORGANISATION for each in likely_same(name)):
        return []
    return likely_bodies(name)


def check_body(name: str, *, field: str, is_new: bool) -> None:
    """Refuse (code "same_body") a body that is not known by this name and may be one that is, until
    somebody says that it is another: one school in three writings would be three."""
    if known := [] if is_new else asked_about(name):
        refuse(field, _("We know “%(known)s”. Is “%(name)s” the same body? Then write it as we know it. "
                        "If it is another one, tick that and save again.")
               % {"known": "”、“".join(each.name for each in known), "name": name}, "same_body")  # fmt: skip


def meet(draft: Person, *, by, key: uuid.UUID) -> Person:
    """Return the household or organisation that is known by this name, else draft written down."""
    found = next((each for each in likely_same(draft.name) if is_same(draft, each)), None)
    return found or write_down(draft, by=by, key=key)


def write_down(draft: Person, *, by, key: uuid.UUID) -> Person:
    """Return draft written down by whoever typed it; with the same key again, the one written then."""
    return Person.objects.get_or_create(
        uuid=key,
        defaults={name: getattr(draft, name) for name in TOLD} | {"typed_by": by},
    )[0]


def of_account(user) -> Person:
    """Return who an account is as a person, written down where nobody has yet."""
    return Person.objects.get_or_create(user=user, defaults={"name": str(user), "typed_by": user})[
        0
    ]
