"""What whoever is on duty does with a booking: yes, no with words, a guide, 到了."""

from django.db import transaction
from django.utils.translation import gettext as _

from museum import clock, ledger
from museum.clock import time_of
from museum.people.models import Person
from museum.refusals import refuse
from museum.visits import visiting
from museum.visits.models import Booking, Visit
from museum.visits.opening import is_open
from museum.visits.permissions import demand
from museum.visits.status import Act, Status, check_open, locked, set_status


@transaction.atomic
def confirm(booking: Booking, *, by, answer: str = "") -> Booking:
    """Say yes. Refuses by code: forbidden, closed_booking, closed."""
    demand(by, "arrange")
    booking = locked(booking)
    check_open(booking)
    if not is_open(booking.day):
        refuse(None, _("On %(day)s the museum is closed. Open that day under the opening hours first, or "
                       "turn them down.") % {"day": clock.day_in_words(booking.day)}, "closed")  # fmt: skip
    booking.answer = answer
    return set_status(booking, Status.CONFIRMED, Act.CONFIRMED, by=by)


@transaction.atomic
def turn_down(booking: Booking, answer: str, *, by) -> Booking:
    """Say no, with words that the visitors read. Refuses without words (code "no_words")."""
    demand(by, "arrange")
    booking = locked(booking)
    check_open(booking)
    if not answer.strip():
        refuse("answer", _("Say why, in a sentence that they will read."), "no_words")
    booking.answer = answer.strip()
    return set_status(booking, Status.REFUSED, Act.REFUSED, by=by)


@transaction.atomic
def give_guide(booking: Booking, guide: Person | None, *, by) -> Booking:
    """Say who guides them, or that nobody does."""
    demand(by, "arrange")
    booking = locked(booking)
    check_open(booking)
    booking.guide = guide
    return set_status(booking, booking.status, Act.GUIDED, by=by)


@transaction.atomic
def arrive(booking: Booking, persons: int, *, by, origin: str = "", body: Person | None = None,
           body_is_new: bool = False, key=None) -> Visit:  # fmt: skip
    """They are here, so many: the booking becomes a visit. A second tap returns the same visit.

    body: whom the museum knows by another name than stands on the booking."""
    demand(by, "arrange")
    booking = locked(booking)
    if booking.visit_id:
        return booking.visit  # type: ignore[return-value]  # it has one
    check_open(booking)
    if booking.day != clock.today():
        refuse(None, _("This booking is for %(day)s.") % {"day": clock.day_in_words(booking.day)},
               "not_today")  # fmt: skip
    slip = visiting.Slip(
        persons=persons,
        origin=origin or booking.origin,
        kind=booking.kind,
        organisations=[body or booking.organisation] if body or booking.organisation else [],
        bodies_are_new=body_is_new,
        day=booking.day,
        arrived_at=time_of(clock.now()),
        tours=[visiting.Tour(persons, booking.guide)] if booking.guide_id else [],
    )
    visit = visiting.receive(slip, by=by, key=key or ledger.row_key(booking.uuid, "visit"))
    visiting.add_leader(visit, booking.contact)
    booking.visit = visit
    set_status(booking, Status.ARRIVED, Act.ARRIVED, by=by)
    return visit
