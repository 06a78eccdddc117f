"""接收登记: who brought what, when, to whom. One receipt, any number of objects."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from museum.append_only import NeverDeleted, NeverDeletedQuerySet, WithWords
from museum.people.models import Person
from museum.people.naming import Naming, publicly_named


class Donation(WithWords, NeverDeleted):
    """A receipt (RG-2023-0007). Its facts are corrected by the verb alone."""

    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("receipt number"), max_length=30, unique=True)
    happened_at = models.DateTimeField(_("received on"))
    recorded_at = models.DateTimeField(_("written down at"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written down by"),
    )
    brought_by = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="brought",
        verbose_name=_("brought by"),
    )
    owner = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="donations",
        verbose_name=_("giver or owner"),
    )
    on_behalf = models.CharField(_("on whose behalf"), max_length=80, blank=True)
    received_by = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="received",
        verbose_name=_("received by"),
    )
    finder = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="found", verbose_name=_("finder")
    )
    found_where = models.CharField(_("found where"), max_length=120, blank=True)
    naming = models.CharField(
        _("how the giver is named"),
        max_length=10,
        choices=Naming.choices,
        default=Naming.ANONYMOUS,
    )
    campaign = models.ForeignKey(
        "museum.Campaign",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="donations",
        verbose_name=_("campaign"),
    )
    handed_in_at = models.DateTimeField(_("handed in at"), null=True)

    number_series = "donation"
    sealed = (
        "uuid", "year", "number", "label", "happened_at", "recorded_at", "recorded_by_id",
        "brought_by_id", "owner_id", "received_by_id", "finder_id", "naming", "campaign_id",
    )  # fmt: skip
    sealed_words = ("on_behalf", "found_where")

    objects: ClassVar = NeverDeletedQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-year", "-number"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_number_a_receipt"),
            models.CheckConstraint(
                name="a_receipt_names_a_giver_or_a_finder",
                condition=models.Q(owner__isnull=False) | models.Q(finder__isnull=False),
            ),
        ]

    def __str__(self):
        return self.label

    @transaction.atomic
    def hand_in(self) -> None:
        """The volunteer has asked the curator: the givers' telephone numbers are masked from now on."""
        Donation.objects.filter(pk=self.pk, handed_in_at=None).update(handed_in_at=timezone.now())
        people = [self.owner_id, self.brought_by_id, self.finder_id]
        Person.objects.filter(pk__in=[pk for pk in people if pk]).update(handed_in=True)

    @property
    def giver_as_named(self) -> str:
        return publicly_named(self.owner, self.naming)
