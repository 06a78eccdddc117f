"""Where a booking stands: locked, changed and written down by one way for every verb."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import today
from museum.refusals import refuse
from museum.visits.models import Booking, BookingEntry
from museum.visits.permissions import demand

Act = BookingEntry.Act
Status = Booking.Status


def locked(booking: Booking) -> Booking:
    return Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)


def check_open(booking: Booking) -> None:
    """Refuse (code "closed_booking") what was refused, cancelled or has come."""
    if not booking.is_open:
        refuse(None, _("This booking is closed: %(status)s.")
               % {"status": booking.get_status_display()}, "closed_booking")  # fmt: skip


def check_own(booking: Booking, *, by) -> None:
    """Refuse by code: forbidden, closed_booking, past. Until the day begins visitors change it."""
    if by is not None:
        demand(by, "arrange")
    check_open(booking)
    if by is None and booking.day <= today():
        refuse(None, _("It is the day of the visit. Please call the museum."), "past")


def set_status(booking: Booking, status, act, *, by) -> Booking:
    """Save booking with its new status and write down what was done."""
    booking.status = status
    booking.save()
    record(booking, act, by=by)
    return booking


def record(booking: Booking, act, *, by, key=None) -> None:
    """Write an entry and a line of the ledger. by is nobody where the visitors did it themselves."""
    entry = BookingEntry.objects.create(
        uuid=key or uuid.uuid4(), booking=booking, act=act, day=booking.day, size=booking.size,
        times=max(1, booking.seats.count()), by=by, happened_at=timezone.now(),
    )  # fmt: skip
    ledger.write_entry(f"visits.booking_{act}", booking, entry, rows=(booking,), entry=entry.pk,
                       day=booking.day.isoformat(), persons=booking.size)  # fmt: skip
