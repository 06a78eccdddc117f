"""老人不在了: whoever gave or deposited things has died, and the family is asked again.

Deposits wait until the family has agreed, consents that stood end. How they wanted to be named stands as they
chose until somebody asks; nothing opens by itself.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue import opening
from museum.catalogue.models import Holding, Item
from museum.catalogue.models.holdings import IN_THE_MUSEUM, STILL_THE_OWNERS
from museum.catalogue.permissions import demand
from museum.ledger import LedgerLine, row_key
from museum.people.models import Person
from museum.plausible import moment_meant
from museum.refusals import refuse

ASK_AGAIN = "老人不在了，要再问家里"


def whose(holding: Holding) -> Person | None:
    """Return the person whose word stood for the object: its owner, else who gave it."""
    person = holding.owner or holding.donation.owner
    return person if person and person.kind == Person.Kind.PERSON else None


def check_note_death(holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, nobody, so_already."""
    demand(by, "note_death")
    person = whose(holding)
    if person is None or person.is_erased:
        refuse(None, _("“%(title)s” is nobody's own: of a household and of a body the family or the body "
                       "is asked.") % {"title": holding.item.title}, "nobody")  # fmt: skip
    if person.passed_away:
        refuse(None, _("It is written down already that %(name)s has died.") % {"name": person.name},
               "so_already")  # fmt: skip


@transaction.atomic
def note_death(item: Item, *, by, happened_at=None, key=None) -> list[Item]:
    """Write down that the person whose item was has died. Returns what the family is asked about again,
    all that was theirs."""
    if key and LedgerLine.objects.filter(uuid=key).exists():
        return []
    holding = Holding.objects.select_related("item", "owner", "donation__owner").get(item=item.pk)
    check_note_death(holding, by=by)
    person: Person = whose(holding)  # type: ignore[assignment]  # check_note_death refuses nobody
    happened_at, key = moment_meant(happened_at), key or uuid.uuid4()
    rows = Person.objects.filter(pk=person.pk).in_every_row()
    theirs = list(_theirs(rows))
    Person.objects.filter(pk__in=[row.pk for row in rows]).update(passed_away=True)
    ledger.write("catalogue.passed_away", person, by=by, happened_at=happened_at, key=key)
    again = {"by": by, "reason": ASK_AGAIN, "happened_at": happened_at}
    for each in theirs:
        if each.way in STILL_THE_OWNERS and not each.unsettled:
            opening.leave_unsettled(each.item, key=row_key(key, f"unsettled.{each.pk}"), **again)
        if each.sensitive and each.consent:
            opening.withdraw_consent(each.item, key=row_key(key, f"consent.{each.pk}"), **again)
    return [each.item for each in theirs]


def _theirs(rows):
    """Yield the facts of what these owned or gave, that is still in the museum, parts with their whole."""
    of_all = Holding.objects.filter(part=0, status__in=IN_THE_MUSEUM)
    found = of_all.filter(owner__in=rows) | of_all.filter(donation__owner__in=rows)
    yield from found.select_related("item").order_by("pk").distinct()
