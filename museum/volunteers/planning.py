"""排班: the month from the weekly plan, shifts beside it, changes, and what is called off."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import almanac, ledger
from museum.plausible import check_planned
from museum.refusals import refuse
from museum.times import is_a_span
from museum.volunteers.models import Role, Shift, ShiftTemplate
from museum.volunteers.permissions import demand
from museum.volunteers.weekly_plan import days_of, lines_for, span_of


@transaction.atomic
def make_month(year: int, month: int, *, by, since: datetime.date | None = None) -> list[Shift]:
    """Make the shifts of a month from the weekly plan, from the day since on. Those that are there
    already stay as they are, so it may be said twice.

    The plan knows the calendar: none on a day that an exception closes, and on a day that is open
    against the week those of the weekend."""
    demand(by, "roster")
    check_planned(datetime.date(year, month, 1), field=None)
    plan = list(ShiftTemplate.objects.filter(in_use=True).select_related("role"))
    if not plan:
        refuse(
            None, _("The weekly plan is empty. Write down first what a week looks like."), "no_plan"
        )
    made = []
    dates = days_of(year, month)
    known = almanac.days(dates[0], dates[-1])
    for date in dates:
        if since and date < since:
            continue
        for line in lines_for(date, plan, known.get(date)):
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
                made.append(_write_shift(shift, by=by))
    return made


@transaction.atomic
def add_shift(date: datetime.date, starts: datetime.time, ends: datetime.time, role: Role, *, by,
              needed: int = 1, place="", campaign=None) -> Shift:  # fmt: skip
    """Make one shift beside the weekly plan. Refuse by code: forbidden, year, no_time."""
    demand(by, "roster")
    check_planned(date, field="date")
    if not is_a_span(starts, ends):
        refuse("ends", _("It would end before it begins. Look at the times again."), "no_time")
    starts_at, ends_at = span_of(date, starts, ends)
    shift = Shift.objects.create(
        date=date, starts_at=starts_at, ends_at=ends_at, role=role, needed=max(1, needed),
        place=place, campaign=campaign,
    )  # fmt: skip
    return _write_shift(shift, by=by)


def _write_shift(shift: Shift, *, by) -> Shift:
    ledger.write("volunteers.shift", shift, by=by, happened_at=timezone.now(),
                 rows=(shift,), role=shift.role_id, starts_at=shift.starts_at.isoformat(), ends_at=shift.ends_at.isoformat(),
                 needed=shift.needed, template=shift.template_id)  # fmt: skip
    return shift


def check_change(shift: Shift, needed: int, *, by) -> None:
    """Refuse by code: forbidden, called_off, too_few."""
    demand(by, "roster")
    check_held(shift)
    on = shift.sign_ups.current().count()
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
                 rows=(shift,), needed=needed, campaign=campaign.pk if campaign else None)  # fmt: skip
    return shift


def check_call_off(shift: Shift, *, by, reason="") -> None:
    """Refuse by code: forbidden, called_off, no_reason, served."""
    demand(by, "roster")
    check_held(shift)
    if not reason.strip():
        refuse("reason", _("Why is it called off? Those who signed up will ask."), "no_reason")
    if shift.sign_ins.current().exists() or shift.lines.claiming().exists():
        refuse(None, _("Somebody has signed in to this shift. It cannot be called off any more."),
               "served")  # fmt: skip


@transaction.atomic
def call_off(shift: Shift, *, by, reason: str) -> Shift:
    """Call the shift off. Who had signed up stays written, and nobody is kept from another shift."""
    shift = Shift.objects.lock(shift)
    check_call_off(shift, by=by, reason=reason)
    shift.called_off_at, shift.called_off_for = timezone.now(), reason.strip()
    shift.save(update_fields=["called_off_at", "called_off_for"])
    ledger.write("volunteers.shift_called_off", shift, by=by, happened_at=shift.called_off_at,
                 rows=(shift,))  # fmt: skip
    return shift


def check_held(shift: Shift) -> None:
    """Refuse (code "called_off") a shift that will not be."""
    if shift.is_called_off:
        refuse(None, _("%(shift)s is called off: %(reason)s")
               % {"shift": shift, "reason": shift.called_off_for}, "called_off")  # fmt: skip
