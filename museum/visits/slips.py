"""The slip of one visit, on paper or on the screen: what stands on it, and what cannot."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum import times
from museum.campaigns import Campaign
from museum.clock import LEEWAY, at, day_of, now, time_in_words, today
from museum.people import meeting
from museum.people.models import Person
from museum.plausible import check_past
from museum.refusals import ask_all, refuse
from museum.visits.models import Origin, Visit, VisitContact

MOST = 5000


@dataclass(frozen=True)
class Caller:
    """Whom to call: a name and a telephone number as they were told."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class Tour:
    """One batch of a group, with its guide where it had one."""

    persons: int
    guide: Person | None = None


@dataclass(frozen=True)
class Slip:
    """What stands on the slip of one visit, on paper or on the screen.

    persons is the total; whoever is neither pupil nor teacher nor elder is counted as others.
    organisations are known ones or names; a name that is not known yet becomes known.
    """

    persons: int
    origin: str = ""
    kind: str = Visit.Kind.OTHER
    organisations: Sequence[Person | str] = ()
    day: datetime.date | None = None
    arrived_at: datetime.time | None = None
    left_at: datetime.time | None = None
    pupils: int = 0
    teachers: int = 0
    elders: int = 0
    is_estimated: bool = False
    tours: Sequence[Tour] = ()
    leader: Caller | None = None
    companions: Sequence[Caller] = ()
    purpose: str = ""
    remarks: str = ""
    campaign: Campaign | None = None
    from_paper: bool = False
    # Somebody was asked whether a name not known yet is a body that is, and said no.
    bodies_are_new: bool = False

    @property
    def others(self) -> int:
        return self.persons - self.pupils - self.teachers - self.elders


def check_slip(slip: Slip) -> None:
    """Refuse by code: year, future, same_body, nobody, origin, parts, times, batches. All is said at
    once."""
    ask_all(
        lambda: check_past(slip.day or today()),
        lambda: _check_bodies(slip),
        lambda: _check_persons(slip),
        lambda: _check_origin(slip),
        lambda: _check_times(slip),
        lambda: _check_tours(slip),
    )


def _check_bodies(slip: Slip) -> None:
    """Refuse (code "same_body") a name that may be another writing of a body that is known."""
    for each in slip.organisations:
        if isinstance(each, str) and each.strip():
            meeting.check_body(each.strip(), field="organisations", is_new=slip.bodies_are_new)


def _check_persons(slip: Slip) -> None:
    if not 1 <= slip.persons <= MOST:
        refuse("persons", _("How many were they? From 1 to %(most)s.") % {"most": MOST}, "nobody")
    if slip.others < 0:
        refuse("persons", _("Pupils, teachers and elders are %(parts)s together, more than "
                            "%(persons)s in all. Look again.")
               % {"parts": slip.persons - slip.others, "persons": slip.persons}, "parts")  # fmt: skip


def _check_origin(slip: Slip) -> None:
    if slip.origin not in Origin.values:
        refuse("origin", _("Where did they come from? Choose one."), "origin")


def _check_tours(slip: Slip) -> None:
    if slip.tours and sum(tour.persons for tour in slip.tours) != slip.persons:
        refuse("tours", _("The batches are %(parts)s people together, the visit has %(persons)s. "
                          "Both must be the same.")
               % {"parts": sum(tour.persons for tour in slip.tours), "persons": slip.persons},
               "batches")  # fmt: skip
    if any(tour.persons < 1 for tour in slip.tours):
        refuse("tours", _("A batch has at least one person."), "batches")


def _check_times(slip: Slip) -> None:
    if (
        slip.arrived_at
        and slip.left_at
        and not (slip.arrived_at == slip.left_at or times.is_a_span(slip.arrived_at, slip.left_at))
    ):
        refuse("left_at", _("They would have left before they came. Look again."), "times")
    _check_has_been(slip)


def _check_has_been(slip: Slip) -> None:
    """Refuse (code "future") an hour that is still to come: 23:50 typed at 15:20."""
    latest, day = now() + LEEWAY, slip.day or today()
    if day > day_of(latest):
        return  # of a day still to come the day itself is refused
    if slip.arrived_at and at(day, slip.arrived_at) > latest:
        refuse("arrived_at", _("%(time)s is still to come. Look at the time again.")
               % {"time": time_in_words(slip.arrived_at)}, "future")  # fmt: skip
    if slip.left_at:
        past_midnight = slip.arrived_at and slip.left_at < slip.arrived_at
        on = day + datetime.timedelta(days=1) if past_midnight else day
        if at(on, slip.left_at) > latest:
            refuse("left_at", _("%(time)s is still to come. Write it down when they have gone.")
                   % {"time": time_in_words(slip.left_at)}, "future")  # fmt: skip


def slip_of(visit: Visit) -> Slip:
    """Return the slip as visit has it, to begin a correction from."""
    contacts = list(visit.contacts.all())
    callers = {role: [Caller(each.contact.name, each.contact.phone) for each in contacts
                      if each.role == role] for role in VisitContact.Role}  # fmt: skip
    return Slip(
        persons=visit.persons,
        origin=visit.origin,
        kind=visit.kind,
        organisations=[each.organisation for each in visit.organisations.all()],
        day=visit.day,
        arrived_at=visit.arrived_at,
        left_at=visit.left_at,
        pupils=visit.pupils,
        teachers=visit.teachers,
        elders=visit.elders,
        is_estimated=visit.is_estimated,
        tours=[Tour(each.persons, each.guide) for each in visit.batches.all()],
        leader=next(iter(callers[VisitContact.Role.LEADER]), None),
        companions=callers[VisitContact.Role.COMPANION],
        purpose=visit.purpose,
        remarks=visit.remarks,
        campaign=visit.campaign,
        from_paper=visit.from_paper,
    )
