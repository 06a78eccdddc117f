"""No minute counts twice: whose time is taken, by a line that is written or by a sign-in that is still
open. Asked of the one person, in whichever row of theirs the register knows them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from museum.clock import time_in_words
from museum.refusals import refuse
from museum.volunteers.models import ServiceLine, Shift, SignIn, Volunteer


@dataclass(frozen=True, slots=True)
class Claim:
    """Some time of one person. is_open: they signed in and have not signed out, so it lasts until the
    planned end at least."""

    came_at: datetime.datetime
    left_at: datetime.datetime
    shift: Shift
    is_open: bool


def claims(volunteer: Volunteer, came_at, left_at, *, but: ServiceLine | None = None,
           sign_in: SignIn | None = None) -> Iterator[Claim]:  # fmt: skip
    """Yield what takes time between came_at and left_at. but, sign_in: the line that is replaced or
    decided on, the sign-in that is being ended."""
    rows = Volunteer.objects.same_as(volunteer)
    lines = ServiceLine.objects.claiming().filter(
        volunteer__in=rows, came_at__lt=left_at, left_at__gt=came_at
    )
    if but:
        lines = lines.exclude(pk__in=[but.pk, but.replaces_id or but.pk])
    for line in lines.select_related("shift__role"):
        yield Claim(line.came_at, line.left_at, line.shift, is_open=False)
    begun = SignIn.objects.open().filter(
        volunteer__in=rows, happened_at__lt=left_at, shift__ends_at__gt=came_at
    )
    if sign_in:
        begun = begun.exclude(pk=sign_in.pk)
    for row in begun.select_related("shift__role"):
        yield Claim(row.happened_at, row.shift.ends_at, row.shift, is_open=True)


def check_overlap(volunteer: Volunteer, came_at, left_at, *, but=None, sign_in=None) -> None:
    """Refuse (code "overlap") time that is taken already. No time at all takes none."""
    if came_at == left_at:
        return
    found = claims(volunteer, came_at, left_at, but=but, sign_in=sign_in)
    other = min(found, key=lambda each: each.came_at, default=None)
    if other is None:
        return
    params = {"name": volunteer.person.name, "came": time_in_words(other.came_at),
            "went": time_in_words(other.left_at), "shift": other.shift}  # fmt: skip
    if other.is_open:
        refuse(None, _("%(name)s signed in at %(came)s for %(shift)s and has not signed out. Sign out "
                       "there first, or confirm it on the weekly list. No minute counts twice.")
               % params, "overlap")  # fmt: skip
    refuse(None, _("%(name)s has hours from %(came)s to %(went)s already. No minute counts twice.")
           % params, "overlap")  # fmt: skip


def free_until(row: SignIn, left_at) -> datetime.datetime:
    """Return until when the time of a sign-in is nobody else's: whoever went over to another shift and
    signed out here later was here until then."""
    taken = claims(row.volunteer, row.happened_at, left_at, sign_in=row)
    first = min((each.came_at for each in taken), default=left_at)
    return max(first, row.happened_at)


def is_cut(line: ServiceLine) -> bool:
    """Return whether a sign-out was written earlier than it was, because other time begins there."""
    if line.sign_in is None or line.waits:
        return False
    second = datetime.timedelta(seconds=1)
    after = claims(line.volunteer, line.left_at, line.left_at + second, but=line)
    return any(each.came_at <= line.left_at for each in after)
