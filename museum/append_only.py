"""Rows that cannot be deleted, and rows that cannot be changed either.

Here a verb is refused in a sentence; museum.guarding lays triggers behind it, for whoever comes past the
program.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from museum.refusals import refuse


class NeverDeletedQuerySet(models.QuerySet):
    """Rows that are never deleted, in bulk neither."""

    def delete(self):
        refuse(None, _("Nothing is deleted from the register. Write down what changed."), "kept")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, using):
        self.delete()


class AppendOnlyQuerySet(NeverDeletedQuerySet):
    """Rows that are neither deleted nor changed."""

    def update(self, **changes):
        refuse(None, _("A line that is written stays as it is. Add a correcting line."), "written")

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs, fields, batch_size=None):
        self.update()


class NeverDeleted(models.Model):
    """A row that is never deleted: items, donations, people, numbers."""

    never_deleted = True

    objects: ClassVar = NeverDeletedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, *args, **kwargs):
        refuse(None, _("Nothing is deleted from the register. Write down what changed."), "kept")


class NeverChanged(NeverDeleted):
    """A row that is written once and stays as it is."""

    never_changed = True

    objects: ClassVar = AppendOnlyQuerySet.as_manager()

    class Meta(NeverDeleted.Meta):
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            refuse(
                None, _("A line that is written stays as it is. Add a correcting line."), "written"
            )
        super().save(*args, **kwargs)


class AppendOnly(NeverChanged):
    """A row that a verb writes once: who, when it happened, when it was written down, why."""

    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written down by"),
    )
    happened_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("written down at"), default=timezone.now, editable=False)

    class Meta(NeverChanged.Meta):
        abstract = True


class WithWords(models.Model):
    """A row under whose seal stand words too. Its salt is in no line: where row and salt are erased,
    nobody guesses from the chain what the words were."""

    salt = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
