"""是不是同一个人: two rows that turn out to be one person or body, and are parted again if not.

Both rows stay, and whatever points at them. Lists and search show one, figures count one, the name
shown is the kept row's. Of what both agreed to the more private holds for both, until they are
parted (museum/people/consenting.py). One row stands for another and for no third: no chain, no circle.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.people.consenting import agree
from museum.people.models import MergeEntry, Person
from museum.refusals import refuse


def may_merge(user) -> bool:
    return user.has_perm("people.change_person") and user.has_perm("people.see_phone")


def demand(by) -> None:
    """Refuse (code "forbidden") whoever does not keep everybody's data."""
    if not may_merge(by):
        refuse(None, _("Only the curator says that two are one."), "forbidden")


def check_reason(reason: str) -> None:
    """Refuse (code "no_reason") what nobody could judge later: namesakes are many."""
    if not reason.strip():
        refuse("reason", _("How does one know? A few words for those who come later."),
               "no_reason")  # fmt: skip


def check_merge(person: Person, into: Person, *, by, reason: str) -> None:
    """Refuse by code: forbidden, itself, erased, merged, holds_others, both, no_reason."""
    demand(by)
    if person.pk == into.pk:
        refuse("into", _("This is one and the same entry. Choose another."), "itself")
    if person.is_erased or into.is_erased:
        refuse(None, _("Whoever was erased is nobody’s double any more."), "erased")
    for each in (person, into):
        if each.merged_into_id:
            refuse(None, _("“%(name)s” is already the same as “%(other)s”. Part them first.")
                   % {"name": each.name, "other": each.merged_into.name}, "merged")  # fmt: skip
    if person.merged.exists():
        refuse(None, _("Others were found to be the same as “%(name)s”. Do it the other way round: "
                       "open “%(other)s” and say that it is “%(name)s”.")
               % {"name": person.name, "other": into.name}, "holds_others")  # fmt: skip
    for what in _in_both(person, into):
        refuse(None, _("Both have a row of their own here: %(what)s. They cannot be one.")
               % {"what": what}, "both")  # fmt: skip
    check_reason(reason)


def _in_both(person: Person, into: Person):
    """Yield what a person has once and both have, in whichever row: an account, a volunteer's number."""
    rows = Person.objects.filter(pk__in=[person.pk, into.pk]).in_every_row()
    if rows.exclude(user=None).count() > 1:
        yield Person._meta.get_field("user").verbose_name
    for relation in Person._meta.related_objects:
        if relation.one_to_one:
            known = relation.related_model._base_manager
            if known.filter(**{f"{relation.field.name}__in": rows}).count() > 1:
                yield relation.related_model._meta.verbose_name


@transaction.atomic
def merge(person: Person, into: Person, *, by, reason: str, happened_at=None) -> Person:
    """Write down that person is the same as into, whose row stands for both from now on."""
    person, into = _locked(person, into)
    check_merge(person, into, by=by, reason=reason)
    person.merged_into = into
    person.save(update_fields=["merged_into"])
    agree(into.pk)
    _write(MergeEntry.Act.MERGED, person, into, by=by, reason=reason, happened_at=happened_at)
    person.refresh_from_db()
    return person


def check_part(person: Person, *, by, reason: str) -> None:
    """Refuse by code: forbidden, erased, not_merged, no_reason."""
    demand(by)
    if person.is_erased:
        refuse(None, _("Whoever was erased is nobody’s double any more."), "erased")
    if not person.merged_into_id:
        refuse(None, _("“%(name)s” is not merged with anybody.") % {"name": person.name},
               "not_merged")  # fmt: skip
    check_reason(reason)


@transaction.atomic
def part(person: Person, *, by, reason: str, happened_at=None) -> Person:
    """Write down that person is after all somebody else: all is as before they were merged."""
    into = Person.objects.filter(merged=person.pk).first()
    person, *others = _locked(person, *filter(None, [into]))
    check_part(person, by=by, reason=reason)
    person.merged_into = None
    person.named_at_most = ""
    person.save(update_fields=["merged_into", "named_at_most"])
    agree(others[0].pk)
    _write(MergeEntry.Act.PARTED, person, others[0], by=by, reason=reason, happened_at=happened_at)
    return person


def _locked(*people: Person) -> list[Person]:
    rows = Person.objects.filter(pk__in=[each.pk for each in people]).order_by("pk")
    found = {each.pk: each for each in rows.select_for_update(of=("self",), no_key=True)}
    return [found[each.pk] for each in people]


def _write(act, person, into, *, by, reason, happened_at) -> None:
    row = MergeEntry.objects.create(act=act, person=person, into=into, by=by, reason=reason,
                              happened_at=happened_at or timezone.now())  # fmt: skip
    ledger.write_entry(f"people.{act}", person, row, rows=(person,), row=row.pk, into=into.pk)
