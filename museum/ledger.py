"""What has happened stays written: one chain of ledger lines over all registers.

A line holds ids, codes and dates, never a name, a telephone number or free text, so that a person
can be erased while the chain still fits. The reason in words stands on the row that the verb wrote
(a Movement, a RegisterEntry). With the facts it holds the seals of the rows that the act wrote
(museum/row_seals.py); museum/chain.py and museum/verifying.py read all of it again.
"""

import datetime
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from museum import clock, numbering, row_seals
from museum.append_only import AppendOnly
from museum.row_seals import SCHEME, WITH_ROWS, WITHOUT_ROWS  # noqa: F401 (a line's schemes)

CHAIN = "ledger"
FIRST = "0" * 64
# A curator has looked at the computer's clock: it is right, the last line was not (museum.trusting).
CLOCK = "museum.clock"
# What visitors do themselves, without an account. Every other line names who wrote it.
OF_THE_PUBLIC = ("visits.booking_asked", "visits.booking_changed", "visits.booking_cancelled")
# What the program itself writes: once, when a museum is upgraded whose lines held less of their rows.
TAKEN_OVER = "museum.taken_over"


class LedgerLine(AppendOnly):
    """One act in the chain: its hash covers its ids, its facts, the seals of the rows that the act
    wrote, and the hash of the line before."""

    by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written down by"),
    )
    sequence = models.PositiveBigIntegerField(_("line"), unique=True)
    act = models.CharField(_("act"), max_length=60)
    subject = models.CharField(_("subject"), max_length=60, db_index=True)
    facts = models.JSONField(_("facts"), default=dict)
    scheme = models.PositiveSmallIntegerField(_("scheme"), default=SCHEME)
    rows = models.JSONField(_("seals of the rows written"), default=dict)
    before = models.CharField(_("hash of the line before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger lines")
        ordering = ["sequence"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="a_line_names_who_wrote_it",
                condition=models.Q(by__isnull=False)
                | models.Q(act__in=(*OF_THE_PUBLIC, TAKEN_OVER)),
            )
        ]

    def __str__(self):
        return f"{self.sequence} {self.act} {self.subject}"

    def digest(self) -> str:
        """Return the SHA-256 that this line should carry, as 64 hex digits."""
        return digest(*(getattr(self, each) for each in COVERED))


_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
# What the hash of a line covers.
COVERED = ("sequence", "uuid", "by_id", "happened_at", "recorded_at", "act", "subject", "facts",
           "before", "scheme", "rows")  # fmt: skip


def digest(sequence, uuid, by_id, happened_at, recorded_at, act, subject, facts, before, scheme,
           rows) -> str:  # fmt: skip
    """Return the SHA-256 over what a line says, as 64 hex digits."""
    written = [
        sequence,
        str(uuid),
        by_id,
        _moment(happened_at),
        _moment(recorded_at),
        act,
        subject,
        facts,
        before,
    ]
    if scheme >= WITH_ROWS:
        written += [scheme, rows]
    return hashlib.sha256(_text(written).encode()).hexdigest()


def _moment(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def write(act: str, subject: models.Model, *, by, happened_at, key=None,
          rows: Iterable[models.Model] = (), named: Iterable[models.Model] = (),
          **facts) -> LedgerLine:  # fmt: skip
    """Append one line to the chain, inside the caller's transaction.

    subject is the row that was acted on; rows are those that the act has written, as they now
    stand; named are others that the line stands on, read afresh; facts are ids, codes, numbers and
    ISO dates only. by is None where visitors act themselves (OF_THE_PUBLIC); the database refuses
    it anywhere else.
    Refuses (code "clock") while the clock lies before the last line.
    The chain's head is locked last, so that no verb waits for a row while it holds the chain.
    """
    return append(act, subject, by=by, happened_at=happened_at, key=key,
                  rows=row_seals.seals(rows), named=named, facts=facts)  # fmt: skip


def write_entry(act: str, subject: models.Model, entry: AppendOnly, /, *,
                rows: Iterable[models.Model] = (), named: Iterable[models.Model] = (),
                **facts) -> LedgerLine:  # fmt: skip
    """Append the line of an entry that an act has just written, as write does. Who, when and the key
    stand in the entry, so that it and its line cannot tell them differently; rows are what else the
    act has written."""
    return write(act, subject, by=entry.by, happened_at=entry.happened_at, key=entry.uuid,
                 rows=(entry, *rows), named=named, **facts)  # fmt: skip


_listeners: list[tuple[frozenset[str], Callable[[], None]]] = []


def hear(acts: Iterable[str], listener: Callable[[], None]) -> None:
    """Call listener() when a line of one of these acts stands. Registers know nothing of who keeps
    what was taken away beside the backups."""
    _listeners.append((frozenset(acts), listener))


def _tell(acts: Iterable[str]) -> None:
    written = set(acts)
    for wanted, listener in _listeners:
        if wanted & written:
            transaction.on_commit(listener, robust=True)


def append(act, subject, *, by, happened_at, rows, named=(), key=None, facts=None) -> LedgerLine:
    sequence = numbering.allot(CHAIN)
    before, last = _end(sequence)
    if act not in (CLOCK, TAKEN_OVER):
        clock.check_set(last)
    line = LedgerLine(
        uuid=key or uuid.uuid4(),
        sequence=sequence,
        by=by,
        happened_at=happened_at,
        recorded_at=timezone.now(),
        act=act,
        subject=row_seals.name(subject),
        facts=facts or {},
        rows=_named(named, {}) | rows,
        before=before,
    )
    line.hash = line.digest()
    line.save()
    _tell([act])
    return line


def _named(named: Iterable[models.Model], known: dict[str, str]) -> dict[str, str]:
    """Return the seals of rows that an act names and has not written, as they stand now that no
    other line can come between: whoever changed one has written that line already, or will."""
    found = {}
    for row in named:
        called = row_seals.name(row)
        if called not in known:
            known |= row_seals.seals([type(row)._base_manager.get(pk=row.pk)])
        found[called] = known[called]
    return found


def _end(sequence: int) -> tuple[str, datetime.datetime | None]:
    """Return hash and moment of the line before sequence, locked as the chain's head is."""
    last = LedgerLine.objects.filter(sequence=sequence - 1).values_list("hash", "recorded_at")
    return last.first() or (FIRST, None)


def behind() -> datetime.datetime | None:
    """Return when the last line was written, if by this computer's clock that is still to come."""
    moments = LedgerLine.objects.order_by("-sequence").values_list("recorded_at", flat=True)
    last = moments.first()
    return last if last and last > timezone.now() + clock.LEEWAY else None


@dataclass(frozen=True)
class Act:
    """One line to be written among many: what write takes."""

    act: str
    subject: models.Model
    happened_at: datetime.datetime
    key: uuid.UUID
    rows: Sequence[models.Model]
    facts: dict
    named: Sequence[models.Model] = ()


def write_many(acts: Sequence[Act], *, by) -> list[LedgerLine]:
    """Append one line for each act, in that order, as write does."""
    sequence = numbering.allot_run(CHAIN, len(acts))
    before, last = _end(sequence.start)
    clock.check_set(last)
    lines, now = [], timezone.now()
    known: dict[str, str] = {}
    for number, each in zip(sequence, acts, strict=True):
        line = LedgerLine(
            uuid=each.key,
            sequence=number,
            by=by,
            happened_at=each.happened_at,
            recorded_at=now,
            act=each.act,
            subject=row_seals.name(each.subject),
            facts=each.facts,
            rows=_named(each.named, known) | row_seals.seals(each.rows),
            before=before,
        )
        line.hash = before = line.digest()
        lines.append(line)
    _tell(line.act for line in lines)
    return LedgerLine.objects.bulk_create(lines)


def row_key(key: uuid.UUID, part: object) -> uuid.UUID:
    """Return the key of one row among the many that one act with key writes."""
    return uuid.uuid5(key, str(part))
