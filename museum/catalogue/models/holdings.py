"""The facts of an object: number, status, place, owner. Written by verbs alone."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.append_only import NeverDeleted, NeverDeletedQuerySet, WithWords
from museum.catalogue.models.family import AGREED, AgreedWithTheFamily
from museum.catalogue.models.standing import (
    GONE,
    GONE_WHERE,
    IN_THE_MUSEUM,
    NUMBERED,
    OF_THE_COLLECTION,
    STILL_THE_OWNERS,
    Series,
    Status,
    Way,
    series_for,
)
from museum.row_seals import WITH_FAMILY
from museum.wording import StrOrPromise

__all__ = ["GONE", "IN_THE_MUSEUM", "NUMBERED", "OF_THE_COLLECTION", "STILL_THE_OWNERS", "Holding", "HoldingQuerySet",
           "Series", "Status", "Way", "series_for", "temporary"]  # fmt: skip


class HoldingQuerySet(NeverDeletedQuerySet):
    def lock(self, items):
        """Lock the holdings of items and of their parts until the transaction ends.

        Always in the order of their keys, so that two acts never wait for each other in a circle.
        """
        keys = [item.pk for item in items]
        found = self.filter(Q(item__in=keys) | Q(item__parent__in=keys))
        locked = found.select_for_update(of=("self",), no_key=True)
        return locked.select_related("item", "donation", "place", "last_movement").order_by("pk")


class Holding(AgreedWithTheFamily, WithWords, NeverDeleted):
    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    item = models.OneToOneField(
        "catalogue.Item", models.PROTECT, related_name="holding", verbose_name=_("object")
    )
    donation = models.ForeignKey(
        "catalogue.Donation", models.PROTECT, related_name="holdings", verbose_name=_("receipt")
    )
    line = models.PositiveSmallIntegerField(_("line on the receipt"))
    way = models.CharField(_("way of coming"), max_length=10, choices=Way.choices)
    conditions = models.CharField(_("conditions"), max_length=300, blank=True)
    loan_ends = models.DateField(_("loan ends on"), null=True)
    series = models.CharField(_("series"), max_length=10, choices=Series.choices, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True)
    part = models.PositiveSmallIntegerField(_("part"), default=0)
    label = models.CharField(_("object number"), max_length=30, unique=True, null=True)  # noqa: DJ001
    accepted_at = models.DateTimeField(_("accepted on"), null=True)
    status = models.CharField(
        pgettext_lazy("object", "status"), max_length=14, choices=Status.choices
    )
    place = models.ForeignKey(
        "catalogue.Place",
        models.PROTECT,
        null=True,
        related_name="holdings",
        verbose_name=_("place"),
    )
    last_movement = models.OneToOneField(
        "catalogue.Movement",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("movement"),
    )
    owner = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="owned",
        verbose_name=_("owner"),
        help_text=_("Empty: the museum."),
    )
    matched_to = models.ForeignKey(
        "catalogue.Item",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("known object"),
    )
    sensitive = models.BooleanField(_("sensitive to a family or community"), default=False)
    consent = models.BooleanField(_("consent stands"), default=False)
    withdrawn = models.BooleanField(_("withdrawn from public view"), default=False)
    describer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("described by"),
        help_text=_("Empty: whoever wrote the receipt."),
    )

    sealed = (
        "uuid", "item_id", "donation_id", "line", "way", "loan_ends", "series", "number", "part",
        "label", "accepted_at", "status", "place_id", "last_movement_id", "owner_id",
        "matched_to_id", "sensitive", "consent", "withdrawn",
    )  # fmt: skip
    sealed_words = ("conditions",)
    sealed_later: ClassVar = {WITH_FAMILY: ("describer_id", *AGREED)}

    objects: ClassVar = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of an object")
        verbose_name_plural = _("facts of objects")
        base_manager_name = "objects"
        default_permissions = ()
        permissions = [
            ("receive", _("Can receive objects")),
            ("accept", _("Can accept, decline and number objects")),
            ("give_back", _("Can give objects back")),
            ("move", _("Can move objects")),
            ("display", _("Can put objects on display")),
            ("withdraw", _("Can withdraw objects from public view")),
            ("deaccession", _("Can deaccession objects")),
            ("correct", _("Can correct registered facts")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number", "part"],
                name="one_number_an_object",
                condition=Q(number__isnull=False),
            ),
            models.UniqueConstraint(fields=["donation", "line", "part"], name="one_line_an_object"),
            models.CheckConstraint(
                name="an_accepted_object_has_a_number_and_a_date",
                condition=~Q(status__in=NUMBERED)
                | Q(number__isnull=False, label__isnull=False, accepted_at__isnull=False)
                & ~Q(series=""),
            ),
            models.CheckConstraint(
                name="a_loan_has_an_end",
                condition=~Q(way=Way.LOAN) | Q(loan_ends__isnull=False),
            ),
            models.CheckConstraint(
                name="a_deposit_has_an_owner",
                condition=~Q(way__in=STILL_THE_OWNERS) | Q(owner__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_is_here_has_a_place",
                condition=Q(status=Status.OFFERED, place=None) | ~Q(status=Status.OFFERED),
            ),
            models.CheckConstraint(
                name="what_was_photographed_went_home",
                condition=~Q(status=Status.COPIED) | Q(way=Way.COPIED, place=None, may_keep=True),
            ),
            models.CheckConstraint(
                name="consent_is_about_something_sensitive",
                condition=Q(consent=False) | Q(sensitive=True),
            ),
            models.CheckConstraint(
                name="a_place_comes_with_its_movement",
                condition=Q(place=None, last_movement=None)
                | Q(place__isnull=False, last_movement__isnull=False),
            ),
        ]
        indexes = [models.Index(F("status"), F("series"), name="holding_status_series")]

    def __str__(self):
        return self.designation

    @property
    def designation(self) -> str:
        """The number, or until there is one the receipt's line: RG-2023-0007-4."""
        return self.label or temporary(self.donation.label, self.line, self.part)

    @property
    def is_on_display(self) -> bool:
        return bool(self.last_movement_id and self.last_movement.was_display)

    @property
    def is_here(self) -> bool:
        """Whether the museum has the thing in its hands (a declined one not yet fetched counts)."""
        return self.place_id is not None and not self.place.is_elsewhere

    @property
    def whereabouts(self) -> StrOrPromise:
        """Where it is, in words: what is not here is with somebody, and stands in no place."""
        if self.place_id is None or self.place.kind != self.place.Kind.ELSEWHERE:
            return str(self.place or "")
        return GONE_WHERE.get(self.status, str(self.place))


def temporary(receipt: str, line: int, part: int = 0) -> str:
    """Return what an object is called before it has a number."""
    return f"{receipt}-{line}" + (f"-{part}" if part else "")
