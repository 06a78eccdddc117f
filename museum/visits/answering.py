"""What whoever is on duty does with a booking: yes, no with words, a guide, 到了."""

from django.db import transaction
from django.utils.translation import gettext as _

from museum import ledger
from museum.people.models import Person
from museum.refusals import refuse
from museum.visits import days, visiting
from museum.visits.models import Booking, Visit
from museum.visits.permissions import demand
from museum.visits.standing import Act, Standing, check_open, locked, stand


@transaction.atomic
def confirm(booking: Booking, *, by, answer: str = "") -> Booking:
    """Say yes."""
    demand(by, "arrange")
    booking = locked(booking)
    check_open(booking)
    booking.answer = answer
    return stand(booking, Standing.CONFIRMED, Act.CONFIRMED, by=by)


@transaction.atomic
def turn_down(booking: Booking, answer: str, *, by) -> Booking:
    """Say no, with words that the visitors read. Refuses without words (code "no_words")."""
    demand(by, "arrange")
    booking = locked(booking)
    check_open(booking)
    if not answer.strip():
        refuse("answer", _("Say why, in a sentence that they will read."), "no_words")
    booking.answer = answer.strip()
    return stand(booking, Standing.REFUSED, Act.REFUSED, by=by)


@transaction.atomic
def give_guide(booking: Booking, guide: Person | None, *, by) -> Booking:
    """Say who guides them, or that nobody does."""
    demand(by, "arrange")
    booking = locked(booking)
    check_open(booking)
    booking.guide = guide
    return stand(booking, booking.standing, Act.GUIDED, by=by)


@transaction.atomic
def arrive(booking: Booking, persons: int, *, by, origin: str = "", key=None) -> Visit:
    """They are here, so many: the booking becomes a visit. A second tap returns the same visit."""
    demand(by, "arrange")
    booking = locked(booking)
    if booking.visit_id:
        return booking.visit
    check_open(booking)
    if booking.day != days.today():
        refuse(None, _("This booking is for %(day)s.") % {"day": days.words(booking.day)},
               "not_today")  # fmt: skip
    slip = visiting.Slip(
        persons=persons,
        origin=origin or booking.origin,
        kind=booking.kind,
        organisations=[booking.organisation] if booking.organisation else [],
        day=booking.day,
        arrived_at=days.now().time().replace(second=0, microsecond=0),
        tours=[visiting.Tour(persons, booking.guide)] if booking.guide_id else [],
    )
    visit = visiting.receive(slip, by=by, key=key or ledger.row_key(booking.uuid, "visit"))
    visiting.hang(visit, booking.contact)
    booking.visit = visit
    stand(booking, Standing.ARRIVED, Act.ARRIVED, by=by)
    return visit
