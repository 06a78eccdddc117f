"""点错了: what was tapped wrongly on a day that is over is put right by a line of its own, with its reason.

Whoever taps takes today's last tap back at the door. Of a day that is over one knows how many there were.
"""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger
from museum.plausible import check_past
from museum.refusals import ask_all, refuse
from museum.visits.models import Tap, TapCorrection
from museum.visits.permissions import demand
from museum.visits.tapping import MOST, one_at_a_time


def check_recount(kind: str, persons: int, day: datetime.date, *, by, reason: str) -> None:
    """Refuse by code: forbidden, year, future, kind, many, same, no_reason."""
    demand(by, "correct")
    ask_all(
        lambda: check_past(day),
        lambda: _check_count(kind, persons, day),
        lambda: _check_reason(reason),
    )


def _check_count(kind: str, persons: int, day: datetime.date) -> None:
    if kind not in Tap.Kind.values:
        refuse("kind", _("Adult, child or elder?"), "kind")
    if not 0 <= persons <= MOST:
        refuse("persons", _("From 0 to %(most)s people.") % {"most": MOST}, "many")
    if persons == counted(kind, day):
        refuse("persons", _("%(persons)s are counted already, so there is nothing to correct.")
               % {"persons": persons}, "same")  # fmt: skip


def _check_reason(reason: str) -> None:
    if not reason.strip():
        refuse("reason", _("Why is it corrected? A few words."), "no_reason")


def counted(kind: str, day: datetime.date) -> int:
    """Return how many of a kind the taps of a day say."""
    return sum(tap.persons for tap in _current(kind, day))


def _current(kind: str, day: datetime.date) -> list[Tap]:
    return list(Tap.objects.current().filter(kind=kind, day=day).order_by("-happened_at", "-pk"))


@transaction.atomic
def recount(kind: str, persons: int, *, day: datetime.date, by, reason: str,
            key: uuid.UUID | None = None) -> TapCorrection:  # fmt: skip
    """So many of a kind had come on a day: write the line, undo taps that are too many, the last ones
    first, and add what is missing."""
    one_at_a_time()
    if key and (earlier := TapCorrection.objects.filter(uuid=key).first()):
        return earlier
    check_recount(kind, persons, day, by=by, reason=reason)
    now, before = timezone.now(), counted(kind, day)
    line = TapCorrection.objects.create(
        uuid=key or uuid.uuid4(), kind=kind, day=day, counted=before, persons=persons,
        reason=reason.strip(), by=by, happened_at=now,
    )  # fmt: skip
    taps = _put_right(line)
    ledger.write_entry("visits.recounted", line, line, rows=taps, day=day.isoformat(),
                       counted=before, persons=persons, taps=[tap.pk for tap in taps])  # fmt: skip
    return line


def _put_right(line: TapCorrection) -> list[Tap]:
    """Write the taps that make the day's count what line says, and return them. They carry the line's
    key as their device: nobody keyed them in from paper."""
    mine = {"kind": line.kind, "day": line.day, "device": line.uuid, "by": line.by,
            "happened_at": line.happened_at}  # fmt: skip
    now, taps = line.counted, []
    for tap in _current(line.kind, line.day):
        if now <= line.persons:
            break
        taps.append(Tap.objects.create(persons=tap.persons, cancels=tap, **mine))
        now -= tap.persons
    if now < line.persons:
        taps.append(Tap.objects.create(persons=line.persons - now, **mine))
    return taps
