"""每周班次: what is done, and the week as it is meant to be."""

import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum import times
from museum.append_only import NeverDeleted
from museum.times import ClosingField


class Role(NeverDeleted):
    """What is done on a shift: 讲解, 值守, 登记 …"""

    name = models.CharField(_("name"), max_length=20, unique=True)
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"),
        null=True,
        blank=True,
        help_text=_("Only where this work asks for more than the museum's own minimum."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=50)

    class Meta:
        verbose_name = _("kind of work")
        verbose_name_plural = _("kinds of work")
        ordering = ["position", "pk"]
        base_manager_name = "objects"

    def __str__(self):
        return self.name


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Post(models.Model):
    """What a template and a shift have in common."""

    role = models.ForeignKey(Role, models.PROTECT, related_name="+", verbose_name=_("kind of work"))
    place = models.CharField(_("where"), max_length=40, blank=True)
    needed = models.PositiveSmallIntegerField(
        _("how many volunteers"), default=1, validators=[MinValueValidator(1)]
    )

    class Meta:
        abstract = True


class ShiftTemplate(Post, NeverDeleted):
    """One line of the weekly plan. Months already made stay as they are."""

    weekday = models.SmallIntegerField(_("day of the week"), choices=Weekday.choices)
    starts = ClosingField(_("from"), default=datetime.time(9))
    ends = ClosingField(pgettext_lazy("hour", "until"), default=datetime.time(12))
    in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("Take the mark away and no new month has it.")
    )

    class Meta:
        verbose_name = _("weekly shift")
        verbose_name_plural = _("weekly shifts")
        ordering = ["weekday", "starts", "pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="a_weekly_shift_can_last_from_its_beginning_to_its_end",
                condition=times.in_order("starts", "ends"),
                violation_error_message=_(
                    "It would end before it begins. Look at the times again."
                ),
            )
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {times.span(self.starts, self.ends)} {self.role}"
