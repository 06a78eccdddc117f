"""Contact data of visits is removed when its time is over, or when somebody asks for it earlier
(个人信息保护法 §19, §47). That they came, and how many, stays."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import today
from museum.people.forgetting import empty
from museum.people.models import Contact, ContactQuerySet
from museum.refusals import refuse
from museum.visits.contacting import months_from
from museum.visits.models import Booking, VisitSettings
from museum.visits.permissions import demand

Status = Booking.Status


@transaction.atomic
def forget_contacts(on: datetime.date | None = None) -> dict[str, int]:
    """Empty the contacts whose promised time is over, or the time in the settings where that has
    become shorter.

    Returns how many contacts and wishes were removed: numbers, never names.
    """
    day = on or today()
    before = months_from(day, -VisitSettings.load().contact_months)
    due = Contact.objects.not_forgotten().filter(
        Q(kept_until__lt=day) | Q(needed_on__lt=before), purpose=Contact.Purpose.VISIT
    )
    return _remove(due)


def check_forget(contact: Contact, *, by) -> None:
    """Refuse by code: forbidden, open."""
    demand(by, "arrange")
    waiting = contact.bookings.filter(status__in=Booking.OPEN, day__gte=today()).first()
    if waiting:
        refuse(None, _("%(label)s is still open: without a number nobody can be called. Cancel it "
                       "first.") % {"label": waiting.label}, "open")  # fmt: skip


@transaction.atomic
def forget(contact: Contact, *, by) -> None:
    """Empty one contact now, because they ask for it, and write down that it was done."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    check_forget(contact, by=by)
    if contact.forgotten_at:
        return
    _remove(Contact.objects.filter(pk=contact.pk))
    ledger.write("visits.contact_removed", contact, by=by, happened_at=timezone.now())


def _remove(contacts: ContactQuerySet) -> dict[str, int]:
    bookings = Booking.objects.filter(contact__in=contacts)
    wishes = bookings.exclude(wishes="", answer="").count()
    # A refusal keeps that it had words, not which.
    bookings.filter(status=Status.REFUSED).update(wishes="", answer="—")
    bookings.exclude(status=Status.REFUSED).update(wishes="", answer="")
    return {"contacts": empty(contacts), "wishes": wishes}
