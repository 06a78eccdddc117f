"""Contact data is removed when the time in the settings is over (个人信息保护法 §19, §47)."""

import calendar
import datetime

from django.db import transaction
from django.utils import timezone

from museum.visits.days import today
from museum.visits.models import Booking, Contact, Knock, Visiting


def months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months ago, the month's last where it has no such day."""
    month = day.year * 12 + day.month - 1 - months
    year, month = month // 12, month % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@transaction.atomic
def forget_contacts(on: datetime.date | None = None) -> dict[str, int]:
    """Empty the contacts of visits longer ago than the time in the settings. Counts of people stay.

    Returns how many contacts, wishes and hashed addresses were removed: numbers, never names.
    """
    before = months_before(on or today(), Visiting.load().contact_months)
    now = timezone.now()
    due = Contact.objects.kept().filter(needed_on__lt=before)
    bookings = Booking.objects.filter(contact__in=due)
    wishes = bookings.exclude(wishes="", answer="").count()
    # A refusal keeps that it had words, not which.
    bookings.filter(standing=Booking.Standing.REFUSED).update(wishes="", answer="—")
    bookings.exclude(standing=Booking.Standing.REFUSED).update(wishes="", answer="")
    contacts = due.update(name="", phone="", forgotten_at=now)
    addresses, _each = Knock.objects.filter(hour__lt=now - datetime.timedelta(days=2)).delete()
    return {"contacts": contacts, "wishes": wishes, "addresses": addresses}
