"""志愿服务情况说明: numbered, registered, and for ever what it said on that day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly, WithWords
from museum.people.models import Person
from museum.volunteers.models.volunteers import Volunteer


class Statement(WithWords, AppendOnly):
    """One statement that was issued: by ids and minutes, never by names of people."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("running number"))
    label = models.CharField(_("number of the statement"), max_length=20, unique=True)
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="statements", verbose_name=_("volunteer")
    )
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    minutes = models.PositiveIntegerField(_("minutes"))
    lines = models.JSONField(_("what it counts"))  # [[id of the line, minutes], …]
    is_certificate = models.BooleanField(_("issued as 志愿服务记录证明"), default=False)
    issuer = models.CharField(_("issued by"), max_length=60)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("responsible")
    )
    note = models.CharField(_("other remarks"), max_length=200, blank=True)

    number_series = "statement"
    sealed = (
        "year", "number", "label", "volunteer_id", "first", "last", "minutes", "lines",
        "is_certificate", "responsible_id",
    )  # fmt: skip
    sealed_words = ("issuer", "contact", "note")

    class Meta:
        verbose_name = _("service statement")
        verbose_name_plural = _("service statements")
        ordering = ["-year", "-number"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_statement_a_number"),
            models.CheckConstraint(
                name="a_statement_begins_before_it_ends",
                condition=models.Q(last__gte=models.F("first")),
            ),
        ]

    def __str__(self):
        return self.label
