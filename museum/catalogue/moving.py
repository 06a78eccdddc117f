"""挪位置: the only writer of where an object is."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue.models import Holding, Item, Movement, Place
from museum.catalogue.models.holdings import Standing
from museum.catalogue.permissions import demand, may
from museum.catalogue.recording import day, moment
from museum.institution import Museum
from museum.refusals import refuse

# A declined object still stands here until it is fetched.
MOVABLE = (Standing.RECEIVED, Standing.ACCESSIONED, Standing.DECLINED)


def check_move(holdings: Sequence[Holding], destination: Place, *, by, happened_at=None) -> None:
    """Refuse by code: forbidden, separate, not_here, there_already, full, before_last."""
    check_may_move(by)
    for holding in holdings:
        check_can_move(holding, destination, happened_at)
    check_room(destination, sum(1 for holding in holdings if not holding.part))


def check_may_move(by) -> None:
    """Refuse by code: forbidden, separate."""
    demand(by, "move")
    if Museum.load().separate_keepers and may(by, "accept"):
        refuse(None, _("Who keeps the register does not keep the store here. Ask the keeper."),
               "separate")  # fmt: skip


def check_can_move(holding: Holding, destination: Place, happened_at) -> None:
    """Refuse by code: not_here, there_already, before_last."""
    if holding.standing not in MOVABLE or holding.place_id is None:
        refuse(None, _("“%(title)s” is not in the museum: %(standing)s.")
               % {"title": holding.item.title, "standing": holding.get_standing_display()},
               "not_here")  # fmt: skip
    if holding.place_id == destination.pk:
        refuse("destination", _("“%(title)s” already stands in %(place)s.")
               % {"title": holding.item.title, "place": destination}, "there_already")  # fmt: skip
    check_order(holding, happened_at)


def check_order(holding: Holding, happened_at) -> None:
    """Refuse (code "before_last") a movement that would lie before the object's last one."""
    last = holding.last_movement
    if last and happened_at and happened_at < last.happened_at:
        refuse("happened_at", _("“%(title)s” was moved on %(day)s. The new date cannot lie before.")
               % {"title": holding.item.title, "day": day(last.happened_at)},
               "before_last")  # fmt: skip


def check_room(place: Place, coming: int) -> None:
    """Refuse (code "full") when place cannot hold coming more objects."""
    if place.capacity is None:
        return
    now = place.holdings.filter(part=0).count()
    if now + coming > place.capacity:
        refuse(
            "destination",
            _("%(place)s is full. It holds %(capacity)s, now there are %(now)s. "
              "Take one off first, or choose another.")
            % {"place": place, "capacity": place.capacity, "now": now},
            "full",
        )  # fmt: skip


@transaction.atomic
def move(items: Item | Sequence[Item], destination: Place, *, by, reason="", happened_at=None,
         key: uuid.UUID | None = None) -> list[Movement]:  # fmt: skip
    """Move objects, parts included, in one act with one reason, or refuse and move none.

    The same key again returns the movements that were written with it.
    """
    items = [items] if isinstance(items, Item) else list(items)
    destination = Place.objects.lock(destination)
    holdings = list(Holding.objects.lock(items))
    done = list(Movement.objects.filter(act=key)) if key else []
    if done:
        return done
    happened_at = moment(happened_at)
    whole = {item.pk for item in items}
    # A part that was put elsewhere on its own stays there; the others go with the whole.
    places = {holding.item_id: holding.place_id for holding in holdings}
    going = [
        holding
        for holding in holdings
        if holding.item_id in whole or holding.place_id == places.get(holding.item.parent_id)
    ]
    check_move(going, destination, by=by, happened_at=happened_at)
    act = key or uuid.uuid4()
    return [
        put(holding, destination, by=by, happened_at=happened_at, reason=reason, act=act)
        for holding in going
    ]


def put(holding: Holding, destination: Place, *, by, happened_at, act, reason="") -> Movement:
    """Write one movement of a locked holding. For verbs, which have checked."""
    check_order(holding, happened_at)
    movement = Movement.objects.create(
        uuid=ledger.row_key(act, f"{holding.pk}→{destination.pk}"),
        item_id=holding.item_id,
        origin_id=holding.place_id,
        destination=destination,
        was_display=destination.for_display,
        reason=reason,
        by=by,
        happened_at=happened_at,
        act=act,
    )
    holding.place = destination
    holding.last_movement = movement
    holding.save(update_fields=["place", "last_movement"])
    ledger.write("catalogue.moved", holding.item, by=by, happened_at=happened_at, key=movement.uuid,
                 movement=movement.pk, origin=movement.origin_id, destination=destination.pk,
                 display=movement.was_display)  # fmt: skip
    return movement


def leave(holding: Holding, *, by, happened_at, act, reason="") -> None:
    """Write that a locked holding left the museum, where it has a place to leave."""
    if holding.place_id is None or holding.place.is_elsewhere:
        return
    outside = Place.objects.elsewhere()
    if outside is None:
        refuse(None, _("There is no place “elsewhere” yet. Add one under Places first."),
               "no_elsewhere")  # fmt: skip
    put(holding, outside, by=by, happened_at=happened_at, reason=reason, act=act)
