"""时数: written down from the printed sheet, and corrected. Minutes are what is kept."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import day_of, time_in_words, today
from museum.refusals import refuse
from museum.volunteers.claims import check_overlap
from museum.volunteers.models import ServiceLine, Shift, SignIn, Volunteer, VolunteerSettings
from museum.volunteers.models.hours import Waits, Way
from museum.volunteers.permissions import demand, is_own


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
               % {"time": time_in_words(left_at)}, "future")  # fmt: skip
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
               % {"name": volunteer.person.name, "time": time_in_words(open_here.happened_at)},
               "still_in")  # fmt: skip
    check_overlap(volunteer, came_at, left_at, but=replaces)


@transaction.atomic
def enter(shift: Shift, volunteer: Volunteer, came_at, left_at, *, by, key=None) -> ServiceLine:
    """Write down one line of the printed sheet. After some days, and for oneself, it waits for a
    second person."""
    shift = Shift.objects.lock(shift)
    volunteer = Volunteer.objects.lock(volunteer)
    if key and (earlier := ServiceLine.objects.filter(uuid=key).first()):
        return earlier
    check_enter(shift, volunteer, came_at, left_at, by=by)
    return write_line(shift, volunteer, came_at, left_at, by=by, way=Way.SHEET, key=key,
                      waits=_why_waits(shift, volunteer, by))  # fmt: skip


def _why_waits(shift: Shift, volunteer: Volunteer, by) -> str:
    late = (today() - day_of(shift.ends_at)).days > VolunteerSettings.load().late_after
    return Waits.LATE if late else Waits.OWN if is_own(by, volunteer) else ""


def check_correct(line: ServiceLine, came_at, left_at, *, by, reason: str) -> None:
    """Refuse by code: no_reason, not_current, in_hand, and whatever check_enter refuses."""
    if not reason.strip():
        refuse("reason", _("Why is the line wrong? One sentence will do."), "no_reason")
    if not ServiceLine.objects.current().filter(pk=line.pk).exists():
        refuse(None, _("This line does not count any more. Correct the newer one."), "not_current")
    if line.corrections.waiting().exists():
        refuse(None, _("A correction of this line waits for a second person already."), "in_hand")
    check_enter(line.shift, line.volunteer, came_at, left_at, by=by, replaces=line)


@transaction.atomic
def correct(line: ServiceLine, came_at, left_at, *, by, reason: str) -> ServiceLine:
    """Write the right times beside the wrong ones. Coming and going at once strikes the line out."""
    shift = Shift.objects.lock(line.shift)
    volunteer = Volunteer.objects.lock(line.volunteer)
    check_correct(line, came_at, left_at, by=by, reason=reason)
    return write_line(shift, volunteer, came_at, left_at, by=by, way=Way.SHEET, replaces=line,
                      reason=reason.strip(), waits=_why_waits(shift, volunteer, by))  # fmt: skip


def write_line(shift, volunteer, came_at, left_at, *, by, way, sign_in=None, waits="", replaces=None,
               reason="", key=None) -> ServiceLine:  # fmt: skip
    """Write a line that has been checked. For verbs, which hold the locks."""
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
    ledger.write_entry("volunteers.hours", shift, line, line=line.pk, volunteer=volunteer.pk,
                       minutes=line.minutes, waits=waits,
                       replaces=replaces.pk if replaces else None)  # fmt: skip
    return line
