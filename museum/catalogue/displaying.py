"""Use of collections (Spectrum), 上展, 撤展.

A movement into or out of a place for display. Being on display is never ticked.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from museum.catalogue.models import Holding, Item, Movement, Place
from museum.catalogue.models.holdings import STILL_THE_OWNERS, Status
from museum.catalogue.moving import move
from museum.catalogue.permissions import demand
from museum.refusals import refuse


def check_put_on_display(holdings: Sequence[Holding], destination: Place, *, by) -> None:
    """Refuse by code: forbidden, not_for_display, undecided."""
    demand(by, "display")
    if not destination.for_display:
        refuse("destination", _("%(place)s is not for display. Choose a case.")
               % {"place": destination}, "not_for_display")  # fmt: skip
    for holding in holdings:
        lent = holding.way in STILL_THE_OWNERS and holding.status == Status.RECEIVED
        if holding.status != Status.ACCESSIONED and not lent:
            refuse(None, _("“%(title)s” is not in the register yet. The curator decides first.")
                   % {"title": holding.item.title}, "undecided")  # fmt: skip


@transaction.atomic
def put_on_display(items: Item | Sequence[Item], destination: Place, *, by, reason="", happened_at=None,
                   key=None) -> list[Movement]:  # fmt: skip
    """Put objects into a place for display: a movement like any other."""
    items = [items] if isinstance(items, Item) else list(items)
    destination = Place.objects.lock(destination)
    check_put_on_display(list(Holding.objects.lock(items)), destination, by=by)
    return move(items, destination, by=by, reason=reason, happened_at=happened_at, key=key)


def check_take_off_display(holdings: Sequence[Holding], destination: Place, *, by) -> None:
    """Refuse by code: forbidden, for_display, not_on_display."""
    demand(by, "display")
    if destination.for_display:
        refuse("destination", _("%(place)s is for display. Choose the store.")
               % {"place": destination}, "for_display")  # fmt: skip
    for holding in holdings:
        if not holding.is_on_display:
            refuse(None, _("“%(title)s” is not on display.")
                   % {"title": holding.item.title}, "not_on_display")  # fmt: skip


@transaction.atomic
def take_off_display(items: Item | Sequence[Item], destination: Place, *, by, reason="",
                     happened_at=None, key=None) -> list[Movement]:  # fmt: skip
    """Take objects off display, into a place that is not for display."""
    items = [items] if isinstance(items, Item) else list(items)
    destination = Place.objects.lock(destination)
    holdings = list(Holding.objects.lock(items))
    done = list(Movement.objects.filter(act=key)) if key else []
    if done:
        return done
    whole = {item.pk for item in items}
    check_take_off_display([each for each in holdings if each.item_id in whole], destination, by=by)
    return move(items, destination, by=by, reason=reason, happened_at=happened_at, key=key)
