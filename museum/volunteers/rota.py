"""排班: the month from the weekly plan, and who is on which shift."""

import calendar
import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.refusals import refuse
from museum.volunteers.models import Role, Shift, ShiftTemplate, SignUp, Volunteer, Volunteering
from museum.volunteers.permissions import demand, demand_own
from museum.volunteers.recording import at, clock, moment, spoken


def span_of(date: datetime.date, starts: datetime.time, ends: datetime.time):
    """Return the moments of a shift. One that ends no later than it begins ends the next day."""
    begin = at(date, starts)
    end = at(date, ends)
    return begin, end if end > begin else at(date + datetime.timedelta(days=1), ends)


@transaction.atomic
def make_month(year: int, month: int, *, by, since: datetime.date | None = None) -> list[Shift]:
    """Make the shifts of a month from the weekly plan, from the day since on. Those that are there
    already stay as they are, so it may be said twice."""
    demand(by, "roster")
    plan = list(ShiftTemplate.objects.filter(in_use=True).select_related("role"))
    if not plan:
        refuse(
            None, _("The weekly plan is empty. Write down first what a week looks like."), "no_plan"
        )
    made = []
    for date in days_of(year, month):
        if since and date < since:
            continue
        for line in plan:
            if line.weekday != date.weekday():
                continue
            starts_at, ends_at = span_of(date, line.starts, line.ends)
            shift, new = Shift.objects.get_or_create(
                template=line,
                date=date,
                defaults={
                    "starts_at": starts_at, "ends_at": ends_at, "role": line.role,
                    "place": line.place, "needed": line.needed,
                },
            )  # fmt: skip
            if new:
                made.append(_written(shift, by=by))
    return made


def days_of(year: int, month: int) -> list[datetime.date]:
    count = calendar.monthrange(year, month)[1]
    return [datetime.date(year, month, day) for day in range(1, count + 1)]


@transaction.atomic
def add_shift(date: datetime.date, starts: datetime.time, ends: datetime.time, role: Role, *, by,
              needed: int = 1, place="", campaign=None) -> Shift:  # fmt: skip
    """Make one shift beside the weekly plan."""
    demand(by, "roster")
    if starts == ends:
        refuse("ends", _("It would end as it begins. Look at the times again."), "no_time")
    starts_at, ends_at = span_of(date, starts, ends)
    shift = Shift.objects.create(
        date=date, starts_at=starts_at, ends_at=ends_at, role=role, needed=max(1, needed),
        place=place, campaign=campaign,
    )  # fmt: skip
    return _written(shift, by=by)


def _written(shift: Shift, *, by) -> Shift:
    ledger.write("volunteers.shift", shift, by=by, happened_at=timezone.now(), role=shift.role_id,
                 starts_at=shift.starts_at.isoformat(), ends_at=shift.ends_at.isoformat(),
                 needed=shift.needed, template=shift.template_id)  # fmt: skip
    return shift


def check_change(shift: Shift, needed: int, *, by) -> None:
    """Refuse by code: forbidden, called_off, too_few."""
    demand(by, "roster")
    _check_held(shift)
    on = shift.sign_ups.standing().count()
    if needed < max(1, on):
        refuse(
            "needed", _("%(on)s have signed up. Sign somebody off first.") % {"on": on}, "too_few"
        )


@transaction.atomic
def change(shift: Shift, *, by, needed: int, place="", campaign=None) -> Shift:
    """Say anew how many are needed, where, and for which campaign. Day and time stay: whoever
    signed up counts on them."""
    shift = Shift.objects.lock(shift)
    check_change(shift, needed, by=by)
    shift.needed, shift.place, shift.campaign = needed, place, campaign
    shift.save(update_fields=["needed", "place", "campaign"])
    ledger.write("volunteers.shift_changed", shift, by=by, happened_at=timezone.now(),
                 needed=needed, campaign=campaign.pk if campaign else None)  # fmt: skip
    return shift


def check_call_off(shift: Shift, *, by, reason="") -> None:
    """Refuse by code: forbidden, called_off, no_reason, served."""
    demand(by, "roster")
    _check_held(shift)
    if not reason.strip():
        refuse("reason", _("Why is it called off? Those who signed up will ask."), "no_reason")
    if shift.sign_ins.exists() or shift.lines.exists():
        refuse(None, _("Somebody has signed in to this shift. It cannot be called off any more."),
               "served")  # fmt: skip


@transaction.atomic
def call_off(shift: Shift, *, by, reason: str) -> Shift:
    """Call the shift off. Who had signed up stays written, and nobody is kept from another shift."""
    shift = Shift.objects.lock(shift)
    check_call_off(shift, by=by, reason=reason)
    shift.called_off_at, shift.called_off_for = timezone.now(), reason.strip()
    shift.save(update_fields=["called_off_at", "called_off_for"])
    ledger.write("volunteers.shift_called_off", shift, by=by, happened_at=shift.called_off_at)
    return shift


def _check_held(shift: Shift) -> None:
    if shift.is_called_off:
        refuse(None, _("%(shift)s is called off: %(reason)s")
               % {"shift": shift, "reason": shift.called_off_for}, "called_off")  # fmt: skip


def check_sign_up(shift: Shift, volunteer: Volunteer, *, by, now=None, at_the_door=False) -> None:
    """Refuse by code: forbidden, called_off, past, left, too_young, already, clash, full."""
    now = now or timezone.now()
    name = volunteer.person.name
    demand_own(by, volunteer, "attend" if at_the_door else "roster")
    _check_held(shift)
    if shift.ends_at <= now:
        refuse(None, _("%(shift)s is over. Hours of that day are written down from the sheet.")
               % {"shift": shift}, "past")  # fmt: skip
    if volunteer.has_left and volunteer.left_on <= shift.date:
        refuse(None, _("%(name)s left on %(day)s and is on no shift after it.")
               % {"name": name, "day": spoken(volunteer.left_on)}, "left")  # fmt: skip
    minimum = max(Volunteering.load().minimum_age, shift.role.minimum_age or 0)
    if volunteer.age_on(shift.date) < minimum:
        refuse(None, _("“%(role)s” is for those who are %(minimum)s. %(name)s is not, on that day.")
               % {"role": shift.role, "minimum": minimum, "name": name}, "too_young")  # fmt: skip
    if shift.sign_ups.standing().filter(volunteer=volunteer).exists():
        refuse(None, _("%(name)s is on this shift already.") % {"name": name}, "already")
    clash = Shift.objects.clashing_with(shift.starts_at, shift.ends_at).of(volunteer)
    if other := clash.exclude(pk=shift.pk).select_related("role").first():
        refuse(None, _("%(name)s is on another shift then: %(other)s. Sign off there first.")
               % {"name": name, "other": other}, "clash")  # fmt: skip
    on = shift.sign_ups.standing().count()
    if on >= shift.needed:
        refuse(None, _("%(shift)s is full: %(needed)s needed, %(on)s signed up. Choose another.")
               % {"shift": shift, "needed": shift.needed, "on": on}, "full")  # fmt: skip


@transaction.atomic
def sign_up(shift: Shift, volunteer: Volunteer, *, by, happened_at=None,
            at_the_door=False) -> SignUp:  # fmt: skip
    """Put volunteer on shift: themselves, or the coordinator for somebody without an account.

    at_the_door: for hours.arrive alone, where whoever minds the tablet may take a free place for
    somebody who stands there."""
    happened_at = moment(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    check_sign_up(shift, volunteer, by=by, now=happened_at, at_the_door=at_the_door)
    row = SignUp.objects.create(shift=shift, volunteer=volunteer, by=by, on_at=happened_at)
    ledger.write("volunteers.sign_up", shift, by=by, happened_at=happened_at,
                 volunteer=volunteer.pk, row=row.pk)  # fmt: skip
    return row


def check_sign_off(shift: Shift, volunteer: Volunteer, *, by, now=None) -> None:
    """Refuse by code: forbidden, not_on, served, past."""
    demand_own(by, volunteer, "roster")
    name = volunteer.person.name
    if not shift.sign_ups.standing().filter(volunteer=volunteer).exists():
        refuse(None, _("%(name)s is not on this shift.") % {"name": name}, "not_on")
    if shift.sign_ins.filter(volunteer=volunteer).exists():
        refuse(None, _("%(name)s has signed in at %(time)s and stays on the shift.") % {"name": name,
               "time": clock(shift.sign_ins.filter(volunteer=volunteer).first().happened_at)},
               "served")  # fmt: skip
    if shift.ends_at <= (now or timezone.now()):
        refuse(
            None, _("%(shift)s is over. What is written of it stays.") % {"shift": shift}, "past"
        )


@transaction.atomic
def sign_off(shift: Shift, volunteer: Volunteer, *, by, reason="", happened_at=None) -> SignUp:
    """Take volunteer off shift; the place is free again."""
    happened_at = moment(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    check_sign_off(shift, volunteer, by=by, now=happened_at)
    return take_off(shift, volunteer, by=by, reason=reason, happened_at=happened_at)


def take_off(shift: Shift, volunteer: Volunteer, *, by, reason="", happened_at=None) -> SignUp:
    """Write that a volunteer is off a locked shift. For verbs, which have checked."""
    row = shift.sign_ups.standing().get(volunteer=volunteer)
    row.off_at, row.off_by, row.off_for = happened_at or timezone.now(), by, reason
    row.save(update_fields=["off_at", "off_by", "off_for"])
    ledger.write("volunteers.sign_off", shift, by=by, happened_at=row.off_at,
                 volunteer=volunteer.pk, row=row.pk)  # fmt: skip
    return row
