"""A person asks to be forgotten (个人信息保护法 §47). What the museum knows of objects stays whole."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from museum import ledger
from museum.people.hearing import tell
from museum.people.models import ERASED_NAME, Person
from museum.refusals import refuse


def check_erase(person: Person, *, by) -> None:
    """Refuse whoever may not erase (code "forbidden") and who is still active ("active")."""
    if not by.has_perm("people.erase_person"):
        refuse(None, _("Only the curator can erase a person."), "forbidden")
    if person.user_id and person.user.is_active:
        refuse(None, _("%(name)s still signs in here. Switch the account off first.")
               % {"name": person.name}, "active")  # fmt: skip


@transaction.atomic
def erase(person: Person, *, by) -> Person:
    """Turn person into 匿名 for ever and write down that it was done. Objects, donations and
    movements keep pointing at the row, so that every history stays whole."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    check_erase(person, by=by)
    if person.is_erased:
        return person
    now = timezone.now()
    Person.objects.filter(pk=person.pk).update(
        name=ERASED_NAME, surname="", address_form="", phone="", former_group="", building="",
        handed_in=True, erased_at=now,
    )  # fmt: skip
    # Wagtail's log keeps each row's title of that day: a name in a second place.
    ModelLogEntry.objects.for_instance(person).update(label=ERASED_NAME)
    if person.user_id:
        type(person.user).objects.filter(pk=person.user_id).update(
            first_name="", last_name="", email=""
        )
    ledger.write("people.erase", person, by=by, happened_at=now)
    person.refresh_from_db()
    tell(person)
    return person
