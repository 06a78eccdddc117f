"""年度统计表 as it became final, and when it went to the township."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly
from museum.figures.periods import Period

PREFIX = "TJ"


class Report(AppendOnly):
    """Handed in, it is frozen: its rows stand here as they were printed. A later one is another."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("number of the report"), max_length=30, unique=True)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    # The rows of museum.figures.yearly, words and numbers. No names.
    table = models.JSONField(_("figures of the report"))

    number_series = "report"
    sealed = ("year", "number", "label", "first", "last", "table")

    class Meta:
        verbose_name = _("yearly report")
        verbose_name_plural = _("yearly reports")
        ordering = ["-year", "-number"]
        base_manager_name = "objects"
        default_permissions = ("view",)
        permissions = [("hand_in", _("Can hand in the yearly report"))]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_number_a_report"),
            models.CheckConstraint(
                name="a_report_s_days_are_in_order", condition=Q(first__lte=F("last"))
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)


class Submission(AppendOnly):
    """报镇里了: on which day a final report went to which body. It may go to several."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="submissions", verbose_name=_("yearly report")
    )
    day = models.DateField(_("day"))
    to = models.CharField(_("to which body"), max_length=60)

    sealed = ("report_id", "day", "to")

    class Meta:
        verbose_name = _("report that went to the township")
        verbose_name_plural = _("reports that went to the township")
        ordering = ["day", "pk"]
        base_manager_name = "objects"
        default_permissions = ()

    def __str__(self):
        return self.to
