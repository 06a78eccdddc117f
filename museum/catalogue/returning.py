"""Object exit (Spectrum), 不收, 退还, 又送来了.

What the museum does not take, what goes back to whom it belongs, and what is brought again.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue import moving, opening
from museum.catalogue.models import Holding, Item, Place
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Status
from museum.catalogue.permissions import demand
from museum.catalogue.recording import (
    Act,
    check_reason,
    check_settled,
    is_written,
    locked,
    record,
    state_of,
    together,
)
from museum.catalogue.signing import keep_paper, signer
from museum.ledger import row_key
from museum.plausible import moment_meant
from museum.refusals import refuse

LEFT = (Status.RETURNED, Status.DEACCESSIONED)


def _check_whole(holding: Holding) -> None:
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.")
               % {"title": holding.item.title}, "part")  # fmt: skip


def check_decline(holding: Holding, *, by, reason: str) -> None:
    """Refuse by code: forbidden, part, decided, no_words."""
    demand(by, "decline")
    _check_whole(holding)
    if holding.status not in (Status.OFFERED, Status.RECEIVED):
        refuse(None, _("“%(title)s” has been decided already: %(status)s.")
               % {"title": holding.item.title, "status": holding.get_status_display()},
               "decided")  # fmt: skip
    check_reason(reason)


@transaction.atomic
def decline(item: Item, *, by, reason: str, person=None, paper=None, happened_at=None,
            key=None) -> Holding:  # fmt: skip
    """The museum does not take the object. If it is here, it waits at the reception to be fetched.

    person: who signed, where somebody did; paper: a photo of what was signed.
    """
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_decline(holding, by=by, reason=reason)
    going = together(holding, parts)
    before = {each.pk: state_of(each) for each in going}
    entry = _stand(Status.DECLINED, Act.DECLINED, going, before, by=by, reason=reason,
                   happened_at=moment_meant(happened_at), key=key or uuid.uuid4(),
                   person=person)  # fmt: skip
    opening.close_pictures(item)  # a deposit may have been shown while it was undecided
    keep_paper(entry, paper)
    return holding


def check_give_back(holding: Holding, *, by, reason: str) -> None:
    """Refuse by code: forbidden, part, not_here, own, unsettled, no_words."""
    demand(by, "give_back")
    _check_whole(holding)
    if holding.status in LEFT:
        refuse(None, _("“%(title)s” has left the register.")
               % {"title": holding.item.title}, "not_here")  # fmt: skip
    if not holding.is_here and holding.status != Status.ACCESSIONED:
        refuse(None, _("“%(title)s” is not in the museum, there is nothing to give back.")
               % {"title": holding.item.title}, "not_here")  # fmt: skip
    if holding.status == Status.ACCESSIONED and holding.way not in STILL_THE_OWNERS:
        refuse(None, _("“%(title)s” belongs to the museum. It leaves by deaccession, with the "
                       "giver's consent.") % {"title": holding.item.title}, "own")  # fmt: skip
    check_settled(holding)
    check_reason(reason)


@transaction.atomic
def give_back(item: Item, *, by, reason: str, person=None, paper=None, happened_at=None,
              key=None) -> Holding:  # fmt: skip
    """Hand the object back to whom it belongs. Its number, sheet and history stay.

    person: to whom it was handed, the owner where nobody is named; paper: what they signed.
    """
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_give_back(holding, by=by, reason=reason)
    person = signer(holding, person)
    happened_at, key = moment_meant(happened_at), key or uuid.uuid4()
    going = together(holding, parts)
    before = {each.pk: state_of(each) for each in going}
    for each in going:
        moving.leave(each, by=by, happened_at=happened_at, reason=reason, act=key)
    entry = _stand(Status.RETURNED, Act.RETURNED, going, before, by=by, reason=reason,
                   happened_at=happened_at, key=key, person=person)  # fmt: skip
    opening.close_pictures(item)
    keep_paper(entry, paper)
    return holding


def check_bring_back(holding: Holding, *, by, reason: str) -> None:
    """Refuse by code: forbidden, part, not_away, no_words, no_reception."""
    demand(by, "accept")
    _check_whole(holding)
    if holding.status not in LEFT:
        refuse(None, _("“%(title)s” has not left: %(status)s.")
               % {"title": holding.item.title, "status": holding.get_status_display()},
               "not_away")  # fmt: skip
    check_reason(reason)
    if Place.objects.reception() is None:
        refuse(None, _("There is no reception yet. Add one under Places first."), "no_reception")


@transaction.atomic
def bring_back(item: Item, *, by, reason: str, person=None, paper=None, happened_at=None,
               key=None) -> Holding:  # fmt: skip
    """又送来了: what was given back or deaccessioned stands at the reception again.

    With a number it is in the register again under that number; without one it waits for a decision.
    person: who brought it, where it is told.
    """
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_bring_back(holding, by=by, reason=reason)
    happened_at, key = moment_meant(happened_at), key or uuid.uuid4()
    going = together(holding, parts)
    before = {each.pk: state_of(each) for each in going}
    for each in going:
        moving.put(each, Place.objects.reception(), by=by, happened_at=happened_at, reason=reason,
                   act=key)  # fmt: skip
    status = Status.ACCESSIONED if holding.label else Status.RECEIVED
    entry = _stand(status, Act.CAME_BACK, going, before, by=by, reason=reason,
                   happened_at=happened_at, key=key, person=person)  # fmt: skip
    keep_paper(entry, paper)
    return holding


def _stand(status, act, going, before, *, by, happened_at, key, **words):
    """Let each of going stand so, and return the entry of the first, the whole."""
    entries = []
    for each in going:
        each.status = status
        each.save(update_fields=["status"])
        own = key if each is going[0] else row_key(key, each.pk)
        entries.append(record(act, each.item, by=by, happened_at=happened_at, key=own,
                              before=before[each.pk], **words))  # fmt: skip
    return entries[0]
