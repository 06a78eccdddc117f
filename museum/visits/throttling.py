"""How often one address may book. Counted in the database, for all processes together; the address
is kept as a keyed hash of one hour, and for two days at most."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from museum.refusals import refuse
from museum.visits.models import Knock

AN_HOUR = 12


@transaction.atomic
def knock(address: str) -> None:
    """Count one request of address. Refuses (code "too_often") beyond twelve within the hour."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    key = salted_hmac("museum.visits.throttling", f"{address} {hour.isoformat()}").hexdigest()
    found, _new = Knock.objects.get_or_create(key=key, defaults={"hour": hour})
    Knock.objects.filter(pk=found.pk).update(count=F("count") + 1)
    found.refresh_from_db()
    if found.count > AN_HOUR:
        refuse(None, _("Too many bookings from here within the hour. Please try later, or call."),
               "too_often")  # fmt: skip
