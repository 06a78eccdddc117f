"""One tap at the door: somebody came in on their own. A tap is undone by a second row."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.append_only import AppendOnly, AppendOnlyQuerySet, WithWords


class TapQuerySet(AppendOnlyQuerySet):
    def current(self):
        """The taps that count: neither undone nor undoing."""
        return self.filter(cancels=None, cancelled_by=None)

    def between(self, first, last):
        """Those of the days from first to last, both included, in Asia/Shanghai."""
        return self.filter(day__gte=first, day__lte=last)


class Tap(AppendOnly):
    """uuid comes from the device, so that a tap handed in twice is one tap."""

    class Kind(models.TextChoices):
        ADULT = "adult", pgettext_lazy("visitors", "adult")
        CHILD = "child", pgettext_lazy("visitors", "child")
        ELDER = "elder", pgettext_lazy("visitors", "elder")

    kind = models.CharField(pgettext_lazy("visitors", "who"), max_length=6, choices=Kind.choices)
    day = models.DateField(_("day of the visit"), db_index=True)
    # More than one only where a paper tally was keyed in, or so many came at once.
    persons = models.PositiveIntegerField(_("people in all"), default=1)
    device = models.UUIDField(_("device"), null=True)
    cancels = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="cancelled_by", verbose_name=_("undoes")
    )

    sealed = ("kind", "day", "persons", "device", "cancels_id")

    objects: ClassVar = TapQuerySet.as_manager()

    class Meta:
        verbose_name = _("tap at the door")
        verbose_name_plural = _("taps at the door")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="a_tap_counts_somebody", condition=models.Q(persons__gte=1))
        ]

    def __str__(self):
        return f"{self.day} {self.kind}"


class TapCorrection(WithWords, AppendOnly):
    """The line that puts a day's taps right: how many of one kind were counted, how many had come, and
    why. What it undoes and adds are rows of taps, so that every figure follows."""

    kind = models.CharField(
        pgettext_lazy("visitors", "who"), max_length=6, choices=Tap.Kind.choices
    )
    day = models.DateField(_("day of the visit"), db_index=True)
    counted = models.PositiveIntegerField(_("counted before"))
    persons = models.PositiveIntegerField(_("how many had come"))
    reason = models.CharField(_("reason"), max_length=200)

    sealed = ("kind", "day", "counted", "persons")
    sealed_words = ("reason",)

    class Meta:
        verbose_name = _("correction of a day’s taps")
        verbose_name_plural = _("corrections of a day’s taps")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="a_correction_of_taps_changes_the_count",
                condition=~models.Q(counted=models.F("persons")),
            )
        ]

    def __str__(self):
        return f"{self.day} {self.kind} {self.counted} → {self.persons}"
