"""时数: sign in, sign out, write down from the sheet, confirm, correct. Minutes are what is kept."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.refusals import refuse
from museum.volunteers import rota
from museum.volunteers.models import (
    Confirmation,
    ServiceLine,
    Shift,
    SignIn,
    Volunteer,
    Volunteering,
)
from museum.volunteers.models.hours import Waits, Way
from museum.volunteers.permissions import demand, demand_own, is_own
from museum.volunteers.recording import clock, day_of, moment, spoken, today


def tolerance() -> datetime.timedelta:
    return datetime.timedelta(minutes=Volunteering.load().tolerance)


def check_sign_in(shift: Shift, volunteer: Volunteer, *, by, now) -> None:
    """Refuse by code: forbidden, called_off, not_on, early, past, in_already, elsewhere, overlap."""
    demand_own(by, volunteer, "attend")
    name = volunteer.person.name
    if shift.is_called_off:
        refuse(None, _("%(shift)s is called off: %(reason)s")
               % {"shift": shift, "reason": shift.called_off_for}, "called_off")  # fmt: skip
    if not shift.sign_ups.standing().filter(volunteer=volunteer).exists():
        refuse(None, _("%(name)s is not on this shift. Sign up first.") % {"name": name}, "not_on")
    opens = shift.starts_at - tolerance()
    if now < opens:
        refuse(None, _("%(shift)s has not begun. One can sign in from %(time)s.")
               % {"shift": shift, "time": clock(opens)}, "early")  # fmt: skip
    if now >= shift.ends_at:
        refuse(None, _("%(shift)s is over. Ask the coordinator to write the hours down.")
               % {"shift": shift}, "past")  # fmt: skip
    running = SignIn.objects.open().filter(volunteer=volunteer, shift__ends_at__gt=now)
    if earlier := running.select_related("shift__role").first():
        if earlier.shift_id == shift.pk:
            refuse(None, _("%(name)s has signed in already, at %(time)s.")
                   % {"name": name, "time": clock(earlier.happened_at)}, "in_already")  # fmt: skip
        refuse(None, _("%(name)s is still signed in at %(shift)s. Sign out there first.")
               % {"name": name, "shift": earlier.shift}, "elsewhere")  # fmt: skip
    _check_overlap(volunteer, now, now + datetime.timedelta(seconds=1))


@transaction.atomic
def sign_in(shift: Shift, volunteer: Volunteer, *, by, way: str = Way.TABLET, happened_at=None,
            key: uuid.UUID | None = None) -> SignIn:  # fmt: skip
    """Write that volunteer has come. The same key again returns what was written with it."""
    happened_at = moment(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    if key and (earlier := SignIn.objects.filter(uuid=key).first()):
        return earlier
    check_sign_in(shift, volunteer, by=by, now=happened_at)
    row = SignIn.objects.create(uuid=key or uuid.uuid4(), shift=shift, volunteer=volunteer,
                                way=way, by=by, happened_at=happened_at)  # fmt: skip
    ledger.write("volunteers.sign_in", shift, by=by, happened_at=happened_at, key=row.uuid,
                 volunteer=volunteer.pk, row=row.pk, way=way)  # fmt: skip
    return row


@transaction.atomic
def arrive(shift: Shift, volunteer: Volunteer, *, by, way: str = Way.TABLET, happened_at=None,
           key=None) -> SignIn:  # fmt: skip
    """Sign in somebody who simply came: a free place is taken for them first, or neither is done."""
    happened_at = moment(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    if key and (earlier := SignIn.objects.filter(uuid=key).first()):
        return earlier
    if not shift.sign_ups.standing().filter(volunteer=volunteer).exists():
        rota.sign_up(shift, volunteer, by=by, happened_at=happened_at, at_the_door=True)
    return sign_in(shift, volunteer, by=by, way=way, happened_at=happened_at, key=key)


def check_sign_out(row: SignIn, *, by, now) -> None:
    """Refuse by code: forbidden, out_already, before_in."""
    demand_own(by, row.volunteer, "attend")
    line = ServiceLine.objects.filter(sign_in=row).first()
    if line:
        refuse(None, _("%(name)s has signed out already, at %(time)s.")
               % {"name": row.volunteer.person.name, "time": clock(line.left_at)},
               "out_already")  # fmt: skip
    if now < row.happened_at:
        refuse("happened_at", _("%(name)s came at %(time)s and cannot have gone before.")
               % {"name": row.volunteer.person.name, "time": clock(row.happened_at)},
               "before_in")  # fmt: skip


@transaction.atomic
def sign_out(row: SignIn, *, by, way: str = Way.TABLET, happened_at=None, key=None) -> ServiceLine:
    """Write that the volunteer goes. Long after the end it was forgotten: the planned end stands in
    its place, and waits for the coordinator."""
    happened_at = moment(happened_at)
    Shift.objects.lock(row.shift)
    Volunteer.objects.lock(row.volunteer)
    if key and (earlier := ServiceLine.objects.filter(uuid=key).first()):
        return earlier
    check_sign_out(row, by=by, now=happened_at)
    forgotten = happened_at > row.shift.ends_at + tolerance()
    left_at = max(row.shift.ends_at, row.happened_at) if forgotten else happened_at
    return _write(row.shift, row.volunteer, row.happened_at, left_at, by=by, way=way, sign_in=row,
                  waits=Waits.FORGOTTEN if forgotten else "", key=key)  # fmt: skip


@transaction.atomic
def settle(row: SignIn, *, by, left_at=None) -> ServiceLine:
    """Confirm a forgotten sign-out from the weekly list: at the planned end, or earlier."""
    Shift.objects.lock(row.shift)
    Volunteer.objects.lock(row.volunteer)
    left_at = left_at or max(row.shift.ends_at, row.happened_at)
    check_settle(row, by=by, left_at=left_at)
    return _write(row.shift, row.volunteer, row.happened_at, left_at, by=by, way=row.way,
                  sign_in=row)  # fmt: skip


def check_settle(row: SignIn, *, by, left_at) -> None:
    """Refuse by code: forbidden, own, out_already, before_in, not_over, too_long."""
    demand(by, "keep_hours")
    if is_own(by, row.volunteer):
        refuse(None, _("Nobody confirms their own hours. Ask a second person."), "own")
    check_sign_out(row, by=by, now=left_at)
    if row.shift.ends_at > timezone.now():
        refuse(None, _("%(shift)s is not over yet.") % {"shift": row.shift}, "not_over")
    if left_at > row.shift.ends_at + tolerance():
        refuse("left", _("Later than the planned end at %(time)s. Confirm that, then correct it "
                         "with a reason.") % {"time": clock(row.shift.ends_at)},
               "too_long")  # fmt: skip


def check_enter(shift: Shift, volunteer: Volunteer, came_at, left_at, *, by, replaces=None) -> None:
    """Refuse by code: forbidden, called_off, no_time, future, not_this_day, not_registered,
    still_in, overlap."""
    demand(by, "keep_hours")
    if shift.is_called_off:
        refuse(None, _("%(shift)s is called off: %(reason)s")
               % {"shift": shift, "reason": shift.called_off_for}, "called_off")  # fmt: skip
    if left_at < came_at or (left_at == came_at and replaces is None):
        refuse("left", _("Gone before coming? Look at the times again."), "no_time")
    if left_at > timezone.now() + datetime.timedelta(minutes=5):
        refuse("left", _("%(time)s is still to come. Write it down when they have gone.")
               % {"time": clock(left_at)}, "future")  # fmt: skip
    room = datetime.timedelta(hours=12)
    if came_at < shift.starts_at - room or left_at > shift.ends_at + room:
        refuse("came", _("That is not the time of %(shift)s. Choose the right shift.")
               % {"shift": shift}, "not_this_day")  # fmt: skip
    registered = volunteer.joined_on <= shift.date
    if not registered or (volunteer.left_on and volunteer.left_on < shift.date):
        refuse(None, _("%(name)s was not a volunteer on that day.")
               % {"name": volunteer.person.name}, "not_registered")  # fmt: skip
    open_here = SignIn.objects.open().filter(shift=shift, volunteer=volunteer).first()
    if replaces is None and open_here:
        refuse(None, _("%(name)s signed in at %(time)s. Confirm that on the weekly list instead.")
               % {"name": volunteer.person.name, "time": clock(open_here.happened_at)},
               "still_in")  # fmt: skip
    _check_overlap(volunteer, came_at, left_at, replaces)


def _check_overlap(volunteer, came_at, left_at, replaces=None) -> None:
    taken = ServiceLine.objects.claiming().filter(
        volunteer=volunteer, came_at__lt=left_at, left_at__gt=came_at
    )
    taken = taken.exclude(pk=replaces.pk) if replaces else taken
    if other := taken.first():
        refuse(None, _("%(name)s has hours from %(came)s to %(went)s already. No minute counts twice.")
               % {"name": volunteer.person.name, "came": clock(other.came_at),
                  "went": clock(other.left_at)}, "overlap")  # fmt: skip


@transaction.atomic
def enter(shift: Shift, volunteer: Volunteer, came_at, left_at, *, by, key=None) -> ServiceLine:
    """Write down one line of the printed sheet. After some days, and for oneself, it waits for a
    second person."""
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    if key and (earlier := ServiceLine.objects.filter(uuid=key).first()):
        return earlier
    check_enter(shift, volunteer, came_at, left_at, by=by)
    return _write(shift, volunteer, came_at, left_at, by=by, way=Way.SHEET, key=key,
                  waits=_why_waits(shift, volunteer, by))  # fmt: skip


def _why_waits(shift: Shift, volunteer: Volunteer, by) -> str:
    late = (today() - day_of(shift.ends_at)).days > Volunteering.load().late_after
    return Waits.LATE if late else Waits.OWN if is_own(by, volunteer) else ""


def check_correct(line: ServiceLine, came_at, left_at, *, by, reason: str) -> None:
    """Refuse by code: no_reason, not_standing, in_hand, and whatever check_enter refuses."""
    if not reason.strip():
        refuse("reason", _("Why is the line wrong? One sentence will do."), "no_reason")
    if not ServiceLine.objects.standing().filter(pk=line.pk).exists():
        refuse(None, _("This line does not count any more. Correct the newer one."), "not_standing")
    if line.corrections.waiting().exists():
        refuse(None, _("A correction of this line waits for a second person already."), "in_hand")
    check_enter(line.shift, line.volunteer, came_at, left_at, by=by, replaces=line)


@transaction.atomic
def correct(line: ServiceLine, came_at, left_at, *, by, reason: str) -> ServiceLine:
    """Write the right times beside the wrong ones. Coming and going at once strikes the line out."""
    shift = Shift.objects.lock(line.shift)
    volunteer = Volunteer.objects.lock(line.volunteer)
    check_correct(line, came_at, left_at, by=by, reason=reason)
    return _write(shift, volunteer, came_at, left_at, by=by, way=Way.SHEET, replaces=line,
                  reason=reason.strip(), waits=_why_waits(shift, volunteer, by))  # fmt: skip


def check_confirm(line: ServiceLine, *, by) -> None:
    """Refuse by code: forbidden, decided, own, same_person."""
    demand(by, "keep_hours")
    if not line.waits or Confirmation.objects.filter(line=line).exists():
        refuse(None, _("This line has been looked at already."), "decided")
    if is_own(by, line.volunteer):
        refuse(None, _("Nobody confirms their own hours. Ask a second person."), "own")
    if line.waits != Waits.FORGOTTEN and line.by_id == by.pk:
        refuse(None, _("You wrote this line down yourself on %(day)s. A second person confirms it.")
               % {"day": spoken(line.recorded_at)}, "same_person")  # fmt: skip


@transaction.atomic
def confirm(line: ServiceLine, *, by, accepted=True, reason="") -> Confirmation:
    """A second person says yes or no to a line that waits. From then on it counts, or never will."""
    Volunteer.objects.lock(line.volunteer)
    check_confirm(line, by=by)
    now = timezone.now()
    row = Confirmation.objects.create(line=line, accepted=accepted, reason=reason, by=by,
                                      happened_at=now)  # fmt: skip
    ledger.write("volunteers.confirmed", line.shift, by=by, happened_at=now, key=row.uuid,
                 line=line.pk, accepted=accepted)  # fmt: skip
    return row


def _write(shift, volunteer, came_at, left_at, *, by, way, sign_in=None, waits="", replaces=None,
           reason="", key=None) -> ServiceLine:  # fmt: skip
    line = ServiceLine.objects.create(
        uuid=key or uuid.uuid4(),
        shift=shift,
        volunteer=volunteer,
        sign_in=sign_in,
        way=way,
        came_at=came_at,
        left_at=left_at,
        minutes=int((left_at - came_at).total_seconds() // 60),
        waits=waits,
        replaces=replaces,
        reason=reason,
        by=by,
        happened_at=left_at,
    )
    ledger.write("volunteers.hours", shift, by=by, happened_at=left_at, key=line.uuid,
                 line=line.pk, volunteer=volunteer.pk, minutes=line.minutes, waits=waits,
                 replaces=replaces.pk if replaces else None)  # fmt: skip
    return line
