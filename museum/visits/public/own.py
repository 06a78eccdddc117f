"""One's own booking: made, found, changed and cancelled by its code. No row of the register goes out."""

import uuid

from museum.visits import booking as bookings
from museum.visits.booking_form import BookingForm
from museum.visits.finding import FindForm
from museum.visits.models import Booking
from museum.visits.public.booked import PublicBooking, shown
from museum.visits.throttling import count_booking


class NoSuchBooking(LookupError):
    """No booking has this code."""


def _with(code: str) -> Booking:
    found = bookings.with_code(code)
    if found is None:
        raise NoSuchBooking(code)
    return found


def booking_of(code: str) -> PublicBooking:
    """Return the booking of an unguessable code, however it was typed. Raises NoSuchBooking."""
    return shown(_with(code))


def form_to_book(data=None, *, day: str = "", again: str = "") -> BookingForm:
    """Return the form of a new booking; again: the code of one that it is made after."""
    if data is not None:
        return BookingForm(data)
    earlier = bookings.with_code(again) if again else None
    initial = bookings.again(earlier) if earlier else {}
    return BookingForm(initial=initial | {"day": day})


def form_to_change(code: str, data=None, *, day: str = "") -> BookingForm:
    """Return the form that begins with what is booked; day: another one to look at."""
    own = _with(code)
    if data is not None:
        return BookingForm(data, own=own)
    initial = bookings.asked_by(own)
    return BookingForm(initial=initial | ({"day": day} if day else {}), own=own)


def book(form: BookingForm, *, address: str, key: uuid.UUID) -> str:
    """Book what a valid form asks for and return the code. Refuses by the codes of booking.book, and
    too_often."""
    count_booking(address)
    return bookings.book(form.wish(), key=key).code


def change(code: str, form: BookingForm, *, address: str) -> None:
    """Change the booking to what a valid form asks for. Refuses as booking.change does, and too_often."""
    count_booking(address)
    bookings.change(_with(code), form.wish())


def cancel(code: str) -> None:
    """Cancel the booking. Refuses as booking.cancel does."""
    bookings.cancel(_with(code))


def find(form: FindForm, *, address: str) -> str:
    """Return the code of the booking that a sent form leads to, "" where none does; the form then says
    why."""
    found = form.found(address)
    return found.code if found else ""


def calendar_file(code: str, museum, url: str) -> tuple[str, bytes]:
    """Return the booking's number and its calendar file."""
    from museum.visits import calendar  # icalendar: most of a server's processes never need it

    found = _with(code)
    return found.label, calendar.file(found, museum=museum.name, address=museum.address, url=url)
