"""What was found in the museum without a label turns out to be an object that has a number."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue import moving
from museum.catalogue.models import Holding, Item
from museum.catalogue.models.holdings import Standing, Way
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, moment, record, written
from museum.refusals import refuse


def check_match_found(found: Holding, known: Holding, *, by) -> None:
    """Refuse by code: forbidden, not_found, itself."""
    demand(by, "accept")
    if found.way != Way.FOUND or found.standing != Standing.RECEIVED:
        refuse(None, _("Only what was found in the museum and is undecided can be matched."),
               "not_found")  # fmt: skip
    if found.pk == known.pk or known.label is None:
        refuse("known", _("Choose the object it turned out to be, by its number."), "itself")


@transaction.atomic
def match_found(item: Item, known: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """What was found turns out to be known, its label lost: the known one stands where it was found."""
    pair = {holding.item_id: holding for holding in Holding.objects.lock([item, known])}
    found, old = pair[item.pk], pair[known.pk]
    if written(key):
        return old
    check_match_found(found, old, by=by)
    happened_at, key = moment(happened_at), key or uuid.uuid4()
    found.matched_to = known
    found.save(update_fields=["matched_to"])
    if old.place_id != found.place_id:
        moving.put(old, found.place, by=by, happened_at=happened_at, reason=reason, act=key)
    moving.leave(found, by=by, happened_at=happened_at, reason=reason, act=key)
    found.standing = Standing.DECLINED
    found.save(update_fields=["standing"])
    record(Act.MATCHED, found.item, by=by, happened_at=happened_at, key=key, reason=reason,
           known=known.pk)  # fmt: skip
    return old
