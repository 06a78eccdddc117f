"""今天要打的电话: that somebody was called, on which day, and what they said in one line."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Call(models.Model):
    """A note for the next days' work, no fact of a register: no line in the ledger, and it goes when it
    has served (forget_calls). about: the row that waits, as "visits.booking:12"."""

    class Why(models.TextChoices):
        ASKED = "asked", _("a booking waits for an answer")
        ANSWERED = "answered", _("a booking was answered")
        FETCH = "fetch", _("not accepted, to be fetched")
        LOAN = "loan", _("a loan ends")
        OFFERED = "offered", _("offered and not here yet")
        SIGN_OUT = "sign_out", _("signed in and never out")

    about = models.CharField(_("what waits"), max_length=60)
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    day = models.DateField(_("day"), db_index=True)
    said = models.CharField(_("what they said"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("called by")
    )

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-day", "pk"]
        default_permissions = ()
        permissions = [("make_call", _("Can make the day’s calls"))]
        constraints = [
            models.UniqueConstraint(fields=["about", "why", "day"], name="called_once_a_day"),
        ]

    def __str__(self):
        return f"{self.about} {self.day}"
