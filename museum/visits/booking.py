"""预约: book, change, cancel, by the visitors themselves or by telephone. No time is overbooked."""

import datetime
import uuid

from django.db import transaction

from museum import ledger, numbering
from museum.clock import today
from museum.reading.figures import in_one_width
from museum.visits import contacting, opening
from museum.visits.capacity import Share
from museum.visits.models import BookedDay, Booking, Seat, Slot
from museum.visits.status import Act, Status, check_own, locked, record, set_status
from museum.visits.wishing import Wish, check_book, check_day

__all__ = ["Share", "Wish", "again", "asked_by", "book", "cancel", "change", "check_book", "check_own",
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
    number, earlier = numbering.allot_once(Booking, key, SERIES, year=year)
    if earlier:
        return earlier
    check_day(wish.day, by_staff=by is not None)
    slots = _lock(wish)
    check_book(wish, by=by)
    booking = Booking.objects.create(
        uuid=key,
        label=numbering.label(PREFIX, number, year=year, width=4),
        contact=contacting.remember(wish.name, wish.phone, day=wish.day),
        by_telephone=by is not None,
        status=Status.CONFIRMED if by else Status.ASKED,
        **_facts(wish),
    )
    _take_places(booking, wish, slots)
    record(booking, Act.ASKED, by=by, key=ledger.row_key(key, "entry"))
    return booking


def _lock(wish: Wish) -> dict[datetime.time, Slot]:
    """Lock the day asked for, and return the times asked for, made where they are missing.

    What is free is added up after this, so that two bookings cannot both take the last places.
    """
    BookedDay.objects.get_or_create(day=wish.day)
    BookedDay.objects.select_for_update().get(day=wish.day)
    spans = {span.opens: span for span in opening.slots(wish.day)}
    found = {}
    for starts_at in sorted({share.starts_at for share in wish.shares} & spans.keys()):
        found[starts_at], _made = Slot.objects.get_or_create(
            day=wish.day, starts_at=starts_at, ends_at=spans[starts_at].closes
        )
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


def _take_places(booking: Booking, wish: Wish, slots: dict[datetime.time, Slot]) -> None:
    booking.seats.all().delete()
    for share in wish.shares:
        Seat.objects.create(booking=booking, slot=slots[share.starts_at], persons=share.persons)


@transaction.atomic
def change(booking: Booking, wish: Wish, *, by=None) -> Booking:
    """Move a booking to another time or size. Its old places are free in the same moment."""
    booking = locked(booking)
    check_own(booking, by=by)
    check_day(wish.day, by_staff=by is not None)
    slots = _lock(wish)
    check_book(wish, by=by, but=booking)
    for name, value in _facts(wish).items():
        setattr(booking, name, value)
    # What staff confirmed for another day has to be confirmed again.
    booking.status = Status.CONFIRMED if by else Status.ASKED
    booking.save()
    contacting.change(booking.contact_id, wish.name, wish.phone, day=wish.day)
    _take_places(booking, wish, slots)
    record(booking, Act.CHANGED, by=by)
    booking.refresh_from_db()
    return booking


@transaction.atomic
def cancel(booking: Booking, *, by=None) -> Booking:
    """They do not come. Their places are free again; cancelling twice cancels once."""
    booking = locked(booking)
    if booking.status == Status.CANCELLED:
        return booking
    check_own(booking, by=by)
    return set_status(booking, Status.CANCELLED, Act.CANCELLED, by=by)


def with_code(code: str) -> Booking | None:
    """Return the booking of an unguessable code, however it was typed."""
    plain = "".join(sign for sign in in_one_width(code).upper() if sign.isalnum())[:32]
    return Booking.objects.select_related("contact").filter(code=plain).first()


def asked_by(booking: Booking) -> dict:
    """Return what a form begins with that changes booking."""
    seats = list(booking.seats.select_related("slot").order_by("slot__starts_at"))
    plain = ("day", "size", "kind", "origin", "organisation", "wants_guide", "wishes")
    return {name: getattr(booking, name) for name in plain} | {
        "time": f"{seats[0].slot.starts_at:%H:%M}" if seats else "",
        "in_two": len(seats) > 1,
        "name": booking.contact.name,
        "agreed": bool(booking.notice_version),
    }


def again(booking: Booking) -> dict:
    """Return what a new booking begins with that is made after an old one: day, hour, telephone and
    the consent are asked anew."""
    asked = asked_by(booking)
    return {name: asked[name] for name in asked.keys() - {"day", "time", "in_two", "agreed"}}
