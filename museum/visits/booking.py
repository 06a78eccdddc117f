"""预约: book, change, cancel, by the visitors themselves or by telephone. No time is overbooked."""

import datetime
import uuid

from django.db import transaction

from museum import ledger, numbering
from museum.visits import contacting, opening
from museum.visits.days import today
from museum.visits.models import Booking, Seat, Slot
from museum.visits.room import Share
from museum.visits.standing import Act, Standing, check_own, locked, record, stand
from museum.visits.wishing import Wish, check_book

__all__ = ["Share", "Wish", "asked_by", "book", "cancel", "change", "check_book", "check_own",
           "with_code"]  # fmt: skip

SERIES = "booking"
PREFIX = "YY"


@transaction.atomic
def book(wish: Wish, *, by=None, key: uuid.UUID | None = None) -> Booking:
    """Take the places and write the booking down; by staff it is confirmed at once.

    The same key again returns the booking that was made with it.
    """
    key = key or uuid.uuid4()
    year = today().year
    number = numbering.allot(SERIES, year=year)
    earlier = Booking.objects.filter(uuid=key).first()
    if earlier:
        numbering.give_back(SERIES, year=year)
        return earlier
    slots = _lock(wish)
    check_book(wish, by=by)
    booking = Booking.objects.create(
        uuid=key,
        label=numbering.label(PREFIX, number, year=year, width=4),
        contact=contacting.remember(wish.name, wish.phone, day=wish.day),
        by_telephone=by is not None,
        standing=Standing.CONFIRMED if by else Standing.ASKED,
        **_facts(wish),
    )
    _sit(booking, wish, slots)
    record(booking, Act.ASKED, by=by, key=ledger.row_key(key, "entry"))
    return booking


def _lock(wish: Wish) -> dict[datetime.time, Slot]:
    """Lock the rows of the times asked for, in the order of time, and make those that are missing.

    What is free is added up after this, so that two bookings cannot both take the last places.
    """
    spans = {span.opens: span for span in opening.slots(wish.day)}
    found = {}
    for starts_at in sorted({share.starts_at for share in wish.shares} & spans.keys()):
        Slot.objects.get_or_create(
            day=wish.day, starts_at=starts_at, defaults={"ends_at": spans[starts_at].closes}
        )
        found[starts_at] = Slot.objects.select_for_update().get(day=wish.day, starts_at=starts_at)
    return found


def _facts(wish: Wish) -> dict:
    return {
        "day": wish.day,
        "size": wish.size,
        "kind": wish.kind,
        "origin": wish.origin,
        "organisation": " ".join(wish.organisation.split()),
        "wants_guide": wish.wants_guide,
        "wishes": wish.wishes,
        "notice_version": wish.notice_version,
    }


def _sit(booking: Booking, wish: Wish, slots: dict[datetime.time, Slot]) -> None:
    booking.seats.all().delete()
    for share in wish.shares:
        Seat.objects.create(booking=booking, slot=slots[share.starts_at], persons=share.persons)


@transaction.atomic
def change(booking: Booking, wish: Wish, *, by=None) -> Booking:
    """Move a booking to another time or size. Its old places are free in the same moment."""
    booking = locked(booking)
    check_own(booking, by=by)
    slots = _lock(wish)
    check_book(wish, by=by, but=booking)
    for name, value in _facts(wish).items():
        setattr(booking, name, value)
    # What staff confirmed for another day has to be confirmed again.
    booking.standing = Standing.CONFIRMED if by else Standing.ASKED
    booking.save()
    contacting.change(booking.contact_id, wish.name, wish.phone, day=wish.day)
    _sit(booking, wish, slots)
    record(booking, Act.CHANGED, by=by)
    booking.refresh_from_db()
    return booking


@transaction.atomic
def cancel(booking: Booking, *, by=None) -> Booking:
    """They do not come. Their places are free again; cancelling twice cancels once."""
    booking = locked(booking)
    if booking.standing == Standing.CANCELLED:
        return booking
    check_own(booking, by=by)
    return stand(booking, Standing.CANCELLED, Act.CANCELLED, by=by)


def with_code(code: str) -> Booking | None:
    """Return the booking of an unguessable code, however it was typed."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())[:32]
    return Booking.objects.select_related("contact").filter(code=plain).first()


def asked_by(booking: Booking) -> dict:
    """Return what a form begins with that changes booking."""
    seats = list(booking.seats.select_related("slot").order_by("slot__starts_at"))
    plain = ("day", "size", "kind", "origin", "organisation", "wants_guide", "wishes")
    return {name: getattr(booking, name) for name in plain} | {
        "time": f"{seats[0].slot.starts_at:%H:%M}" if seats else "",
        "name": booking.contact.name,
        "agreed": bool(booking.notice_version),
    }
