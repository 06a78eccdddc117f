"""Where an object has been. The last line says where it is; nothing else does."""

import datetime
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly, AppendOnlyQuerySet, WithWords
from museum.clock import SHANGHAI


def end_of(day: datetime.date) -> datetime.datetime:
    """Return the first moment after day, in Asia/Shanghai."""
    return datetime.datetime.combine(
        day + datetime.timedelta(days=1), datetime.time.min, tzinfo=SHANGHAI
    )


class MovementQuerySet(AppendOnlyQuerySet):
    def until(self, day: datetime.date):
        """Those that had happened by the end of day, the latest first."""
        return self.filter(happened_at__lt=end_of(day)).order_by("-happened_at", "-pk")


class Movement(WithWords, AppendOnly):
    item = models.ForeignKey(
        "catalogue.Item", models.PROTECT, related_name="movements", verbose_name=_("object")
    )
    origin = models.ForeignKey(
        "catalogue.Place", models.PROTECT, null=True, related_name="+", verbose_name=_("from")
    )
    destination = models.ForeignKey(
        "catalogue.Place", models.PROTECT, related_name="arrivals", verbose_name=_("to")
    )
    # Kept as it was that day: a case that becomes a cupboard later rewrites no history.
    was_display = models.BooleanField(_("place was for display"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    act = models.UUIDField(_("one act"), default=uuid.uuid4, db_index=True, editable=False)

    sealed = ("item_id", "origin_id", "destination_id", "was_display", "act")
    sealed_words = ("reason",)

    objects: ClassVar = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"
        indexes = [models.Index(fields=["item", "-happened_at", "-id"])]

    def __str__(self):
        return f"{self.origin or '…'} → {self.destination}"
