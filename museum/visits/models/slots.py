"""The times at which visits begin, how many come at which, and how often one address has asked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Slot(models.Model):
    """One time of one day, in being since its first booking: the row that bookings lock."""

    day = models.DateField(_("day of the visit"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("time to visit")
        ordering = ["day", "starts_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "starts_at"], name="one_slot_a_time"),
            models.CheckConstraint(
                name="a_slot_ends_after_it_begins", condition=Q(ends_at__gt=models.F("starts_at"))
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class Seat(models.Model):
    """How many of a booking come at which time. A split party has two."""

    booking = models.ForeignKey("visits.Booking", models.CASCADE, related_name="seats")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="seats")
    persons = models.PositiveIntegerField(pgettext_lazy("batch", "people"))

    class Meta:
        verbose_name = _("places taken")
        ordering = ["slot__starts_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["booking", "slot"], name="a_booking_once_a_slot"),
            models.CheckConstraint(name="a_seat_has_people", condition=Q(persons__gte=1)),
        ]

    def __str__(self):
        return f"{self.slot} {self.persons}"


class Knock(models.Model):
    """How often one address asked within one hour. The address stands here only as a keyed hash."""

    key = models.CharField(max_length=64, unique=True)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("requests of one address")
        default_permissions = ()

    def __str__(self):
        return f"{self.hour} {self.count}"
