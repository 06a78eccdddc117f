"""A volunteer's own shifts as a calendar, at an address that only they know. Whoever has the
address reads it without signing in, so it holds no name but the museum's and no telephone."""

from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import SHANGHAI, today
from museum.public import museum
from museum.volunteers.models import Shift, Volunteer
from museum.volunteers.permissions import demand_own

if TYPE_CHECKING:
    import icalendar

ZONE = "Asia/Shanghai"
BACK = datetime.timedelta(days=90)


@transaction.atomic
def renew(volunteer: Volunteer, *, by) -> str:
    """Give the volunteer a new secret address; the old one answers no more."""
    return _set(volunteer, secrets.token_urlsafe(32), by=by)


@transaction.atomic
def revoke(volunteer: Volunteer, *, by) -> None:
    """Take the address away."""
    _set(volunteer, None, by=by)


def _set(volunteer, key, *, by):
    volunteer = Volunteer.objects.lock(volunteer)
    demand_own(by, volunteer, "enrol")
    volunteer.feed_key = key
    volunteer.save(update_fields=["feed_key"])
    ledger.write("volunteers.feed", volunteer, by=by, happened_at=timezone.now(), open=bool(key))
    return key


def whose(key: str) -> Volunteer | None:
    """Return the volunteer whose address has this key: nobody who left or was erased."""
    return Volunteer.objects.registered().filter(feed_key=key).first() if key else None


def calendar(volunteer: Volunteer, host: str) -> bytes:
    """Return the shifts of volunteer from three months back on, as an .ics file."""
    import icalendar  # here, because most of the server's processes never need it

    institution = museum()
    feed = icalendar.Calendar()
    feed.add("prodid", f"-//{institution.name}//volunteers//ZH")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", _("Shifts at %(museum)s") % {"museum": institution.name})
    feed.add("x-wr-timezone", ZONE)
    shifts = Shift.objects.of(volunteer).filter(date__gte=today() - BACK)
    for shift in shifts.select_related("role").order_by("starts_at", "pk"):
        feed.add_component(_event(shift, institution, host))
    # Spelled out: without it a telephone shows 9:30 in Beijing as 17:30.
    feed.add_missing_timezones()
    return feed.to_ical()


def _event(shift: Shift, institution, host: str) -> icalendar.Event:
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"shift-{shift.pk}@{host}")
    event.add("dtstamp", shift.called_off_at or timezone.now())
    for name, moment in (("dtstart", shift.starts_at), ("dtend", shift.ends_at)):
        event.add(name, moment.astimezone(SHANGHAI))
    event.add("summary", f"{shift.role.name}·{institution.name}")
    place = "·".join(filter(None, [institution.name, shift.place]))
    event.add("location", f"{institution.address} {place}".strip())
    if shift.is_called_off:
        event.add("status", "CANCELLED")
        event.add("description", shift.called_off_for)
    else:
        event.add("status", "CONFIRMED")
    return event
