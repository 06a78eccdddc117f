"""班次: the shifts of each day, and who has signed up."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from museum.append_only import NeverDeleted, NeverDeletedQuerySet, WithWords
from museum.campaigns import Campaign
from museum.clock import briefly, time_of
from museum.times import span
from museum.volunteers.models.plan import Post, ShiftTemplate
from museum.volunteers.models.volunteers import Volunteer


class ShiftQuerySet(NeverDeletedQuerySet):
    def held(self):
        """Those that were not called off."""
        return self.filter(called_off_at=None)

    def clashing_with(self, start, end):
        """Those that run at some moment between start and end. One that ends as another begins
        does not clash with it."""
        return self.held().filter(starts_at__lt=end, ends_at__gt=start)

    def of(self, *volunteers):
        """Those that one of volunteers is on."""
        return self.filter(sign_ups__volunteer__in=volunteers, sign_ups__off_at=None)

    def between(self, first, last):
        """Those that begin on a day from first to last."""
        return self.filter(date__range=(first, last))

    def counted(self):
        """With how many are on each."""
        return self.annotate(on=Count("sign_ups", filter=Q(sign_ups__off_at=None)))

    def with_people(self):
        on = SignUp.objects.current().select_related("volunteer__person").order_by("pk")
        return self.select_related("role", "campaign").prefetch_related(
            Prefetch("sign_ups", on, to_attr="people")
        )

    def lock(self, shift):
        """Lock shift until the transaction ends: two who want the last place wait here.

        Before the volunteer, always.
        """
        return (
            self.select_for_update(of=("self",), no_key=True)
            .select_related("role")
            .get(pk=shift.pk)
        )


class Shift(WithWords, Post, NeverDeleted):
    """Some hours of one day. One that goes past midnight belongs to the day it begins on."""

    date = models.DateField(_("day"), db_index=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
        verbose_name=_("campaign"),
    )
    template = models.ForeignKey(
        ShiftTemplate, models.PROTECT, null=True, editable=False, related_name="shifts"
    )
    called_off_at = models.DateTimeField(_("called off at"), null=True, editable=False)
    called_off_for = models.CharField(_("called off because"), max_length=200, blank=True)

    sealed = (
        "date", "starts_at", "ends_at", "role_id", "needed", "campaign_id", "template_id",
        "called_off_at",
    )  # fmt: skip
    sealed_words = ("place", "called_off_for")

    objects: ClassVar = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["starts_at", "pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="a_shift_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="a_shift_needs_somebody", condition=Q(needed__gte=1)),
            models.UniqueConstraint(
                fields=["template", "date"], name="one_shift_a_day_from_each_weekly_line"
            ),
        ]

    def __str__(self):
        return f"{briefly(self.date)} {date_format(self.date, 'l')} {self.hours} {self.role}"

    @property
    def hours(self) -> str:
        """9:00–12:00, on Shanghai's clock; 0:00–24:00 is the whole day."""
        return span(time_of(self.starts_at), time_of(self.ends_at))

    @property
    def planned_minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None


class SignUpQuerySet(NeverDeletedQuerySet):
    def current(self):
        return self.filter(off_at=None)


class SignUp(WithWords, NeverDeleted):
    """A volunteer is on a shift, from when it was written down until it is taken off."""

    shift = models.ForeignKey(
        Shift, models.PROTECT, related_name="sign_ups", verbose_name=_("shift")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="sign_ups", verbose_name=_("volunteer")
    )
    on_at = models.DateTimeField(_("signed up at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written down by"),
    )
    off_at = models.DateTimeField(_("signed off at"), null=True, editable=False)
    off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("signed off by"),
    )
    off_for = models.CharField(_("reason"), max_length=200, blank=True)

    sealed = ("shift_id", "volunteer_id", "on_at", "by_id", "off_at", "off_by_id")
    sealed_words = ("off_for",)

    objects: ClassVar = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["pk"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "volunteer"],
                condition=Q(off_at=None),
                name="nobody_is_on_a_shift_twice",
            ),
            models.CheckConstraint(
                name="whoever_is_off_was_taken_off",
                condition=Q(off_at=None, off_by=None)
                | Q(off_at__isnull=False, off_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.shift_id} {self.volunteer_id}"
