"""团体参观: write down a group, correct its line, strike it out. Every change is a line of its own."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger, numbering
from museum.clock import at, today
from museum.people.models import Contact
from museum.refusals import refuse
from museum.visits import contacting
from museum.visits.models import Batch, Visit, VisitContact, VisitOrganisation
from museum.visits.organisations import all_of
from museum.visits.permissions import demand
from museum.visits.slips import Caller, Slip, Tour, check_slip, slip_of

__all__ = [
    "Caller",
    "Slip",
    "Tour",
    "add_leader",
    "check_correct",
    "check_receive",
    "correct",
    "receive",
    "slip_of",
    "strike_out",
]  # fmt: skip

SERIES = "visit"
PREFIX = "CG"


def check_receive(slip: Slip, *, by) -> None:
    """Refuse by code: forbidden, and what check_slip refuses."""
    demand(by, "write")
    check_slip(slip)


@transaction.atomic
def receive(slip: Slip, *, by, key: uuid.UUID | None = None) -> Visit:
    """Write the visit down. The same key again returns the visit that was written with it."""
    check_receive(slip, by=by)
    key = key or uuid.uuid4()
    year = (slip.day or today()).year
    number, earlier = numbering.allot_once(Visit, key, SERIES, year=year)
    if earlier:
        return earlier
    label = numbering.label(PREFIX, number, year=year, width=4)
    return _line(slip, by=by, key=key, act="visits.received",
                 year=year, number=number, label=label)  # fmt: skip


def check_correct(visit: Visit, slip: Slip, *, by, reason: str) -> None:
    """Refuse by code: forbidden, no_reason, corrected, void, and what check_slip refuses."""
    demand(by, "correct")
    _check_line(visit, reason)
    check_slip(slip)


def _check_line(visit: Visit, reason: str) -> None:
    if not reason.strip():
        refuse("reason", _("Why is it corrected? A few words."), "no_reason")
    if Visit.objects.filter(supersedes=visit).exists():
        refuse(None, _("Somebody has corrected %(label)s meanwhile. Look at it again first.")
               % {"label": visit.label}, "corrected")  # fmt: skip
    if visit.is_void:
        refuse(None, _("%(label)s was struck out.") % {"label": visit.label}, "void")


@transaction.atomic
def correct(visit: Visit, slip: Slip, *, by, reason: str, key: uuid.UUID | None = None) -> Visit:
    """Write a line that counts instead of visit. The line before stays to be read."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if key and (earlier := Visit.objects.filter(uuid=key).first()):
        return earlier
    check_correct(visit, slip, by=by, reason=reason)
    return _line(slip, by=by, key=key or uuid.uuid4(), act="visits.corrected", supersedes=visit,
                 reason=reason.strip(), year=visit.year, number=visit.number,
                 label=visit.label)  # fmt: skip


@transaction.atomic
def strike_out(visit: Visit, *, by, reason: str, key: uuid.UUID | None = None) -> Visit:
    """Write that this visit was never: written down twice, or by mistake."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if key and (earlier := Visit.objects.filter(uuid=key).first()):
        return earlier
    demand(by, "correct")
    _check_line(visit, reason)
    return _line(slip_of(visit), by=by, key=key or uuid.uuid4(), act="visits.struck_out",
                 supersedes=visit, reason=reason.strip(), is_void=True, year=visit.year,
                 number=visit.number, label=visit.label)  # fmt: skip


def add_leader(visit: Visit, contact: Contact) -> None:
    """Write that contact led this visit. For verbs: a booking's contact leads what it becomes."""
    VisitContact.objects.create(visit=visit, contact=contact, role=VisitContact.Role.LEADER)


def _line(slip: Slip, *, by, key, act, supersedes=None, is_void=False, **more) -> Visit:
    day = slip.day or today()
    happened_at = min(at(day, slip.arrived_at), timezone.now())
    visit = Visit.objects.create(
        uuid=key, by=by, happened_at=happened_at, supersedes=supersedes, is_void=is_void,
        day=day, arrived_at=slip.arrived_at, left_at=slip.left_at, kind=slip.kind,
        origin=slip.origin, pupils=slip.pupils, teachers=slip.teachers, elders=slip.elders,
        others=slip.others, persons=slip.persons, is_estimated=slip.is_estimated,
        purpose=slip.purpose, remarks=slip.remarks, campaign=slip.campaign,
        from_paper=slip.from_paper, **more,
    )  # fmt: skip
    organisations = all_of(slip, by=by)
    parts = [
        VisitOrganisation.objects.create(visit=visit, organisation=each) for each in organisations
    ] + [
        Batch.objects.create(visit=visit, number=number, persons=tour.persons, guide=tour.guide)
        for number, tour in enumerate(slip.tours, start=1)
    ]
    _contacts(visit, slip, supersedes)
    ledger.write(act, visit, by=by, happened_at=timezone.now(), key=key,
                 rows=(visit, *parts), day=day.isoformat(), persons=visit.persons, pupils=visit.pupils, origin=visit.origin, kind=visit.kind,
                 organisations=[each.pk for each in organisations],
                 supersedes=supersedes.pk if supersedes else None)  # fmt: skip
    return visit


def _contacts(visit: Visit, slip: Slip, supersedes: Visit | None) -> None:
    """Hang the callers on visit. Who stood on the line before stays the same contact, so that
    removing it later removes it everywhere."""
    before = list(supersedes.contacts.select_related("contact")) if supersedes else []
    callers = [(VisitContact.Role.LEADER, slip.leader)] if slip.leader else []
    callers += [(VisitContact.Role.COMPANION, each) for each in slip.companions]
    for role, caller in callers:
        if not caller.name and not caller.phone:
            continue
        same = next((each.contact for each in before if each.role == role
                     and each.contact.name == caller.name
                     and caller.phone in ("", each.contact.phone)), None)  # fmt: skip
        contact = same or contacting.remember(caller.name, caller.phone, day=visit.day)
        VisitContact.objects.create(visit=visit, contact=contact, role=role)
    # Forgotten ones hang on without words: that there was a leader stays known.
    for each in before:
        if each.contact.forgotten_at:
            VisitContact.objects.create(visit=visit, contact=each.contact, role=each.role)
