"""报民政: the hours of some days as a file that is typed or read into the civil affairs system.

志愿服务条例 §19 asks that hours be entered there. The file holds what an entry needs and no more:
no telephone, no birth, no address. Who took it and when is written down; the file is not kept.
"""

import csv
import datetime
import hashlib
import io

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from museum import ledger
from museum.clock import today
from museum.institution import Museum
from museum.plausible import check_floor
from museum.refusals import refuse
from museum.volunteers import counting
from museum.volunteers.models import HandOver, ServiceLine
from museum.volunteers.permissions import demand

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_hand_over(first: datetime.date, last: datetime.date):
    """Return the standing lines of these days, without those who asked to be forgotten."""
    found = counting.lines(first, last).filter(volunteer__person__erased_at=None)
    people = found.select_related("volunteer__person", "shift__role", "shift__campaign")
    return people.order_by("shift__date", "shift__starts_at", "volunteer__number")


def check_hand_over(first: datetime.date, last: datetime.date, *, by) -> None:
    """Refuse by code: forbidden, order, year, future, nothing."""
    demand(by, "hand_over")
    if last < first:
        refuse("last", _("The period would end before it begins. Look again."), "order")
    check_floor(first, field="first")
    if last > today():
        refuse("last", _("The last day is still to come. Today is the latest."), "future")
    if not to_hand_over(first, last).exists():
        refuse(
            None, _("In this time no hours count yet, so there is nothing to hand over."), "nothing"
        )


@transaction.atomic
def hand_over(first: datetime.date, last: datetime.date, *, by) -> tuple[HandOver, bytes]:
    """Write the file and write down that it was taken. Nobody gets the one without the other."""
    check_hand_over(first, last, by=by)
    lines = list(to_hand_over(first, last))
    written = write(lines)
    row = HandOver.objects.create(
        first=first, last=last, lines=len(lines),
        volunteers=len({line.volunteer_id for line in lines}),
        fingerprint=hashlib.sha256(written).hexdigest(), by=by, happened_at=timezone.now(),
    )  # fmt: skip
    ledger.write_entry("volunteers.handed_over", row, row, first=first.isoformat(),
                       last=last.isoformat(), lines=row.lines,
                       fingerprint=row.fingerprint)  # fmt: skip
    return row, written


def write(lines: list[ServiceLine]) -> bytes:
    """Return the file, with the mark by which a spreadsheet knows that it is UTF-8."""
    institution = Museum.load()
    target = io.StringIO()
    out = csv.writer(target)
    out.writerow([
        _("Volunteer’s number"), pgettext("volunteer", "Name"), pgettext("column", "Project"),
        pgettext("file", "Day"), pgettext("column", "Place"),
        pgettext("column", "Content of the service"), pgettext("column", "Hours"),
        pgettext("column", "Minutes"), pgettext("column", "Organised by"),
    ])  # fmt: skip
    minutes: dict[int, int] = {}
    for line in lines:
        shift, volunteer = line.shift, line.volunteer
        project = shift.campaign.name if shift.campaign else institution.name
        place = "·".join(filter(None, [institution.name, shift.place]))
        # Cut once a person, as everywhere: minutes short of a half hour go on to their next line.
        before = minutes.get(volunteer.pk, 0)
        minutes[volunteer.pk] = before + line.minutes
        halves = (before + line.minutes) // 30 - before // 30
        hours = counting.half_hours(30 * halves)
        cells = [volunteer.label, volunteer.person.name, project, shift.date.isoformat(), place,
                 shift.role.name, hours, line.minutes,
                 institution.host or institution.name]  # fmt: skip
        out.writerow([as_text(cell) for cell in cells])
    return target.getvalue().encode("utf-8-sig")


def as_text(cell) -> str:
    """Return a cell that a spreadsheet takes for what it is: a name never becomes a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
