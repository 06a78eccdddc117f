"""交出: what of the volunteers' register has left the museum as a file, by whom, and for which days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly


class HandOver(AppendOnly):
    """One file of hours for the civil affairs system. The file itself is not kept: its print is."""

    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    lines = models.PositiveIntegerField(_("lines"))
    volunteers = models.PositiveIntegerField(_("volunteers"))
    fingerprint = models.CharField(_("fingerprint of the file"), max_length=64)

    sealed = ("first", "last", "lines", "volunteers", "fingerprint")

    class Meta:
        verbose_name = _("file of hours handed over")
        verbose_name_plural = _("files of hours handed over")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"
        default_permissions = ()
        permissions = [
            ("hand_over", _("Can take hours out as a file for the civil affairs system"))
        ]
        constraints = [
            models.CheckConstraint(
                name="a_file_of_hours_begins_before_it_ends",
                condition=models.Q(last__gte=models.F("first")),
            )
        ]

    def __str__(self):
        return f"{self.first}–{self.last}"
