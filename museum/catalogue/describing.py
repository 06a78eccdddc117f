"""Cataloguing (Spectrum), 写的人: who writes what is said of an object.

Whoever received it, until the draft is handed to somebody else; what was given to the curator to read can
be taken back while nobody has answered.
"""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum.catalogue.models import Donation, Holding, Item
from museum.catalogue.models.holdings import Status
from museum.catalogue.permissions import demand, may
from museum.catalogue.recording import Act, is_written, locked, record
from museum.clock import day_of, today
from museum.ledger import row_key
from museum.refusals import refuse

# What was photographed and went home is nothing to decide on: it is written until it is published.
UNDECIDED = (Status.OFFERED, Status.RECEIVED, Status.COPIED)


def is_writer(holding: Holding, user) -> bool:
    """Return whether user is who describes the object."""
    return (holding.describer_id or holding.donation.recorded_by_id) == user.pk


def why_closed(item: Item) -> str | None:
    """Return why its volunteer may not change item now ("read", "decided"), or None."""
    if item.workflow_in_progress:
        return "read"
    if item.live or item.holding.status not in UNDECIDED:
        return "decided"
    return None


def is_slip_of_the_day(row: Holding | Donation, user) -> bool:
    """Return whether user typed this today and nothing is decided of it: a typing error is mended by
    whoever made it, and nobody has relied on it yet."""
    donation = row if isinstance(row, Donation) else row.donation
    if donation.recorded_by_id != user.pk or day_of(donation.recorded_at) != today():
        return False
    lines = donation.holdings.all() if isinstance(row, Donation) else [row]
    return may(user, "receive") and all(each.status in UNDECIDED for each in lines)


def check_hand_on(holding: Holding, to, *, by) -> None:
    """Refuse by code: forbidden, part, read, decided, not_yours, cannot_write, so_already."""
    demand(by, "hand_on")
    title = {"title": holding.item.title}
    if holding.part:
        refuse(None, _("“%(title)s” is a part of an object and goes with the whole.") % title,
               "part")  # fmt: skip
    closed = why_closed(holding.item)
    if closed == "read":
        refuse(None, _("The curator is reading “%(title)s”. Take it back first.") % title, "read")
    if closed:
        refuse(None, _("“%(title)s” is decided; there is no draft of it.") % title, "decided")
    if not (is_writer(holding, by) or may(by, "publish")):
        refuse(None, _("“%(title)s” is written by somebody else. They hand it on.") % title,
               "not_yours")  # fmt: skip
    if not (to.is_active and to.has_perm("catalogue.change_item")):
        refuse("to", _("%(name)s does not write at the register.") % {"name": to}, "cannot_write")
    if is_writer(holding, to):
        refuse("to", _("%(name)s writes it already.") % {"name": to}, "so_already")


@transaction.atomic
def hand_on(item: Item, *, to, by, reason: str = "", happened_at: datetime.datetime | None = None,
            key: uuid.UUID | None = None) -> Holding:  # fmt: skip
    """Hand the draft to another volunteer, parts included: from now on they write it."""
    holding, parts = locked(item)
    if is_written(key):
        return holding
    check_hand_on(holding, to, by=by)
    key, now = key or uuid.uuid4(), happened_at or timezone.now()
    for each in (holding, *parts):
        each.describer = to
        each.save(update_fields=["describer"])
        record(Act.HANDED_ON, each.item, by=by, happened_at=now, reason=reason, to=to.pk,
               key=key if each is holding else row_key(key, each.pk))  # fmt: skip
    return holding


def check_fetch_back(item: Item, *, by) -> None:
    """Refuse by code: forbidden, not_read, not_yours."""
    demand(by, "fetch_back")
    title = {"title": item.title}
    if not item.workflow_in_progress:
        refuse(None, _("The curator is not reading “%(title)s” now.") % title, "not_read")
    if not is_writer(item.holding, by):
        refuse(None, _("“%(title)s” is written by somebody else. They take it back.") % title,
               "not_yours")  # fmt: skip


@transaction.atomic
def fetch_back(item: Item, *, by, happened_at=None, key=None) -> Holding:
    """Take the draft back from the curator, who has not answered yet, and go on writing."""
    holding, _parts = locked(item)
    item = Item.objects.select_related("holding__donation").get(pk=item.pk)
    check_fetch_back(item, by=by)
    item.current_workflow_state.cancel(user=by)
    return holding
