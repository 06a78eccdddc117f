"""What has happened stays written: rows that cannot be deleted, rows that cannot be changed, and
one chain of ledger lines over all registers.

A line holds ids, codes and dates, never a name, a telephone number or free text, so that a person
can be erased while the chain still fits. The reason in words stands on the row that the verb wrote
(a Movement, a RegisterEntry).
"""

import datetime
import hashlib
import json
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from museum import numbering
from museum.refusals import refuse

CHAIN = "ledger"
FIRST = "0" * 64
# What visitors do themselves, without an account. Every other line names who wrote it.
OF_THE_PUBLIC = ("visits.booking_asked", "visits.booking_changed", "visits.booking_cancelled")


class KeptQuerySet(models.QuerySet):
    """Rows that are never deleted, in bulk neither."""

    def delete(self):
        refuse(None, _("Nothing is deleted from the register. Write down what changed."), "kept")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, using):
        self.delete()


class AppendOnlyQuerySet(KeptQuerySet):
    """Rows that are neither deleted nor changed."""

    def update(self, **changes):
        refuse(None, _("A line that is written stays as it is. Add a correcting line."), "written")

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs, fields, batch_size=None):
        self.update()


class Kept(models.Model):
    """A row that is never deleted: items, donations, people, numbers."""

    never_deleted = True  # and museum.guarding lays a trigger behind it

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, *args, **kwargs):
        refuse(None, _("Nothing is deleted from the register. Write down what changed."), "kept")


class AppendOnly(Kept):
    """A row that a verb writes once: who, when it happened, when it was written down, why."""

    never_changed = True

    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written down by"),
    )
    happened_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("written down at"), default=timezone.now, editable=False)

    objects = AppendOnlyQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            refuse(
                None, _("A line that is written stays as it is. Add a correcting line."), "written"
            )
        super().save(*args, **kwargs)


class LedgerLine(AppendOnly):
    """One act in the chain: its hash covers its ids and facts and the hash of the line before."""

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
                condition=models.Q(by__isnull=False) | models.Q(act__in=OF_THE_PUBLIC),
            )
        ]

    def __str__(self):
        return f"{self.sequence} {self.act} {self.subject}"

    def digest(self) -> str:
        """Return the SHA-256 that this line should carry, as 64 hex digits."""
        written = [
            self.sequence,
            str(self.uuid),
            self.by_id,
            _moment(self.happened_at),
            _moment(self.recorded_at),
            self.act,
            self.subject,
            self.facts,
            self.before,
        ]
        text = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _moment(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def write(act: str, subject: models.Model, *, by, happened_at, key=None, **facts) -> LedgerLine:
    """Append one line to the chain, inside the caller's transaction.

    subject is the row that was acted on; facts are ids, codes, numbers and ISO dates only. by is
    None where visitors act themselves (OF_THE_PUBLIC); the database refuses it anywhere else.
    The chain's head is locked last, so that no verb waits for a row while it holds the chain.
    """
    sequence = numbering.allot(CHAIN)
    before = LedgerLine.objects.filter(sequence=sequence - 1).values_list("hash", flat=True).first()
    line = LedgerLine(
        uuid=key or uuid.uuid4(),
        sequence=sequence,
        by=by,
        happened_at=happened_at,
        act=act,
        subject=f"{subject._meta.label_lower}:{subject.pk}",
        facts=facts,
        before=before or FIRST,
    )
    line.hash = line.digest()
    line.save()
    return line


def write_many(acts: Sequence[tuple[str, models.Model, datetime.datetime, uuid.UUID, dict]], *,
               by) -> list[LedgerLine]:  # fmt: skip
    """Append one line for each (act, subject, happened_at, key, facts), in that order, as write does."""
    sequence = numbering.allot_run(CHAIN, len(acts))
    last = LedgerLine.objects.filter(sequence=sequence.start - 1)
    before = last.values_list("hash", flat=True).first() or FIRST
    lines = []
    for number, (act, subject, happened_at, key, facts) in zip(sequence, acts, strict=True):
        line = LedgerLine(
            uuid=key,
            sequence=number,
            by=by,
            happened_at=happened_at,
            act=act,
            subject=f"{subject._meta.label_lower}:{subject.pk}",
            facts=facts,
            before=before,
        )
        line.hash = before = line.digest()
        lines.append(line)
    return LedgerLine.objects.bulk_create(lines)


def first_misfit() -> tuple[int, str] | None:
    """Return (line number, what does not fit) for the first broken line, or None.

    Finds a changed line, a missing line, a line put in between and a shortened end.
    """
    before, expected = FIRST, 1
    for line in LedgerLine.objects.order_by("sequence").iterator():
        if line.sequence != expected:
            return expected, "missing"
        if line.before != before:
            return line.sequence, "before"
        if line.hash != line.digest():
            return line.sequence, "changed"
        before, expected = line.hash, expected + 1
    if numbering.last(CHAIN) != expected - 1:
        return expected, "missing"
    return None


def row_key(key: uuid.UUID, part: object) -> uuid.UUID:
    """Return the key of one row among the many that one act with key writes."""
    return uuid.uuid5(key, str(part))
