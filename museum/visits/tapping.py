"""点人数: the only writer of taps. A queue of taps may come late, twice, or from several devices."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import ledger, numbering
from museum.clock import at, day_of
from museum.plausible import check_past
from museum.refusals import refuse
from museum.visits.models import Tap
from museum.visits.permissions import demand

SERIES = "taps"
AT_ONCE = 500
# A device may be without a connection for so long. What lies further back is a wrong clock.
LONGEST = datetime.timedelta(days=31)
MOST = 2000


@dataclass(frozen=True)
class Touch:
    """One tap as a device tells it. cancels: the key of the tap that this one undoes."""

    key: uuid.UUID
    kind: str
    happened_at: datetime.datetime | None = None
    cancels: uuid.UUID | None = None


def check_hand_in(touches: Sequence[Touch], *, by) -> None:
    """Refuse by code: forbidden, too_many."""
    demand(by, "count")
    if len(touches) > AT_ONCE:
        refuse(None, _("At most %(most)s taps at once.") % {"most": AT_ONCE}, "too_many")


@transaction.atomic
def hand_in(touches: Sequence[Touch], *, by, device: uuid.UUID) -> list[Tap]:
    """Write down what is new among touches and return it; what was handed in before stays one tap.

    What no device of ours sends (an unknown kind, the undoing of a tap that is not there) is left
    out: one such entry must not hold up the queue behind it. Undoing twice undoes once.
    """
    check_hand_in(touches, by=by)
    now = timezone.now()
    one_at_a_time()
    keys = {each.key for each in touches} | {each.cancels for each in touches if each.cancels}
    known = {tap.uuid: tap for tap in Tap.objects.filter(uuid__in=keys)}
    undone = set(
        Tap.objects.filter(cancels__in=known.values()).values_list("cancels__uuid", flat=True)
    )
    new = []
    # Taps first: an undoing may stand before its tap in a queue put together from two tabs.
    for touch in sorted(touches, key=lambda each: each.cancels is not None):
        tap = None if touch.key in known else _tap(touch, known, undone, now)
        if tap is None:
            continue
        tap.by, tap.device = by, device
        tap.save()
        known[tap.uuid] = tap
        if tap.cancels_id:
            undone.add(touch.cancels)  # type: ignore[arg-type]  # _tap saw that it is one
        new.append(tap)
    _write("visits.tapped", new, by=by, now=now)
    return new


def one_at_a_time() -> None:
    """Wait for whoever is handing in: asking what is known and writing the rest is one step."""
    numbering.lock(SERIES)


def _tap(touch: Touch, known: dict, undone: set, now) -> Tap | None:
    happened_at = bounded(touch.happened_at, now)
    if touch.cancels:
        other = known.get(touch.cancels)
        if other is None or other.cancels_id or touch.cancels in undone:
            return None
        # It undoes that day's count, whenever it is undone.
        return Tap(uuid=touch.key, kind=other.kind, persons=other.persons, day=other.day,
                   happened_at=happened_at, cancels=other)  # fmt: skip
    if touch.kind not in Tap.Kind.values:
        return None
    return Tap(uuid=touch.key, kind=touch.kind, day=day_of(happened_at), happened_at=happened_at)


def bounded(claimed: datetime.datetime | None, now: datetime.datetime) -> datetime.datetime:
    """Return the moment that a device told, or now where its clock cannot be right."""
    return claimed if claimed and now - LONGEST <= claimed <= now else now


def _write(act: str, taps: Sequence[Tap], *, by, now) -> None:
    if taps:
        counted = [tap for tap in taps if not tap.cancels_id]
        ledger.write(act, taps[0], by=by, happened_at=now, rows=taps,
                     taps=[tap.pk for tap in taps], persons=sum(tap.persons for tap in counted),
                     undone=len(taps) - len(counted))  # fmt: skip


def check_tally(kind: str, persons: int, day: datetime.date, *, by) -> None:
    """Refuse by code: forbidden, kind, nobody, future."""
    demand(by, "count")
    check_past(day)
    if kind not in Tap.Kind.values:
        refuse("kind", _("Adult, child or elder?"), "kind")
    if not 1 <= persons <= MOST:
        refuse("persons", _("From 1 to %(most)s people.") % {"most": MOST}, "nobody")


@transaction.atomic
def tally(kind: str, persons: int, *, day: datetime.date, by, key=None) -> Tap:
    """Write down what stood on a paper tally of a day: one row for so many of one kind."""
    check_tally(kind, persons, day, by=by)
    one_at_a_time()
    if key and (earlier := Tap.objects.filter(uuid=key).first()):
        return earlier
    now = timezone.now()
    tap = Tap.objects.create(uuid=key or uuid.uuid4(), kind=kind, persons=persons, day=day,
                             happened_at=min(at(day, None), now), by=by)  # fmt: skip
    _write("visits.tallied", [tap], by=by, now=now)
    return tap


@transaction.atomic
def undo(tap: Tap, *, by) -> Tap:
    """Undo one tap or tally, whoever made it, by a row of its own. Refuses (code "undone")."""
    demand(by, "correct")
    one_at_a_time()
    if tap.cancels_id or Tap.objects.filter(cancels=tap).exists():
        refuse(None, _("This has been undone already."), "undone")
    now = timezone.now()
    row = Tap.objects.create(kind=tap.kind, persons=tap.persons, day=tap.day, cancels=tap,
                             happened_at=now, by=by)  # fmt: skip
    _write("visits.tapped", [row], by=by, now=now)
    return row
