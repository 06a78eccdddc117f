"""在这里: a thing was seen where the register has it. The seed of a stock-take: who saw what, and when."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.catalogue.models import Holding, Item, Place, Sighting
from museum.catalogue.moving import MOVABLE
from museum.catalogue.permissions import demand
from museum.ledger import row_key
from museum.refusals import refuse


def check_see(holdings: Sequence[Holding], place: Place, *, by) -> None:
    """Refuse by code: forbidden, not_here, elsewhere."""
    demand(by, "see")
    inside = set(Place.objects.inside(place))
    for holding in holdings:
        if holding.status not in MOVABLE or holding.place_id is None or holding.place.is_elsewhere:
            refuse(None, _("“%(title)s” is not in the museum, as the register has it. Write down first that "
                           "it has come.") % {"title": holding.item.title}, "not_here")  # fmt: skip
        if holding.place_id not in inside:
            refuse(None, _("“%(title)s” should stand in %(place)s. If it stands here, move it here.")
                   % {"title": holding.item.title, "place": holding.place}, "elsewhere")  # fmt: skip


@transaction.atomic
def see(
    items: Item | Sequence[Item], place: Place, *, by, key: uuid.UUID | None = None
) -> list[Sighting]:
    """Write down that by sees items in place, or on a shelf of it. The same key writes each once."""
    items = [items] if isinstance(items, Item) else list(items)
    wanted = {item.pk for item in items}
    holdings = [each for each in Holding.objects.lock(items) if each.item_id in wanted]
    key = key or uuid.uuid4()
    keys = {holding.pk: row_key(key, holding.pk) for holding in holdings}
    found = {each.uuid: each for each in Sighting.objects.filter(uuid__in=keys.values())}
    new = [holding for holding in holdings if keys[holding.pk] not in found]
    # What was written already may have been moved since: it is not asked about again.
    check_see(new, place, by=by)
    found |= {keys[each.pk]: _seen(each, by=by, key=keys[each.pk]) for each in new}
    return [found[each] for each in keys.values()]


def _seen(holding: Holding, *, by, key) -> Sighting:
    place: Place = holding.place  # type: ignore[assignment]  # check_see has asked
    row = Sighting.objects.create(uuid=key, by=by, happened_at=timezone.now(), item=holding.item,
                                  place=place)  # fmt: skip
    ledger.write_entry("catalogue.seen", holding.item, row, place=place.pk)
    return row
