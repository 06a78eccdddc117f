"""服务时长: the sign-in is the evidence, the line is what counts. Minutes are kept, half hours shown."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.append_only import AppendOnly, AppendOnlyQuerySet, WithWords
from museum.volunteers.models.shifts import Shift
from museum.volunteers.models.volunteers import Volunteer


class Way(models.TextChoices):
    CODE = "code", _("by the shift's code")
    TABLET = "tablet", _("at the tablet")
    SHEET = "sheet", _("from the sheet")


class SignInQuerySet(AppendOnlyQuerySet):
    def open(self):
        """Those without a sign-out."""
        return self.filter(line=None)

    def current(self):
        """Those that are open, or whose time is taken: not those that were struck out since."""
        there = ServiceLine.objects.claiming().filter(
            shift=OuterRef("shift"), volunteer=OuterRef("volunteer")
        )
        return self.filter(Q(line=None) | Exists(there))

    def forgotten(self, now=None):
        """Those whose shift is over and who never signed out: the weekly list."""
        return self.open().filter(shift__ends_at__lte=now or timezone.now())


class SignIn(AppendOnly):
    """A volunteer has come to a shift. happened_at is when."""

    shift = models.ForeignKey(
        Shift, models.PROTECT, related_name="sign_ins", verbose_name=_("shift")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="sign_ins", verbose_name=_("volunteer")
    )
    way = models.CharField(pgettext_lazy("volunteer", "how"), max_length=6, choices=Way.choices)

    sealed = ("shift_id", "volunteer_id", "way")

    objects: ClassVar = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["happened_at", "pk"]
        base_manager_name = "objects"

    def __str__(self):
        return f"{self.shift_id} {self.volunteer_id}"


class Waits(models.TextChoices):
    """Why a line does not count yet."""

    NOTHING = "", pgettext_lazy("volunteer", "counts")
    FORGOTTEN = "forgotten", _("the sign-out was forgotten")
    LATE = "late", _("written down late")
    OWN = "own", _("written down by themselves")


class ServiceLineQuerySet(AppendOnlyQuerySet):
    EFFECTIVE = Q(waits="") | Q(confirmation__accepted=True)

    def current(self):
        """Those that count: confirmed where they had to be, and corrected by none that counts."""
        later = ServiceLine.objects.filter(self.EFFECTIVE, replaces=OuterRef("pk"))
        return self.filter(self.EFFECTIVE).exclude(Exists(later))

    def waiting(self):
        """Those that somebody has to confirm or refuse."""
        return self.exclude(waits="").filter(confirmation=None)

    def claiming(self):
        """Those whose time is taken: they stand, or may yet. One that is struck out takes none."""
        later = ServiceLine.objects.filter(self.EFFECTIVE, replaces=OuterRef("pk"))
        said = self.filter(minutes__gt=0).exclude(confirmation__accepted=False)
        return said.exclude(Exists(later))


class ServiceLine(WithWords, AppendOnly):
    """One volunteer's time on one shift. A correction is a new line with a reason."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="lines", verbose_name=_("shift"))
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="lines", verbose_name=_("volunteer")
    )
    sign_in = models.OneToOneField(
        SignIn, models.PROTECT, null=True, related_name="line", verbose_name=_("sign-in")
    )
    way = models.CharField(pgettext_lazy("volunteer", "how"), max_length=6, choices=Way.choices)
    came_at = models.DateTimeField(pgettext_lazy("volunteer", "came"))
    left_at = models.DateTimeField(pgettext_lazy("volunteer", "went"))
    minutes = models.PositiveIntegerField(_("minutes"))
    waits = models.CharField(_("waits because"), max_length=9, choices=Waits.choices, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="corrections",
        verbose_name=_("replaces"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    sealed = (
        "shift_id", "volunteer_id", "sign_in_id", "way", "came_at", "left_at", "minutes", "waits",
        "replaces_id",
    )  # fmt: skip
    sealed_words = ("reason",)

    objects: ClassVar = ServiceLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of hours")
        verbose_name_plural = _("lines of hours")
        ordering = ["came_at", "pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="nobody_goes_before_coming", condition=Q(left_at__gte=F("came_at"))
            ),
            models.CheckConstraint(
                name="a_correction_of_hours_has_a_reason",
                condition=Q(replaces=None) | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.volunteer_id} {self.minutes}"


class Confirmation(WithWords, AppendOnly):
    """A second person has looked at a line that waited."""

    line = models.OneToOneField(
        ServiceLine, models.PROTECT, related_name="confirmation", verbose_name=_("line of hours")
    )
    accepted = models.BooleanField(pgettext_lazy("volunteer", "accepted"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    sealed = ("line_id", "accepted")
    sealed_words = ("reason",)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        base_manager_name = "objects"

    def __str__(self):
        return f"{self.line_id} {self.accepted}"
