"""来了一位志愿者: somebody is met, taken on and given an account in one act; thirty at once as well."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from museum.accounts.roles import VOLUNTEER
from museum.ledger import row_key
from museum.people import giving_accounts, meeting
from museum.people.models import Person
from museum.refusals import refuse
from museum.volunteers import joining
from museum.volunteers.models import Volunteer
from museum.volunteers.permissions import demand

MOST = 60


@dataclass(frozen=True)
class Newcomer:
    """person: known, or not written down yet. account: whether they get one."""

    person: Person
    born: int | datetime.date
    account: bool = False


@dataclass(frozen=True)
class Welcomed:
    """password: "" where no account was made now. It stands nowhere else."""

    volunteer: Volunteer
    username: str = ""
    password: str = ""


def check_welcome(newcomers: Sequence[Newcomer], *, by) -> None:
    """Refuse by code: forbidden, nobody, too_many. Of each one asks check_newcomer."""
    demand(by, "enrol")
    if not newcomers:
        refuse(None, _("Nobody stands on the list. Write a name on each line."), "nobody")
    if len(newcomers) > MOST:
        refuse(
            None,
            _("%(most)s at once at most. Take the rest afterwards.") % {"most": MOST},
            "too_many",
        )


def check_newcomer(newcomer: Newcomer, *, by, joined_on=None) -> None:
    """Refuse as joining does, and (by code: forbidden, has_account) where an account cannot be given."""
    joining.check_join(newcomer.person, born=newcomer.born, by=by, joined_on=joined_on)
    if newcomer.account:
        giving_accounts.check_give_account(newcomer.person, by=by)


@transaction.atomic
def welcome(newcomers: Sequence[Newcomer], *, by, key: uuid.UUID, joined_on=None) -> list[Welcomed]:
    """Write all of them down, or none. The same key again returns those who were written down with it,
    without their passwords."""
    check_welcome(newcomers, by=by)
    done = []
    for number, newcomer in enumerate(newcomers):
        own = row_key(key, number)
        person = newcomer.person
        if person.pk is None:
            person = meeting.write_down(meeting.with_surname(person), by=by, key=own)
        earlier = Volunteer.objects.filter(person=person).first()
        if earlier and person.uuid == own:
            done.append(Welcomed(earlier))
            continue
        check_newcomer(
            Newcomer(person, newcomer.born, newcomer.account), by=by, joined_on=joined_on
        )
        volunteer = joining.join(person, born=newcomer.born, by=by, joined_on=joined_on)
        if newcomer.account:
            account, password = giving_accounts.give_account(person, VOLUNTEER, by=by)
            done.append(Welcomed(volunteer, account.username, password))
        else:
            done.append(Welcomed(volunteer))
    return done
