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
from museum.institution import Museum
from museum.refusals import refuse
from museum.volunteers import counting
from museum.volunteers.models import HandOver, ServiceLine
from museum.volunteers.permissions import demand
from museum.volunteers.recording import today

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_hand_over(first: datetime.date, last: datetime.date):
    """Return the standing lines of these days, without those who asked to be forgotten."""
    found = counting.lines(first, last).filter(volunteer__person__erased_at=None)
    people = found.select_related("volunteer__person", "shift__role", "shift__campaign")
    return people.order_by("shift__date", "shift__starts_at", "volunteer__number")


def check_hand_over(first: datetime.date, last: datetime.date, *, by) -> None:
    """Refuse by code: forbidden, order, future, nothing."""
    demand(by, "hand_over")
    if last < first:
        refuse("last", _("The period would end before it begins. Look again."), "order")
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
    now = timezone.now()
    row = HandOver.objects.create(
        first=first, last=last, lines=len(lines),
        volunteers=len({line.volunteer_id for line in lines}),
        fingerprint=hashlib.sha256(written).hexdigest(), by=by, happened_at=now,
    )  # fmt: skip
    ledger.write("volunteers.handed_over", row, by=by, happened_at=now, key=row.uuid,
                 first=first.isoformat(), last=last.isoformat(), lines=row.lines,
                 fingerprint=row.fingerprint)  # fmt: skip
    return row, written


def write(lines: list[ServiceLine]) -> bytes:
    """Return the file, with the mark by which a spreadsheet knows that it is UTF-8."""
    told = Museum.load()
    target = io.StringIO()
    out = csv.writer(target)
    out.writerow([
        _("Volunteer’s number"), pgettext("volunteer", "Name"), pgettext("column", "Project"),
        pgettext("file", "Day"), pgettext("column", "Place"),
        pgettext("column", "Content of the service"), pgettext("column", "Hours"),
        pgettext("column", "Minutes"), pgettext("column", "Organised by"),
    ])  # fmt: skip
    for line in lines:
        shift, volunteer = line.shift, line.volunteer
        project = shift.campaign.name if shift.campaign else told.name
        place = "·".join(filter(None, [told.name, shift.place]))
        cells = [volunteer.label, volunteer.person.name, project, shift.date.isoformat(), place,
                 shift.role.name, counting.half_hours(line.minutes), line.minutes,
                 told.host or told.name]  # fmt: skip
        out.writerow([as_text(cell) for cell in cells])
    return target.getvalue().encode("utf-8-sig")


def as_text(cell) -> str:
    """Return a cell that a spreadsheet takes for what it is: a name never becomes a formula."""
    told = str(cell)
    return f"'{told}" if told.startswith(FORMULA) else told
