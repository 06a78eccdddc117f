"""服务情况说明: issued for a period, numbered, and kept as it was said."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger, numbering
from museum.clock import today, year_of
from museum.institution import Museum
from museum.plausible import check_floor
from museum.refusals import refuse
from museum.volunteers import counting
from museum.volunteers.models import Statement, Volunteer, VolunteerSettings
from museum.volunteers.permissions import demand


def check_certify(volunteer: Volunteer, first, last, *, by) -> None:
    """Refuse by code: forbidden, erased, order, year, future, nothing."""
    demand(by, "certify")
    if volunteer.person.is_erased:
        refuse(None, _("This person asked to be forgotten."), "erased")
    if last < first:
        refuse("last", _("The period would end before it begins. Look again."), "order")
    check_floor(first, field="first")
    if last > today():
        refuse("last", _("The last day is still to come. Today is the latest."), "future")
    if not counting.lines(first, last).filter(volunteer=volunteer).exists():
        refuse(None, _("%(name)s has no confirmed hours in this time, so there is nothing to state.")
               % {"name": volunteer.person.name}, "nothing")  # fmt: skip


@transaction.atomic
def certify(volunteer: Volunteer, first: datetime.date, last: datetime.date, *, by) -> Statement:
    """Issue a statement on the hours that stand now, and register it. Later corrections change the
    next statement, not this one."""
    volunteer = Volunteer.objects.lock(volunteer)
    check_certify(volunteer, first, last, by=by)
    settings, museum, now = VolunteerSettings.load(), Museum.load(), timezone.now()
    counted = counting.lines(first, last).filter(volunteer=volunteer)
    lines = [list(pair) for pair in counted.values_list("pk", "minutes")]
    year = year_of(now)
    number = numbering.allot("statement", year=year)
    statement = Statement.objects.create(
        year=year,
        number=number,
        label=numbering.label(settings.statement_prefix, number, year=year, width=4),
        volunteer=volunteer,
        first=first,
        last=last,
        minutes=sum(minutes for _line, minutes in lines),
        lines=lines,
        is_certificate=settings.entitled,
        issuer=museum.name,
        contact=museum.telephone,
        responsible=settings.responsible,
        note=settings.statement_note,
        by=by,
        happened_at=now,
    )
    ledger.write_entry("volunteers.statement", volunteer, statement, statement=statement.pk,
                       first=first.isoformat(), last=last.isoformat(),
                       minutes=statement.minutes)  # fmt: skip
    return statement
