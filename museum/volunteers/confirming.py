"""核定: the weekly list. What was forgotten or written down late counts once somebody else has looked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import day_in_words, time_in_words
from museum.refusals import refuse
from museum.volunteers.attending import check_sign_out, tolerance
from museum.volunteers.claims import check_overlap
from museum.volunteers.hours import write_line
from museum.volunteers.models import Confirmation, ServiceLine, Shift, SignIn, Volunteer
from museum.volunteers.models.hours import Waits
from museum.volunteers.permissions import demand, is_own


def check_settle(row: SignIn, *, by, left_at) -> None:
    """Refuse by code: forbidden, own, out_already, before_in, not_over, too_long, overlap."""
    demand(by, "keep_hours")
    if is_own(by, row.volunteer):
        refuse(None, _("Nobody confirms their own hours. Ask a second person."), "own")
    check_sign_out(row, by=by, now=left_at)
    if row.shift.ends_at > timezone.now():
        refuse(None, _("%(shift)s is not over yet.") % {"shift": row.shift}, "not_over")
    if left_at > row.shift.ends_at + tolerance():
        refuse("left", _("Later than the planned end at %(time)s. Confirm that, then correct it "
                         "with a reason.") % {"time": time_in_words(row.shift.ends_at)},
               "too_long")  # fmt: skip
    check_overlap(row.volunteer, row.happened_at, left_at, sign_in=row)


@transaction.atomic
def settle(row: SignIn, *, by, left_at=None) -> ServiceLine:
    """Confirm a forgotten sign-out from the weekly list: at the planned end, or earlier."""
    Shift.objects.lock(row.shift)
    Volunteer.objects.lock(row.volunteer)
    left_at = left_at or max(row.shift.ends_at, row.happened_at)
    check_settle(row, by=by, left_at=left_at)
    return write_line(row.shift, row.volunteer, row.happened_at, left_at, by=by, way=row.way,
                      sign_in=row)  # fmt: skip


def check_confirm(line: ServiceLine, *, by, accepted: bool = False) -> None:
    """Refuse by code: forbidden, decided, own, same_person; a yes also by: overlap."""
    demand(by, "keep_hours")
    if not line.waits or Confirmation.objects.filter(line=line).exists():
        refuse(None, _("This line has been looked at already."), "decided")
    if is_own(by, line.volunteer):
        refuse(None, _("Nobody confirms their own hours. Ask a second person."), "own")
    if line.waits != Waits.FORGOTTEN and line.by_id == by.pk:
        refuse(None, _("You wrote this line down yourself on %(day)s. A second person confirms it.")
               % {"day": day_in_words(line.recorded_at)}, "same_person")  # fmt: skip
    if accepted:
        check_overlap(line.volunteer, line.came_at, line.left_at, but=line)


@transaction.atomic
def confirm(line: ServiceLine, *, by, accepted=True, reason="") -> Confirmation:
    """A second person says yes or no to a line that waits. From then on it counts, or never will."""
    Volunteer.objects.lock(line.volunteer)
    check_confirm(line, by=by, accepted=accepted)
    row = Confirmation.objects.create(line=line, accepted=accepted, reason=reason, by=by,
                                      happened_at=timezone.now())  # fmt: skip
    ledger.write_entry("volunteers.confirmed", line.shift, row, line=line.pk, accepted=accepted)
    return row
