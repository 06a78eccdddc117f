"""What the museum does not take, and what goes back to whom it belongs."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue import moving, opening
from museum.catalogue.models import Holding, Item
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Standing
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, locked, moment, record, written
from museum.ledger import row_key
from museum.refusals import refuse


def check_decline(holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, decided."""
    demand(by, "decline")
    if holding.standing not in (Standing.OFFERED, Standing.RECEIVED):
        refuse(None, _("“%(title)s” has been decided already: %(standing)s.")
               % {"title": holding.item.title, "standing": holding.get_standing_display()},
               "decided")  # fmt: skip


@transaction.atomic
def decline(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """The museum does not take the object. If it is here, it waits at the reception to be fetched."""
    holding, parts = locked(item)
    if written(key):
        return holding
    check_decline(holding, by=by)
    _stand(Standing.DECLINED, Act.DECLINED, holding, parts, by=by, reason=reason,
           happened_at=moment(happened_at), key=key)  # fmt: skip
    opening.close_pictures(item)  # a deposit may have been shown while it was undecided
    return holding


def check_give_back(holding: Holding, *, by) -> None:
    """Refuse by code: forbidden, not_here, own."""
    demand(by, "give_back")
    if not holding.is_here and holding.standing != Standing.ACCESSIONED:
        refuse(None, _("“%(title)s” is not in the museum, there is nothing to give back.")
               % {"title": holding.item.title}, "not_here")  # fmt: skip
    if holding.standing == Standing.ACCESSIONED and holding.way not in STILL_THE_OWNERS:
        refuse(None, _("“%(title)s” belongs to the museum. It leaves by deaccession, with the "
                       "giver's consent.") % {"title": holding.item.title}, "own")  # fmt: skip
    if holding.standing in (Standing.RETURNED, Standing.DEACCESSIONED):
        refuse(None, _("“%(title)s” has left the register.")
               % {"title": holding.item.title}, "not_here")  # fmt: skip


@transaction.atomic
def give_back(item: Item, *, by, reason="", happened_at=None, key=None) -> Holding:
    """Hand the object back to whom it belongs. Its number, sheet and history stay."""
    holding, parts = locked(item)
    if written(key):
        return holding
    check_give_back(holding, by=by)
    happened_at, key = moment(happened_at), key or uuid.uuid4()
    for each in (holding, *parts):
        moving.leave(each, by=by, happened_at=happened_at, reason=reason, act=key)
    _stand(Standing.RETURNED, Act.RETURNED, holding, parts, by=by, reason=reason,
           happened_at=happened_at, key=key)  # fmt: skip
    opening.close_pictures(item)
    return holding


def _stand(standing, act, holding, parts, *, by, happened_at, key=None, **words) -> None:
    key = key or uuid.uuid4()
    for each in (holding, *parts):
        each.standing = standing
        each.save(update_fields=["standing"])
        record(act, each.item, by=by, happened_at=happened_at,
               key=key if each is holding else row_key(key, each.pk), **words)  # fmt: skip
