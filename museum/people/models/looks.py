"""Who at the desk saw whose personal data."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Look(models.Model):
    """Somebody at the desk saw somebody's personal data: how often on one day (museum/people/looking.py).

    Counted and deleted after two years: it says who reads, and is no part of the ledger.
    """

    class Kind(models.TextChoices):
        PHONE = "phone", _("whole telephone number seen")
        LIST = "list", _("list of names printed")
        EXPORT = "export", _("table taken out")
        PAPER = "paper", _("signed paper opened")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    subject = models.CharField(_("subject"), max_length=60)  # as a ledger line names a row
    times = models.PositiveIntegerField(_("how often"), default=1)

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        default_permissions = ()
        permissions = [("see_looks", _("Can see who looked at personal data"))]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "day", "kind", "subject"], name="a_look_is_counted_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="looks_by_day")]

    def __str__(self):
        return f"{self.day} {self.kind} {self.subject}"
