"""报镇里了: a final report has gone to the township, or to whoever else asked for it."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.clock import day_in_words, day_of
from museum.figures.models import Report, Submission
from museum.figures.permissions import demand
from museum.plausible import check_past
from museum.refusals import refuse


def check_submit(report: Report, *, by, day: datetime.date, to: str) -> None:
    """Refuse by code: forbidden, no_words, year, future, before."""
    demand(by, "hand_in")
    if not to.strip():
        refuse("to", _("To whom did it go? The culture station, the county?"), "no_words")
    check_past(day, field="day")
    final = day_of(report.happened_at)
    if day < final:
        refuse("day", _("It became final on %(day)s and cannot have gone before.")
               % {"day": day_in_words(final)}, "before")  # fmt: skip


@transaction.atomic
def submit(report: Report, *, by, day: datetime.date, to: str,
           key: uuid.UUID | None = None) -> Submission:  # fmt: skip
    """Write down that report went to a body on a day. The same key again returns what it wrote."""
    if key and (written := Submission.objects.filter(uuid=key).first()):
        return written
    check_submit(report, by=by, day=day, to=to)
    gone = Submission.objects.create(
        uuid=key or uuid.uuid4(), by=by, happened_at=timezone.now(), report=report, day=day,
        to=to.strip()[:60],
    )  # fmt: skip
    ledger.write_entry("figures.submitted", report, gone, report=report.pk, submission=gone.pk,
                       day=day.isoformat())  # fmt: skip
    return gone
