"""签到签退: who has come and who goes, at the tablet, by the shift's code, or by the coordinator."""

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import time_in_words
from museum.plausible import moment_meant
from museum.refusals import refuse
from museum.volunteers import rota
from museum.volunteers.claims import check_overlap, free_until
from museum.volunteers.hours import write_line
from museum.volunteers.models import ServiceLine, Shift, SignIn, Volunteer, VolunteerSettings
from museum.volunteers.models.hours import Waits, Way
from museum.volunteers.permissions import demand_own


def tolerance() -> datetime.timedelta:
    return datetime.timedelta(minutes=VolunteerSettings.load().tolerance)


def check_sign_in(shift: Shift, volunteer: Volunteer, *, by, now) -> None:
    """Refuse by code: forbidden, called_off, not_on, early, past, in_already, elsewhere, overlap."""
    demand_own(by, volunteer, "attend")
    name = volunteer.person.name
    if shift.is_called_off:
        refuse(None, _("%(shift)s is called off: %(reason)s")
               % {"shift": shift, "reason": shift.called_off_for}, "called_off")  # fmt: skip
    if not shift.sign_ups.current().filter(volunteer=volunteer).exists():
        refuse(None, _("%(name)s is not on this shift. Sign up first.") % {"name": name}, "not_on")
    opens = shift.starts_at - tolerance()
    if now < opens:
        refuse(None, _("%(shift)s has not begun. One can sign in from %(time)s.")
               % {"shift": shift, "time": time_in_words(opens)}, "early")  # fmt: skip
    if now >= shift.ends_at:
        refuse(None, _("%(shift)s is over. Ask the coordinator to write the hours down.")
               % {"shift": shift}, "past")  # fmt: skip
    rows = Volunteer.objects.same_as(volunteer)
    running = SignIn.objects.open().filter(volunteer__in=rows, shift__ends_at__gt=now)
    if earlier := running.select_related("shift__role").first():
        if earlier.shift_id == shift.pk:
            refuse(None, _("%(name)s has signed in already, at %(time)s.")
                   % {"name": name, "time": time_in_words(earlier.happened_at)}, "in_already")  # fmt: skip
        refuse(None, _("%(name)s is still signed in at %(shift)s. Sign out there first.")
               % {"name": name, "shift": earlier.shift}, "elsewhere")  # fmt: skip
    check_overlap(volunteer, now, now + datetime.timedelta(seconds=1))


@transaction.atomic
def sign_in(shift: Shift, volunteer: Volunteer, *, by, way: str = Way.TABLET, happened_at=None,
            key: uuid.UUID | None = None) -> SignIn:  # fmt: skip
    """Write that volunteer has come. The same key again returns what was written with it."""
    happened_at = moment_meant(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    if key and (earlier := SignIn.objects.filter(uuid=key).first()):
        return earlier
    check_sign_in(shift, volunteer, by=by, now=happened_at)
    row = SignIn.objects.create(uuid=key or uuid.uuid4(), shift=shift, volunteer=volunteer,
                                way=way, by=by, happened_at=happened_at)  # fmt: skip
    ledger.write_entry(
        "volunteers.sign_in", shift, row, volunteer=volunteer.pk, row=row.pk, way=way
    )
    return row


@transaction.atomic
def arrive(shift: Shift, volunteer: Volunteer, *, by, way: str = Way.TABLET, happened_at=None,
           key=None) -> SignIn:  # fmt: skip
    """Sign in somebody who simply came: a free place is taken for them first, or neither is done."""
    happened_at = moment_meant(happened_at)
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    if key and (earlier := SignIn.objects.filter(uuid=key).first()):
        return earlier
    if not shift.sign_ups.current().filter(volunteer=volunteer).exists():
        rota.sign_up(shift, volunteer, by=by, happened_at=happened_at, at_the_door=True)
    return sign_in(shift, volunteer, by=by, way=way, happened_at=happened_at, key=key)


def check_sign_out(row: SignIn, *, by, now) -> None:
    """Refuse by code: forbidden, out_already, before_in."""
    demand_own(by, row.volunteer, "attend")
    line = ServiceLine.objects.filter(sign_in=row).first()
    if line:
        refuse(None, _("%(name)s has signed out already, at %(time)s.")
               % {"name": row.volunteer.person.name, "time": time_in_words(line.left_at)},
               "out_already")  # fmt: skip
    if now < row.happened_at:
        refuse("happened_at", _("%(name)s came at %(time)s and cannot have gone before.")
               % {"name": row.volunteer.person.name, "time": time_in_words(row.happened_at)},
               "before_in")  # fmt: skip


@transaction.atomic
def sign_out(row: SignIn, *, by, way: str = Way.TABLET, happened_at=None, key=None) -> ServiceLine:
    """Write that the volunteer goes. Long after the end it was forgotten: the planned end stands in
    its place, and waits for the coordinator. Who has other hours since is never kept at the tablet:
    this shift ends where those begin."""
    happened_at = moment_meant(happened_at)
    Shift.objects.lock(row.shift)
    Volunteer.objects.lock(row.volunteer)
    if key and (earlier := ServiceLine.objects.filter(uuid=key).first()):
        return earlier
    check_sign_out(row, by=by, now=happened_at)
    forgotten = happened_at > row.shift.ends_at + tolerance()
    left_at = max(row.shift.ends_at, row.happened_at) if forgotten else happened_at
    left_at = free_until(row, left_at)
    return write_line(row.shift, row.volunteer, row.happened_at, left_at, by=by, way=way, sign_in=row,
                      waits=Waits.FORGOTTEN if forgotten else "", key=key)  # fmt: skip
