"""Location and movement control (Spectrum), 存放位置.

A place is made or changed. What stands in it is seen by visitors or not, so that the ledger holds it as
it holds the movements that lead to it.
"""

from django.db import transaction
from django.utils import timezone

from museum import ledger
from museum.catalogue.models import Place
from museum.catalogue.permissions import demand


def check_keep(place: Place, *, by) -> None:
    """Refuse by code: forbidden."""
    demand(by, "change_place" if place.pk else "add_place")


@transaction.atomic
def keep(place: Place, *, by) -> Place:
    """Save a place as it is told, new or known, and write down what it is from now on."""
    check_keep(place, by=by)
    if place.pk:
        Place.objects.lock_all([Place.objects.get(pk=place.pk)])
    place.save()
    place.refresh_from_db()
    ledger.write("catalogue.place_kept", place, by=by, happened_at=timezone.now(), rows=(place,),
                 kind=place.kind, within=place.parent_id, display=place.for_display,
                 capacity=place.capacity)  # fmt: skip
    return place
