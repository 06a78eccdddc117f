"""Location and movement control (Spectrum), 挪位置.

The only writer of where an object is.
"""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from museum import clock, ledger
from museum.catalogue.models import Holding, Item, Movement, Place
from museum.catalogue.models.holdings import Status
from museum.catalogue.permissions import demand, may
from museum.catalogue.recording import in_order, is_before
from museum.clock import day_in_words
from museum.institution import Museum
from museum.plausible import moment_meant
from museum.refusals import refuse

# A declined object still stands here until it is fetched.
MOVABLE = (Status.RECEIVED, Status.ACCESSIONED, Status.DECLINED)


def check_move(holdings: Sequence[Holding], destination: Place, *, by, happened_at=None) -> None:
    """Refuse by code: forbidden, separate, not_here, at_home, there_already, full, before_last."""
    check_may_move(by)
    for holding in holdings:
        check_can_move(holding, destination, happened_at)
    check_room(destination, [holding.place for holding in holdings if not holding.part])


def check_may_move(by) -> None:
    """Refuse by code: forbidden, separate."""
    demand(by, "move")
    if Museum.load().separate_keepers and may(by, "accept"):
        refuse(None, _("Who keeps the register does not keep the store here. Ask the keeper."),
               "separate")  # fmt: skip


def check_can_move(holding: Holding, destination: Place, happened_at) -> None:
    """Refuse by code: not_here, at_home, there_already, before_last."""
    if holding.status not in MOVABLE or holding.place_id is None:
        refuse(None, _("“%(title)s” is not in the museum: %(status)s.")
               % {"title": holding.item.title, "status": holding.get_status_display()},
               "not_here")  # fmt: skip
    if holding.place.is_home:
        until = holding.home_until
        refuse(None, _("“%(title)s” is back at its family’s%(until)s. When it is here again, write that "
                       "first.") % {"title": holding.item.title, "until": until_words(until)},
               "at_home")  # fmt: skip
    if holding.place_id == destination.pk:
        refuse("destination", _("“%(title)s” already stands in %(place)s.")
               % {"title": holding.item.title, "place": destination}, "there_already")  # fmt: skip
    check_order(holding, happened_at)


def until_words(day) -> str:
    """Return until when something is away, as it stands in a sentence; "" where nobody said."""
    return _(" until %(day)s") % {"day": date_format(day, "n月j日")} if day else ""


def check_order(holding: Holding, happened_at) -> None:
    """Refuse (by code: before_last, clock) a movement of a day before the object's last one."""
    last = holding.last_movement
    if last and is_before(happened_at, last.happened_at):
        if last.happened_at > timezone.now():
            refuse("happened_at", clock.ask_about(last.happened_at), "clock")
        refuse("happened_at", _("“%(title)s” was moved on %(day)s. The new date cannot lie before.")
               % {"title": holding.item.title, "day": day_in_words(last.happened_at)},
               "before_last")  # fmt: skip


def check_room(place: Place, origins: Sequence[Place | None]) -> None:
    """Refuse (code "full") when place, or what it stands in, cannot hold one more from each origin.
    What stands in a case already takes no more room of it on another of its shelves."""
    for whole in place.line():
        if whole.capacity is not None:
            inside = set(Place.objects.inside(whole))
            check_capacity(whole, sum(1 for each in origins if not each or each.pk not in inside))


def check_capacity(place: Place, coming: int) -> None:
    """Refuse (code "full") when place with its shelves cannot hold coming more objects."""
    if place.capacity is None:
        return
    now = Holding.objects.filter(part=0, place__in=Place.objects.inside(place)).count()
    if coming and now + coming > place.capacity:
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
    happened_at = moment_meant(happened_at)
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


def put(holding: Holding, destination: Place, *, by, happened_at, act, reason="",
        home_until=None) -> Movement:  # fmt: skip
    """Write one movement of a locked holding. For verbs, which have checked."""
    check_order(holding, happened_at)
    last = holding.last_movement
    happened_at = in_order(happened_at, last.happened_at if last else None)
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
    holding.home_until = home_until
    holding.save(update_fields=["place", "last_movement", "home_until"])
    ledger.write_entry("catalogue.moved", holding.item, movement, rows=(holding,), named=(destination,),
                       movement=movement.pk, origin=movement.origin_id,
                       destination=destination.pk, display=movement.was_display)  # fmt: skip
    return movement


def leave(holding: Holding, *, by, happened_at, act, reason="") -> None:
    """Write that a locked holding left the museum, where it has a place to leave."""
    if holding.place_id is None or holding.place.kind == Place.Kind.ELSEWHERE:
        return
    outside = Place.objects.elsewhere()
    if outside is None:
        refuse(None, _("There is no place “elsewhere” yet. Add one under Places first."),
               "no_elsewhere")  # fmt: skip
    put(holding, outside, by=by, happened_at=happened_at, reason=reason, act=act)
