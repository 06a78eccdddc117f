"""定稿: what the year says becomes final under a number; what has changed since is said beside it."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger, numbering
from museum.clock import day_in_words, today
from museum.figures.definitions import BY_CODE
from museum.figures.figure import Number
from museum.figures.models import PREFIX, Report
from museum.figures.period_counts import PeriodCounts
from museum.figures.periods import Period
from museum.figures.permissions import demand
from museum.figures.yearly import frozen, pen_rows, table, thawed
from museum.plausible import check_floor
from museum.refusals import refuse

SERIES = "report"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Change:
    """A number that is another today than the report said. of: the period, or last year's, beside it."""

    of: Period
    label: str
    unit: str
    was: Number
    now: Number


def check_period(period: Period) -> None:
    """Refuse by code: reversed, year, future."""
    if period.first > period.last:
        refuse("until", _("The last day lies before the first. Look again."), "reversed")
    check_floor(period.first, field="from")
    if period.last > today():
        refuse("until", _("%(day)s is not over yet. Hand in figures up to today at most.")
               % {"day": day_in_words(period.last)}, "future")  # fmt: skip


def is_running(period: Period) -> bool:
    """Return whether today is one of its days: more may still happen on it."""
    return period.first <= today() <= period.last


def check_hand_in(period: Period, *, by, by_hand: Mapping[str, str], early: bool) -> None:
    """Refuse by code: forbidden, reversed, year, future, long, running. early: the period still runs,
    and that is meant."""
    demand(by, "hand_in")
    check_period(period)
    known = {row.code: row.label for row in pen_rows()}
    for code, said in by_hand.items():
        if len(said) > LONGEST:
            refuse(code, _("%(row)s: a few words at most, %(longest)s letters.")
                   % {"row": known.get(code, code), "longest": LONGEST}, "long")  # fmt: skip
    if is_running(period) and not early:
        refuse("early", _("These days are not over: what still comes today is not in it. Wait until "
                          "they are over, or tick that it is meant."), "running")  # fmt: skip


@transaction.atomic
def hand_in(period: Period, *, by, key: uuid.UUID | None = None,
            by_hand: Mapping[str, str] | None = None, early: bool = False) -> Report:  # fmt: skip
    """Count the report once more and freeze it under a number of its own, with what the hand filled in.

    The same key again returns the report that was written with it.
    """
    by_hand = {code: said.strip() for code, said in (by_hand or {}).items()}
    check_hand_in(period, by=by, by_hand=by_hand, early=early)
    year = period.last.year
    number, earlier = numbering.allot_once(Report, key, SERIES, year=year)
    if earlier:
        return earlier
    kept = frozen(table(period, by_hand))
    report = Report.objects.create(
        uuid=key or uuid.uuid4(), by=by, happened_at=timezone.now(), year=year, number=number,
        label=numbering.label(PREFIX, number, year=year, width=4),
        first=period.first, last=period.last, table=kept,
    )  # fmt: skip
    ledger.write_entry("figures.handed_in", report, report, report=report.pk,
                       first=period.first.isoformat(), last=period.last.isoformat(),
                       figures=fingerprint(kept))  # fmt: skip
    return report


def fingerprint(kept: dict) -> str:
    """Return the SHA-256 of a kept table, which the ledger holds."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def errata(report: Report) -> list[Change]:
    """Return what the registers say otherwise today of the same days, last year's column too.

    What is counted on today's descriptions alone (photos, stories) changes with every new one, which
    makes no earlier figure wrong; the pen's rows nobody counts.
    """
    kept = thawed(report.table, report.period)
    now, then = PeriodCounts(kept.period), PeriodCounts(kept.before)
    found = []
    for row in kept.rows:
        known = BY_CODE.get(row.code)
        if known is None or known.of_today:
            continue
        for counts, was in ((now, row.value), (then, row.before)):
            if was is not None and (value := known.value(counts)) != was:
                found.append(Change(counts.period, row.label, row.unit, was, value))
    return found
