"""Acquisition and accessioning (Spectrum), 收下.

An object enters the register under a number of its own (博物馆藏品管理办法: 一号一物).
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue.giving_numbers import give_number
from museum.catalogue.models import Holding, Item
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Series, Status, Way, series_for
from museum.catalogue.permissions import demand
from museum.catalogue.recording import (
    Act,
    check_reason,
    is_before,
    is_written,
    locked,
    record,
    state_of,
    together,
)
from museum.clock import day_in_words
from museum.ledger import row_key
from museum.plausible import moment_meant
from museum.refusals import refuse


def check_accept(holding: Holding, *, by, happened_at=None) -> None:
    """Refuse by code: forbidden, part, decided, no_title, no_giver, before_receipt."""
    demand(by, "accept")
    _check_whole(holding)
    if holding.status != Status.RECEIVED:
        refuse(None, _("“%(title)s” cannot be accepted: %(status)s.")
               % {"title": holding.item.title, "status": holding.get_status_display()},
               "decided")  # fmt: skip
    _check_known(holding, happened_at)


def check_accept_after_all(holding: Holding, *, by, reason: str, happened_at=None) -> None:
    """Refuse by code: forbidden, part, not_declined, not_here, no_words, no_title, no_giver,
    before_receipt."""
    demand(by, "accept")
    _check_whole(holding)
    if holding.status != Status.DECLINED or holding.matched_to_id:
        refuse(None, _("“%(title)s” was not declined: %(status)s.")
               % {"title": holding.item.title, "status": holding.get_status_display()},
               "not_declined")  # fmt: skip
    if not holding.is_here:
        refuse(None, _("“%(title)s” is not in the museum. Take the decision back, then it can come.")
               % {"title": holding.item.title}, "not_here")  # fmt: skip
    check_reason(reason)
    _check_known(holding, happened_at)


def _check_whole(holding: Holding) -> None:
    if holding.part:
        refuse(None, _("“%(title)s” is a part. Accept the whole, and it gets its number with it.")
               % {"title": holding.item.title}, "part")  # fmt: skip


def _check_known(holding: Holding, happened_at) -> None:
    if not holding.item.title.strip():
        refuse("title", _("It has no name yet. A dialect name will do."), "no_title")
    if holding.way != Way.FOUND and holding.donation.owner_id is None:
        refuse(None, _("Whose is “%(title)s”? Write down the giver.")
               % {"title": holding.item.title}, "no_giver")  # fmt: skip
    if is_before(happened_at, holding.donation.happened_at):
        refuse("happened_at", _("It was received on %(day)s and cannot be accepted before.")
               % {"day": day_in_words(holding.donation.happened_at)}, "before_receipt")  # fmt: skip


@transaction.atomic
def accept(item: Item, *, by, series: str = Series.COLLECTION, happened_at=None, reason="",
           key=None) -> Holding:  # fmt: skip
    """Enter an object in the register and give it the next number of its series.

    What is still its owner's (deposit, loan) goes to the deposits' series whatever series says.
    Parts share the number: CS00012-1. An object that had a number of the series before its
    acceptance was taken back takes it up again: the number is inked on it, and is nobody else's.
    """
    holding, parts = locked(item)
    if is_written(key):
        return holding
    happened_at = moment_meant(happened_at)
    check_accept(holding, by=by, happened_at=happened_at)
    return _accept(holding, parts, series, by=by, happened_at=happened_at, reason=reason, key=key)


@transaction.atomic
def accept_after_all(item: Item, *, by, reason: str, series: str = Series.COLLECTION,
                     happened_at=None, key=None) -> Holding:  # fmt: skip
    """改为收下: what was declined, and has not been fetched yet, is accepted after all."""
    holding, parts = locked(item)
    if is_written(key):
        return holding
    happened_at = moment_meant(happened_at)
    check_accept_after_all(holding, by=by, reason=reason, happened_at=happened_at)
    return _accept(holding, parts, series, by=by, happened_at=happened_at, reason=reason, key=key)


def _accept(holding, parts, series, *, by, happened_at, reason, key) -> Holding:
    series = series_for(holding.way, series)
    key = key or uuid.uuid4()
    going = together(holding, parts)
    before = {each.pk: state_of(each) for each in going}
    number, again, given = give_number(going, series, by=by, happened_at=happened_at, key=key)
    for each in going:
        each.status = Status.ACCESSIONED
        each.accepted_at = happened_at
        # What is given, bought or handed over is the museum's from now on.
        each.owner = each.owner if each.way in STILL_THE_OWNERS else None
        each.save()
        record(Act.ACCEPTED, each.item, by=by, happened_at=happened_at, reason=reason,
               key=key if each is holding else row_key(key, each.pk), before=before[each.pk],
               rows=given[each.pk], series=series, number=number, part=each.part, **again)  # fmt: skip
    return holding
