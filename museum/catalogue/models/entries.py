"""登记事项: what was decided about an object, line after line."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.ledger import AppendOnly


class RegisterEntry(AppendOnly):
    class Act(models.TextChoices):
        OFFERED = "offered", _("offered")
        RECEIVED = "received", _("received")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        RETURNED = "returned", _("given back")
        BECAME_GIFT = "became_gift", _("deposit became a gift")
        MATCHED = "matched", _("matched to a known object")
        WITHDRAWN = "withdrawn", _("withdrawn from public view")
        OPENED = "opened", _("opened to public view")
        SENSITIVE = "sensitive", _("marked sensitive")
        NOT_SENSITIVE = "not_sensitive", _("no longer sensitive")
        CONSENTED = "consented", _("consent given")
        CONSENT_ENDED = "consent_ended", _("consent withdrawn")
        DEACCESSIONED = "deaccessioned", _("deaccessioned")
        CORRECTED = "corrected", _("corrected")

    item = models.ForeignKey(
        "catalogue.Item",
        models.PROTECT,
        null=True,
        related_name="entries",
        verbose_name=_("object"),
    )
    donation = models.ForeignKey(
        "catalogue.Donation",
        models.PROTECT,
        null=True,
        related_name="entries",
        verbose_name=_("receipt"),
    )
    act = models.CharField(_("act"), max_length=14, choices=Act.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    reason_code = models.CharField(_("reason code"), max_length=30, blank=True)
    # What a correction changed. People stand here as ids, so that they can be erased.
    field = models.CharField(_("field"), max_length=30, blank=True)
    old = models.CharField(_("old value"), max_length=200, blank=True)
    new = models.CharField(_("new value"), max_length=200, blank=True)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"

    def __str__(self):
        return f"{self.get_act_display()} {self.item or self.donation}"
