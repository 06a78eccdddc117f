"""A person asks to be forgotten (个人信息保护法 §47). What the museum knows of objects stays whole."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.people.hearing import tell, tell_erased
from museum.people.mentions import names
from museum.people.models import ERASED_NAME, Person
from museum.people.permissions import demand
from museum.people.traces import wipe
from museum.refusals import refuse


def rows_of(person: Person) -> list[Person]:
    """Return every row of the one person: those that turned out to be the same are erased together."""
    rows = Person.objects.filter(pk=person.pk).in_every_row().order_by("pk")
    return list(rows.select_related("user"))


def check_erase(person: Person, *, by) -> None:
    """Refuse whoever may not erase (code "forbidden") and who is still active ("active")."""
    demand(by, "erase")
    for each in rows_of(person):
        if each.user_id and each.user.is_active:
            refuse(None, _("%(name)s still signs in here. Switch the account off first.")
                   % {"name": each.name}, "active")  # fmt: skip


@transaction.atomic
def erase(person: Person, *, by) -> Person:
    """Turn person into 匿名 for ever, everywhere at once, and write down that it was done. Objects,
    donations and movements keep pointing at the row, so that every history stays whole."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    check_erase(person, by=by)
    now = timezone.now()
    rows = [each for each in rows_of(person) if not each.is_erased]
    called = sorted({name for each in rows for name in _called(each)})
    for each in rows:
        wipe(each, called)
        Person.objects.filter(pk=each.pk).update(
            name=ERASED_NAME, sounds="", surname="", address_form="", phone="", former_group="", building="",
            handed_in=True, passed_away=False, erased_at=now,
        )  # fmt: skip
        each.refresh_from_db()
        ledger.write("people.erase", each, by=by, happened_at=now, rows=(each,))
    for each in rows:
        tell(each)
        tell_erased(each, by)
    person.refresh_from_db()
    return person


def _called(person: Person) -> list[str]:
    """Return what person may be called in a list of changes: their names, and the account's. A name
    to sign in with may be any word (admin): it is wiped in the account's own lines alone."""
    account = person.user
    own = [account.get_full_name(), account.email] if account else []
    return [*names(person), *(name for name in own if len(name) > 1)]
