"""Whom to call about a visit: written down in museum.people, for as long as the notice promises."""

import calendar
import datetime

from museum.clock import today
from museum.people.models import Contact
from museum.people.naming import handed_out
from museum.visits.models import VisitSettings
from museum.visits.permissions import may


def months_from(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later (before, where negative), the month's last where it
    has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def kept_until(day: datetime.date) -> datetime.date:
    """Return the last day on which a contact for a visit on day is kept."""
    return months_from(day, VisitSettings.load().contact_months)


def remember(name: str, phone: str, *, day: datetime.date) -> Contact:
    """Write down whom to call about a visit on day. Inside a verb's transaction."""
    return Contact.objects.create(
        name=name.strip(), phone=phone, needed_on=day, kept_until=kept_until(day)
    )


def change(contact_id: int, name: str, phone: str, *, day: datetime.date) -> None:
    """Write down the contact anew for another day; a number left empty stays as it is."""
    values = {"name": name.strip(), "needed_on": day, "kept_until": kept_until(day)}
    Contact.objects.not_forgotten().filter(pk=contact_id).update(
        **values | ({"phone": phone} if phone else {})
    )


def phone_for(contact: Contact, viewer) -> str:
    """Return the number as viewer may see it: whole for curators, and for those who arrange visits
    until the day of the visit is over."""
    whole = viewer.has_perm("people.see_phone") or (
        may(viewer, "arrange") and contact.needed_on >= today()
    )
    return handed_out(contact, viewer, whole=whole)
