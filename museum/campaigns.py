"""征集活动: a drive under a name of its own, such as 「红石榴」, that receipts, shifts and visits
can be counted under."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import NeverDeleted
from museum.plausible import check_planned


class Campaign(NeverDeleted):
    name = models.CharField(_("name"), max_length=60, unique=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "name"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="a_campaign_begins_before_it_ends",
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(starts_on__lte=models.F("ends_on")),
            )
        ]

    def clean(self):
        super().clean()
        for field in ("starts_on", "ends_on"):
            if day := getattr(self, field):
                check_planned(day, field=field)

    def __str__(self):
        return self.name
