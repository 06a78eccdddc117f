"""Somebody gets an account of the museum: under their name, with a password that is told once."""

import secrets

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from museum.accounts.models import User
from museum.accounts.permissions import LAW
from museum.people.models import Person
from museum.people.naming import principal
from museum.refusals import refuse

# No 0 O 1 I l: it is copied from a slip of paper.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def check_give_account(person: Person, *, by) -> None:
    """Refuse by code: forbidden, has_account."""
    LAW.demand(by, "make_accounts")
    if person.user_id:
        refuse(None, _("%(name)s signs in with another account already: %(account)s.")
               % {"name": person.name, "account": person.user.username}, "has_account")  # fmt: skip


@transaction.atomic
def give_account(person: Person, role: str, *, by) -> tuple[User, str]:
    """Return the account and its password, which stands nowhere else."""
    person = Person.objects.lock_whole(principal(person))
    check_give_account(person, by=by)
    password = "-".join("".join(secrets.choice(SIGNS) for _n in range(4)) for _part in range(3))
    surname = person.surname
    account = User.objects.create_user(
        _free_name(person.name), password=password, last_name=surname or person.name,
        first_name=person.name.removeprefix(surname) if surname else "",
    )  # fmt: skip
    account.groups.set([Group.objects.get(name=role)])
    person.user = account
    person.save(update_fields=["user"])
    return account, password


def _free_name(name: str) -> str:
    """Return name, or 马秀英2 where somebody has it."""
    taken = set(User.objects.filter(username__startswith=name).values_list("username", flat=True))
    return next(
        each
        for n in range(1, len(taken) + 2)
        if (each := name if n == 1 else f"{name}{n}") not in taken
    )
