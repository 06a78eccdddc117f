"""Doing again, in a museum that was brought back, what was taken away after its backup was made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from museum.accounts.models import User
from museum.accounts.roles import CURATOR
from museum.catalogue import opening
from museum.catalogue.models import Item
from museum.ledger import LedgerLine
from museum.people.erasing import erase, rows_of
from museum.people.models import Contact, Person
from museum.refusals import sentences
from museum.upkeep.backups.since import OPENING, TAKING, Taken, row_of
from museum.visits.forgetting import forget


@dataclass
class Reapplied:
    """What was done again, what the backup did not have at all, and what could not be done."""

    done: list[str] = field(default_factory=list)
    not_there: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def reapply(taken: list[Taken]) -> Reapplied:
    """Do again each act that this museum's ledger does not know, unless it was taken back itself."""
    result = Reapplied()
    known = set(LedgerLine.objects.values_list("hash", flat=True))
    for each in still_in_force([one for one in taken if one.hash not in known]):
        row = row_of(each.subject)
        if row is None or (each.uuid and str(getattr(row, "uuid", "")) != each.uuid):
            row = _elsewhere(each)
        if row is None:
            result.not_there.append(f"{each.act} {each.subject}")
            continue
        try:
            ACTS[each.act](row, _who(each))
            result.done.append(f"{each.act} {each.subject}")
        except ValidationError as refusal:
            result.refused.append(f"{each.act} {each.subject}: {' '.join(sentences(refusal))}")
    return result


def still_in_force(taken: list[Taken]) -> list[Taken]:
    """Return the acts that nothing later has taken back."""
    found: dict[tuple[str, str], Taken] = {}
    for each in taken:
        key = (OPENING.get(each.act, each.act), each.uuid or each.subject)
        if each.act in TAKING:
            found[key] = each
        else:
            found.pop(key, None)
    return list(found.values())


def _elsewhere(each: Taken):
    """Return the row of this uuid under another key: numbers ran anew after an earlier restore."""
    model = MODELS.get(each.subject.rpartition(":")[0])
    return model._base_manager.filter(uuid=each.uuid).first() if model and each.uuid else None


def _who(each: Taken) -> User:
    """Return who did it then, or where they may no more or are not there, a curator."""
    then = User.objects.filter(pk=each.by, is_active=True, groups__name=CURATOR).first()
    found = then or User.objects.filter(is_active=True, groups__name=CURATOR).order_by("pk").first()
    if found is None:
        raise ValidationError("no curator", code="forbidden")
    return found


def _erase(person: Person, by: User) -> None:
    if person.is_erased:
        return
    for each in rows_of(person):
        if each.user_id and each.user.is_active:  # who was erased had been switched off before
            User.objects.filter(pk=each.user_id).update(is_active=False)
    erase(Person.objects.get(pk=person.pk), by=by)


def _unless(field_name: str, wanted: bool, act: Callable) -> Callable:
    def done(item: Item, by: User) -> None:
        if getattr(item.holding, field_name) != wanted:
            act(item, by=by)

    return done


MODELS: dict[str, Any] = {"people.person": Person, "catalogue.item": Item}
ACTS: dict[str, Callable] = {
    "people.erase": _erase,
    "catalogue.withdrawn": _unless("withdrawn", True, opening.withdraw),
    "catalogue.sensitive": _unless("sensitive", True, opening.mark_sensitive),
    "catalogue.consent_ended": _unless("consent", False, opening.withdraw_consent),
    "catalogue.unsettled": _unless("unsettled", True, opening.leave_unsettled),
    "catalogue.place_hidden": _unless("place_hidden", True, opening.hide_place),
    "visits.contact_removed": lambda contact, by: _forget(contact, by),
}


def _forget(contact: Contact, by: User) -> None:
    if not contact.forgotten_at:
        forget(contact, by=by)
