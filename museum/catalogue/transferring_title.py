"""Title transfer (Spectrum: acquisition), 寄存转捐赠: what was its owner's becomes the museum's."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue.giving_numbers import give_number
from museum.catalogue.models import Holding, Item
from museum.catalogue.models.holdings import Series, Status, Way
from museum.catalogue.permissions import demand
from museum.catalogue.recording import (
    Act,
    check_reason,
    check_settled,
    is_before,
    is_written,
    locked,
    record,
    state_of,
    together,
)
from museum.catalogue.signing import keep_paper, signer
from museum.clock import day_in_words
from museum.ledger import row_key
from museum.plausible import moment_meant
from museum.refusals import refuse


def check_turn_deposit_into_gift(holding: Holding, *, by, reason: str, happened_at=None) -> None:
    """Refuse by code: forbidden, part, not_a_deposit, unsettled, no_words, before_receipt."""
    demand(by, "accept")
    if holding.part:
        refuse(None, _("“%(title)s” is a part. Turn the whole into a gift.")
               % {"title": holding.item.title}, "part")  # fmt: skip
    if holding.way != Way.DEPOSIT or holding.status != Status.ACCESSIONED:
        refuse(None, _("“%(title)s” is not on deposit here.")
               % {"title": holding.item.title}, "not_a_deposit")  # fmt: skip
    check_settled(holding)
    check_reason(reason)
    if holding.accepted_at and is_before(happened_at, holding.accepted_at):
        refuse("happened_at", _("It was received on %(day)s and cannot be accepted before.")
               % {"day": day_in_words(holding.accepted_at)}, "before_receipt")  # fmt: skip


@transaction.atomic
def turn_deposit_into_gift(item: Item, *, by, reason: str, person=None, paper=None,
                           happened_at=None, key=None) -> Holding:  # fmt: skip
    """寄存转捐赠: the owner gives what was on deposit. It gets a collection number; the deposit
    number stays given, and its printed code leads to the object for ever.

    person: who signed, the owner where nobody is named; paper: a photo of what was signed.
    """
    holding, parts = locked(item)
    if is_written(key):
        return holding
    happened_at = moment_meant(happened_at)
    check_turn_deposit_into_gift(holding, by=by, reason=reason, happened_at=happened_at)
    person, key = signer(holding, person), key or uuid.uuid4()
    going = together(holding, parts)
    before = {each.pk: state_of(each) for each in going}
    number, again, given = give_number(going, Series.COLLECTION, by=by, happened_at=happened_at,
                                        key=key)  # fmt: skip
    entries = []
    for each in going:
        each.way = Way.GIFT
        each.owner = None
        each.accepted_at = happened_at
        each.save()
        entries.append(record(
            Act.BECAME_GIFT, each.item, by=by, happened_at=happened_at, reason=reason,
            key=key if each is holding else row_key(key, each.pk), before=before[each.pk],
            rows=given[each.pk], person=person, series=Series.COLLECTION, number=number, part=each.part, **again,
        ))  # fmt: skip
    keep_paper(entries[0], paper)
    return holding
