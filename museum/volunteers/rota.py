"""报名: who is on which shift. Who wants the last place, or two at once, is judged under a lock."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import day_in_words, time_in_words
from museum.plausible import moment_meant
from museum.refusals import refuse
from museum.volunteers.models import Shift, SignUp, Volunteer, VolunteerSettings
from museum.volunteers.permissions import demand_own
from museum.volunteers.planning import check_held


def check_sign_up(shift: Shift, volunteer: Volunteer, *, by, now=None, at_the_door=False) -> None:
    """Refuse by code: forbidden, called_off, past, erased, left, too_young, already, clash, full."""
    now = now or timezone.now()
    name = volunteer.person.name
    demand_own(by, volunteer, "attend" if at_the_door else "roster")
    check_held(shift)
    if shift.ends_at <= now:
        refuse(None, _("%(shift)s is over. Hours of that day are written down from the sheet.")
               % {"shift": shift}, "past")  # fmt: skip
    if volunteer.person.is_erased:
        refuse(None, _("This person asked to be forgotten."), "erased")
    if volunteer.left_on and volunteer.left_on <= shift.date:
        refuse(None, _("%(name)s left on %(day)s and is on no shift after it.")
               % {"name": name, "day": day_in_words(volunteer.left_on)}, "left")  # fmt: skip
    minimum = max(VolunteerSettings.load().minimum_age, shift.role.minimum_age or 0)
    if volunteer.age_on(shift.date) < minimum:
        refuse(None, _("“%(role)s” is for those who are %(minimum)s. %(name)s is not, on that day.")
               % {"role": shift.role, "minimum": minimum, "name": name}, "too_young")  # fmt: skip
    rows = Volunteer.objects.same_as(volunteer)
    if shift.sign_ups.current().filter(volunteer__in=rows).exists():
        refuse(None, _("%(name)s is on this shift already.") % {"name": name}, "already")
    clash = Shift.objects.clashing_with(shift.starts_at, shift.ends_at).of(*rows)
    if other := clash.exclude(pk=shift.pk).select_related("role").first():
        refuse(None, _("%(name)s is on another shift then: %(other)s. Sign off there first.")
               % {"name": name, "other": other}, "clash")  # fmt: skip
    on = shift.sign_ups.current().count()
    if on >= shift.needed:
        refuse(None, _("%(shift)s is full: %(needed)s needed, %(on)s signed up. Choose another.")
               % {"shift": shift, "needed": shift.needed, "on": on}, "full")  # fmt: skip


@transaction.atomic
def sign_up(shift: Shift, volunteer: Volunteer, *, by, happened_at=None,
            at_the_door=False) -> SignUp:  # fmt: skip
    """Put volunteer on shift: themselves, or the coordinator for somebody without an account.

    at_the_door: for hours.arrive alone, where whoever minds the tablet may take a free place for
    somebody who stands there."""
    happened_at = moment_meant(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    check_sign_up(shift, volunteer, by=by, now=happened_at, at_the_door=at_the_door)
    row = SignUp.objects.create(shift=shift, volunteer=volunteer, by=by, on_at=happened_at)
    ledger.write("volunteers.sign_up", shift, by=by, happened_at=happened_at,
                 rows=(row,), volunteer=volunteer.pk, row=row.pk)  # fmt: skip
    return row


def promised(days: Collection[datetime.date]) -> list[str]:
    """Return the shifts of days on which somebody is, each with their names."""
    shifts = Shift.objects.held().filter(date__in=days, ends_at__gt=timezone.now())
    return [f"{shift}：{'、'.join(each.volunteer.person.name for each in shift.people)}"
            for shift in shifts.with_people() if shift.people]  # fmt: skip


def check_sign_off(shift: Shift, volunteer: Volunteer, *, by, now=None) -> None:
    """Refuse by code: forbidden, not_on, served, past."""
    demand_own(by, volunteer, "roster")
    name = volunteer.person.name
    if not shift.sign_ups.current().filter(volunteer=volunteer).exists():
        refuse(None, _("%(name)s is not on this shift.") % {"name": name}, "not_on")
    if there := shift.sign_ins.current().filter(volunteer=volunteer).first():
        refuse(None, _("%(name)s has signed in at %(time)s and stays on the shift.")
               % {"name": name, "time": time_in_words(there.happened_at)}, "served")  # fmt: skip
    if shift.ends_at <= (now or timezone.now()):
        refuse(
            None, _("%(shift)s is over. What is written of it stays.") % {"shift": shift}, "past"
        )


@transaction.atomic
def sign_off(shift: Shift, volunteer: Volunteer, *, by, reason="", happened_at=None) -> SignUp:
    """Take volunteer off shift; the place is free again."""
    happened_at = moment_meant(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    check_sign_off(shift, volunteer, by=by, now=happened_at)
    return take_off(shift, volunteer, by=by, reason=reason, happened_at=happened_at)


def take_off(shift: Shift, volunteer: Volunteer, *, by, reason="", happened_at=None) -> SignUp:
    """Write that a volunteer is off a locked shift. For verbs, which have checked."""
    row = shift.sign_ups.current().get(volunteer=volunteer)
    row.off_at, row.off_by, row.off_for = happened_at or timezone.now(), by, reason
    row.save(update_fields=["off_at", "off_by", "off_for"])
    ledger.write("volunteers.sign_off", shift, by=by, happened_at=row.off_at,
                 rows=(row,), volunteer=volunteer.pk, row=row.pk)  # fmt: skip
    return row
