"""收下: an object enters the register under a number of its own (博物馆藏品管理办法: 一号一物)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum import numbering
from museum.catalogue.models import Holding, Item, NumberGiven, Tag
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Series, Standing, Way
from museum.catalogue.permissions import demand
from museum.catalogue.recording import Act, day, locked, moment, record, written
from museum.institution import Museum
from museum.ledger import row_key
from museum.refusals import refuse


def check_accept(holding: Holding, *, by, happened_at=None) -> None:
    """Refuse by code: forbidden, part, decided, no_title, no_giver, before_receipt."""
    demand(by, "accept")
    if holding.part:
        refuse(None, _("“%(title)s” is a part. Accept the whole, and it gets its number with it.")
               % {"title": holding.item.title}, "part")  # fmt: skip
    if holding.standing != Standing.RECEIVED:
        refuse(None, _("“%(title)s” cannot be accepted: %(standing)s.")
               % {"title": holding.item.title, "standing": holding.get_standing_display()},
               "decided")  # fmt: skip
    if not holding.item.title.strip():
        refuse("title", _("It has no name yet. A dialect name will do."), "no_title")
    if holding.way != Way.FOUND and holding.donation.owner_id is None:
        refuse(None, _("Whose is “%(title)s”? Write down the giver.")
               % {"title": holding.item.title}, "no_giver")  # fmt: skip
    if happened_at and happened_at < holding.donation.happened_at:
        refuse("happened_at", _("It was received on %(day)s and cannot be accepted before.")
               % {"day": day(holding.donation.happened_at)}, "before_receipt")  # fmt: skip


@transaction.atomic
def accept(item: Item, *, by, series: str = Series.COLLECTION, happened_at=None, reason="",
           key=None) -> Holding:  # fmt: skip
    """Enter an object in the register and give it the next number of its series.

    What is still its owner's (deposit, loan) goes to the deposits' series whatever series says.
    Parts share the number: CS00012-1.
    """
    holding, parts = locked(item)
    if written(key):
        return holding
    happened_at = moment(happened_at)
    check_accept(holding, by=by, happened_at=happened_at)
    if holding.way in STILL_THE_OWNERS:
        series = Series.DEPOSIT
    key = key or uuid.uuid4()
    number = _give_number(holding, parts, series, by=by, happened_at=happened_at, key=key)
    for each in (holding, *parts):
        each.standing = Standing.ACCESSIONED
        each.accepted_at = happened_at
        # What is given, bought or handed over is the museum's from now on.
        each.owner = each.owner if each.way in STILL_THE_OWNERS else None
        each.save()
        record(Act.ACCEPTED, each.item, by=by, happened_at=happened_at, reason=reason,
               key=key if each is holding else row_key(key, each.pk),
               series=series, number=number, part=each.part)  # fmt: skip
    return holding


def check_turn_deposit_into_gift(holding: Holding, *, by, happened_at=None) -> None:
    """Refuse by code: forbidden, part, not_a_deposit, before_receipt."""
    demand(by, "accept")
    if holding.part:
        refuse(None, _("“%(title)s” is a part. Turn the whole into a gift.")
               % {"title": holding.item.title}, "part")  # fmt: skip
    if holding.way != Way.DEPOSIT or holding.standing != Standing.ACCESSIONED:
        refuse(None, _("“%(title)s” is not on deposit here.")
               % {"title": holding.item.title}, "not_a_deposit")  # fmt: skip
    if happened_at and holding.accepted_at and happened_at < holding.accepted_at:
        refuse("happened_at", _("It was received on %(day)s and cannot be accepted before.")
               % {"day": day(holding.accepted_at)}, "before_receipt")  # fmt: skip


@transaction.atomic
def turn_deposit_into_gift(item: Item, *, by, happened_at=None, reason="", key=None) -> Holding:
    """寄存转捐赠: the owner gives what was on deposit. It gets a collection number; the deposit
    number stays given, and its printed code leads to the object for ever."""
    holding, parts = locked(item)
    if written(key):
        return holding
    happened_at = moment(happened_at)
    check_turn_deposit_into_gift(holding, by=by, happened_at=happened_at)
    key = key or uuid.uuid4()
    number = _give_number(
        holding, parts, Series.COLLECTION, by=by, happened_at=happened_at, key=key
    )
    for each in (holding, *parts):
        each.way = Way.GIFT
        each.owner = None
        each.accepted_at = happened_at
        each.save()
        record(Act.BECAME_GIFT, each.item, by=by, happened_at=happened_at, reason=reason,
               key=key if each is holding else row_key(key, each.pk),
               series=Series.COLLECTION, number=number, part=each.part)  # fmt: skip
    return holding


def _give_number(holding, parts, series, *, by, happened_at, key) -> int:
    prefix = getattr(Museum.load(), f"{series}_prefix")
    number = numbering.allot(f"item.{series}")
    for each in (holding, *parts):
        label = numbering.label(prefix, number) + (f"-{each.part}" if each.part else "")
        NumberGiven.objects.create(
            uuid=row_key(key, f"number.{each.pk}"), by=by, happened_at=happened_at,
            item_id=each.item_id, series=series, number=number, part=each.part, label=label,
        )  # fmt: skip
        Tag.objects.create(code=label, item_id=each.item_id)
        each.series, each.number, each.label = series, number, label
        # The search text reads the number through the object.
        each.item.holding = each
    return number
