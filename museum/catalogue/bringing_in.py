"""Object entry (Spectrum), 送来了: what was only offered stands in the museum now."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue import moving
from museum.catalogue.donating import check_reception
from museum.catalogue.models import Holding, Item, Place
from museum.catalogue.models.holdings import Status
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, is_before, is_written, locked, record, together
from museum.clock import day_in_words
from museum.ledger import row_key
from museum.plausible import moment_meant
from museum.refusals import refuse


def check_bring_in(holding: Holding, *, by, happened_at=None) -> None:
    """Refuse by code: forbidden, part, not_offered, before_offer, no_reception."""
    demand(by, "receive")
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.")
               % {"title": holding.item.title}, "part")  # fmt: skip
    if holding.status != Status.OFFERED:
        refuse(None, _("“%(title)s” has already been handed over.")
               % {"title": holding.item.title}, "not_offered")  # fmt: skip
    if is_before(happened_at, holding.donation.happened_at):
        refuse("happened_at", _("It was offered on %(day)s and cannot have come before.")
               % {"day": day_in_words(holding.donation.happened_at)}, "before_offer")  # fmt: skip
    check_reception()


@transaction.atomic
def bring_in(item: Item, *, by, happened_at=None, key=None) -> Holding:
    """An object that was offered has come: it stands at the reception and waits for a decision."""
    holding, parts = locked(item)
    if is_written(key):
        return holding
    happened_at = moment_meant(happened_at)
    check_bring_in(holding, by=by, happened_at=happened_at)
    key = key or uuid.uuid4()
    for each in together(holding, parts):
        each.status = Status.RECEIVED
        each.save(update_fields=["status"])
        record(Act.RECEIVED, each.item, by=by, happened_at=happened_at,
               key=key if each is holding else row_key(key, each.pk))  # fmt: skip
        moving.put(each, Place.objects.reception(), by=by, happened_at=happened_at, act=key)
    return holding
