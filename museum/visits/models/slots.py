"""The times at which visits begin, and how many come at which."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum import times


class Slot(models.Model):
    """From when to when somebody visits on a day, in being since the first booking of it. Where the
    length of a visit was changed meanwhile, two of a day overlap."""

    day = models.DateField(_("day of the visit"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(pgettext_lazy("hour", "until"))

    class Meta:
        verbose_name = _("time to visit")
        ordering = ["day", "starts_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "starts_at", "ends_at"], name="one_slot_a_time"),
            models.CheckConstraint(
                name="a_slot_ends_after_it_begins",
                condition=times.in_order("starts_at", "ends_at"),
            ),
        ]

    def __str__(self):
        return f"{self.day} {times.span(self.starts_at, self.ends_at)}"

    @property
    def hours(self) -> str:
        return times.span(self.starts_at, self.ends_at)

    @property
    def begins(self) -> int:
        return times.minutes(self.starts_at)

    @property
    def ends(self) -> int:
        return times.ends(self.starts_at, self.ends_at)


class BookedDay(models.Model):
    """One day with bookings: the row that they lock. Those of one day overlap in ways of their own,
    so that no single time could be locked instead."""

    day = models.DateField(_("day of the visit"), unique=True)

    class Meta:
        verbose_name = _("day with bookings")
        default_permissions = ()

    def __str__(self):
        return str(self.day)


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
