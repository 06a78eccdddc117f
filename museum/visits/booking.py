"""预约: book, change, cancel, confirm, turn down, give a guide, arrive. No time is overbooked."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger, numbering
from museum.people.models import Person
from museum.refusals import refuse
from museum.visits import opening, visiting
from museum.visits.days import today, words
from museum.visits.models import (
    Booking,
    BookingEntry,
    Contact,
    Seat,
    Slot,
    Visit,
    Visiting,
)
from museum.visits.permissions import demand
from museum.visits.room import Share, check_places, clock, first_day, free, last_day

SERIES = "booking"
PREFIX = "YY"
Act = BookingEntry.Act
Standing = Booking.Standing


@dataclass(frozen=True)
class Wish:
    """What is asked for: by the public form and, on the telephone, by whoever is on duty."""

    day: datetime.date
    shares: Sequence[Share]
    name: str
    phone: str
    organisation: str = ""
    kind: str = Visit.Kind.OTHER
    origin: str = ""
    wants_guide: bool = False
    wishes: str = ""
    notice_version: str = ""

    @property
    def size(self) -> int:
        return sum(share.persons for share in self.shares)


def check_book(wish: Wish, *, by, but: Booking | None = None) -> None:
    """Refuse by code: forbidden, not_taken, too_early, too_late, closed, no_time, nobody, no_name,
    no_phone, full. by is nobody where visitors book themselves."""
    if by is not None:
        demand(by, "arrange")
    check_day(wish.day, by=by)
    if wish.size < 1 or any(share.persons < 1 for share in wish.shares):
        refuse("size", _("How many are you?"), "nobody")
    if not wish.name.strip():
        refuse("name", _("Whom may we ask for?"), "no_name")
    if not wish.phone.strip():
        refuse("phone", _("Under which number can we reach you?"), "no_phone")
    times = {each.span.opens: each.left for each in free(wish.day, but=but)}
    for share in wish.shares:
        if share.starts_at not in times:
            refuse("time", _("On %(day)s no visit begins at %(time)s. Choose one of the times.")
                   % {"day": words(wish.day), "time": clock(share.starts_at)}, "no_time")  # fmt: skip
        check_places(share, times[share.starts_at])


def check_day(day: datetime.date, *, by) -> None:
    """Refuse by code: not_taken, past, too_early, too_late, closed."""
    setting = Visiting.load()
    if day < today():
        refuse("day", _("%(day)s is over. Choose a day to come.") % {"day": words(day)}, "past")
    if by is None:
        if not setting.takes_bookings:
            refuse(None, _("Bookings are by telephone at the moment."), "not_taken")
        if day < first_day():
            refuse("day", _("Please book %(days)s days before. The first day is %(day)s.")
                   % {"days": setting.days_ahead, "day": words(first_day())}, "too_early")  # fmt: skip
        if day > last_day():
            refuse("day", _("Bookings are open until %(day)s.") % {"day": words(last_day())},
                   "too_late")  # fmt: skip
    if not opening.is_open(day):
        refuse("day", _("On %(day)s the museum is closed. Choose another day.")
               % {"day": words(day)}, "closed")  # fmt: skip


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
        contact=Contact.objects.create(
            name=wish.name.strip(), phone=wish.phone, needed_on=wish.day
        ),
        by_telephone=by is not None,
        standing=Standing.CONFIRMED if by else Standing.ASKED,
        **_facts(wish),
    )
    _sit(booking, wish, slots)
    _record(booking, Act.ASKED, by=by, key=ledger.row_key(key, "entry"))
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


def _record(booking: Booking, act, *, by, key=None) -> None:
    key = key or uuid.uuid4()
    now = timezone.now()
    entry = BookingEntry.objects.create(uuid=key, booking=booking, act=act, day=booking.day,
                                        size=booking.size, by=by, happened_at=now)  # fmt: skip
    if by is not None:
        ledger.write(f"visits.booking_{act}", booking, by=by, happened_at=now, key=key,
                     entry=entry.pk, day=booking.day.isoformat(), persons=booking.size)  # fmt: skip


def _locked(booking: Booking) -> Booking:
    return Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)


def _check_open(booking: Booking) -> None:
    if not booking.is_open:
        refuse(None, _("This booking is closed: %(standing)s.")
               % {"standing": booking.get_standing_display()}, "closed_booking")  # fmt: skip


def check_own(booking: Booking, *, by) -> None:
    """Refuse by code: forbidden, closed_booking, past. Until the day begins visitors change it."""
    if by is not None:
        demand(by, "arrange")
    _check_open(booking)
    if by is None and booking.day <= today():
        refuse(None, _("It is the day of the visit. Please call the museum."), "past")


@transaction.atomic
def change(booking: Booking, wish: Wish, *, by=None) -> Booking:
    """Move a booking to another time or size. Its old places are free in the same moment."""
    booking = _locked(booking)
    check_own(booking, by=by)
    slots = _lock(wish)
    check_book(wish, by=by, but=booking)
    for name, value in _facts(wish).items():
        setattr(booking, name, value)
    # What staff confirmed for another day has to be confirmed again.
    booking.standing = Standing.CONFIRMED if by else Standing.ASKED
    booking.save()
    Contact.objects.filter(pk=booking.contact_id).update(
        name=wish.name.strip(), phone=wish.phone, needed_on=wish.day
    )
    _sit(booking, wish, slots)
    _record(booking, Act.CHANGED, by=by)
    booking.refresh_from_db()
    return booking


@transaction.atomic
def cancel(booking: Booking, *, by=None) -> Booking:
    """They do not come. Their places are free again; cancelling twice cancels once."""
    booking = _locked(booking)
    if booking.standing == Standing.CANCELLED:
        return booking
    check_own(booking, by=by)
    return _stand(booking, Standing.CANCELLED, Act.CANCELLED, by=by)


@transaction.atomic
def confirm(booking: Booking, *, by, answer: str = "") -> Booking:
    """Say yes."""
    demand(by, "arrange")
    booking = _locked(booking)
    _check_open(booking)
    booking.answer = answer
    return _stand(booking, Standing.CONFIRMED, Act.CONFIRMED, by=by)


@transaction.atomic
def turn_down(booking: Booking, answer: str, *, by) -> Booking:
    """Say no, with words that the visitors read. Refuses without words (code "no_words")."""
    demand(by, "arrange")
    booking = _locked(booking)
    _check_open(booking)
    if not answer.strip():
        refuse("answer", _("Say why, in a sentence that they will read."), "no_words")
    booking.answer = answer.strip()
    return _stand(booking, Standing.REFUSED, Act.REFUSED, by=by)


@transaction.atomic
def give_guide(booking: Booking, guide: Person | None, *, by) -> Booking:
    """Say who guides them, or that nobody does."""
    demand(by, "arrange")
    booking = _locked(booking)
    _check_open(booking)
    booking.guide = guide
    return _stand(booking, booking.standing, Act.GUIDED, by=by)


def _stand(booking: Booking, standing, act, *, by) -> Booking:
    booking.standing = standing
    booking.save()
    _record(booking, act, by=by)
    return booking


@transaction.atomic
def arrive(booking: Booking, persons: int, *, by, origin: str = "", key=None) -> Visit:
    """They are here, so many: the booking becomes a visit. A second tap returns the same visit."""
    demand(by, "arrange")
    booking = _locked(booking)
    if booking.visit_id:
        return booking.visit
    _check_open(booking)
    if booking.day != today():
        refuse(None, _("This booking is for %(day)s.") % {"day": words(booking.day)}, "not_today")
    now = timezone.now().astimezone(numbering.SHANGHAI)
    slip = visiting.Slip(
        persons=persons,
        origin=origin or booking.origin,
        kind=booking.kind,
        organisations=[booking.organisation] if booking.organisation else [],
        day=booking.day,
        arrived_at=now.time().replace(second=0, microsecond=0),
        tours=[visiting.Tour(persons, booking.guide)] if booking.guide_id else [],
    )
    visit = visiting.receive(slip, by=by, key=key or ledger.row_key(booking.uuid, "visit"))
    visiting.hang(visit, booking.contact)
    booking.visit = visit
    _stand(booking, Standing.ARRIVED, Act.ARRIVED, by=by)
    return visit


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
        "phone": booking.contact.phone,
        "agreed": bool(booking.notice_version),
    }
