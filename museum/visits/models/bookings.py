"""预约: who wants to come, when, how many. What was said about it stands in its entries."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.append_only import AppendOnly, NeverDeleted, NeverDeletedQuerySet
from museum.clock import today
from museum.reading.normal import plain
from museum.visits.models.origins import Origin
from museum.visits.models.visits import Visit

# No 0 O 1 I L: the code is read out on the telephone.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def unguessable() -> str:
    """Return 16 signs, 79 bits."""
    return "".join(secrets.choice(SIGNS) for _each in range(16))


class BookingQuerySet(NeverDeletedQuerySet):
    def holding(self):
        """Those that hold their places."""
        return self.filter(status__in=Booking.HOLDING)

    def to_do(self):
        """Those that nobody has answered yet."""
        return self.filter(status=Booking.Status.ASKED)

    def of_the_same_body(self, booking):
        """Other bookings of the same school or body that are still to come, in whatever writing."""
        name = plain(booking.organisation)
        if not name:
            return []
        found = self.filter(status__in=Booking.OPEN, day__gte=today()).exclude(pk=booking.pk)
        return [each for each in found.order_by("day", "pk") if plain(each.organisation) == name]

    def expected_on(self, day):
        return self.holding().filter(day=day).exclude(status=Booking.Status.ARRIVED)


class Booking(NeverDeleted):
    """Its facts are changed by the verbs of museum.visits.booking alone."""

    class Status(models.TextChoices):
        ASKED = "asked", _("waits for an answer")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", pgettext_lazy("booking", "refused")
        CANCELLED = "cancelled", _("cancelled")
        ARRIVED = "arrived", _("has come")

    HOLDING = (Status.ASKED, Status.CONFIRMED, Status.ARRIVED)
    OPEN = (Status.ASKED, Status.CONFIRMED)

    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=16, unique=True, default=unguessable)
    label = models.CharField(_("number of the booking"), max_length=30, unique=True)
    status = models.CharField(
        pgettext_lazy("booking", "status"),
        max_length=10,
        choices=Status.choices,
        default=Status.ASKED,
    )
    day = models.DateField(_("day of the visit"), db_index=True)
    size = models.PositiveIntegerField(_("how many people"))
    kind = models.CharField(
        _("kind of group"), max_length=12, choices=Visit.Kind.choices, default=Visit.Kind.OTHER
    )
    origin = models.CharField(_("where from"), max_length=10, choices=Origin.choices, blank=True)
    organisation = models.CharField(_("organisation"), max_length=60, blank=True)
    contact = models.ForeignKey(
        "people.Contact",
        models.PROTECT,
        related_name="bookings",
        verbose_name=_("contact"),
    )
    wants_guide = models.BooleanField(_("would like a guide"), default=False)
    wishes = models.CharField(_("wishes"), max_length=300, blank=True)
    guide = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("person", "guide"),
    )
    answer = models.CharField(_("answer to them"), max_length=300, blank=True)
    by_telephone = models.BooleanField(_("by telephone"), default=False)
    notice_version = models.CharField(_("version of the privacy notice"), max_length=20, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    visit = models.OneToOneField(
        Visit, models.PROTECT, null=True, related_name="booking", verbose_name=_("visit")
    )

    number_series = "booking"  # the number and its year stand in the label
    sealed = (
        "uuid", "label", "status", "day", "size", "kind", "origin", "contact_id", "wants_guide",
        "guide_id", "by_telephone", "made_at", "visit_id",
    )  # fmt: skip
    sealed_parts = {"seats": ("slot__day", "slot__starts_at", "slot__ends_at", "persons")}

    objects: ClassVar = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["day", "pk"]
        base_manager_name = "objects"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="a_booking_has_people", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="who_arrived_has_a_visit",
                condition=(~Q(status="arrived") & Q(visit=None))
                | Q(status="arrived", visit__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_booking_has_words", condition=~Q(status="refused") | ~Q(answer="")
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def name(self) -> str:
        """Return how it is called: the body, whom to ask for, else what kind of group it is."""
        return self.organisation or self.contact.name or self.get_kind_display()


class BookingEntry(AppendOnly):
    """What was done to a booking. by is nobody where the visitors did it themselves."""

    class Act(models.TextChoices):
        ASKED = "asked", _("booked")
        CHANGED = "changed", _("changed")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", pgettext_lazy("booking", "refused")
        CANCELLED = "cancelled", _("cancelled")
        GUIDED = "guided", _("got a guide")
        ARRIVED = "arrived", _("has come")

    by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("written down by"),
    )
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="entries")
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    day = models.DateField(_("day of the visit"))
    size = models.PositiveIntegerField(_("how many people"))
    # 2 where the party came in two parts: what a calendar holds has to be taken back there, too.
    times = models.PositiveSmallIntegerField(_("at how many times"), default=1)

    sealed = ("booking_id", "act", "day", "size", "times")

    class Meta:
        verbose_name = _("entry about a booking")
        ordering = ["pk"]
        base_manager_name = "objects"
        default_permissions = ()

    def __str__(self):
        return f"{self.booking} {self.act}"
