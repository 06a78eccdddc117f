"""登记事项: what was decided about an object, line after line."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.append_only import AppendOnly, AppendOnlyQuerySet, WithWords


class EntryQuerySet(AppendOnlyQuerySet):
    def valid(self):
        """Those that nobody has taken back: an act that was wrong counts as never done."""
        return self.filter(taken_back_by=None)


class RegisterEntry(WithWords, AppendOnly):
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
        DEACCESSIONED = "deaccessioned", pgettext_lazy("ledger", "deaccessioned")
        CORRECTED = "corrected", _("corrected")
        CAME_BACK = "came_back", _("brought back")
        TAKEN_BACK = "taken_back", _("taken back")
        HANDED_ON = "handed_on", _("handed on to another volunteer")
        COPIED = "copied", _("photographed, and taken home")
        LENT_HOME = "lent_home", _("fetched home for some days")
        BACK_FROM_HOME = "home_again", _("brought again from home")
        UNSETTLED = "unsettled", _("not settled at home")
        SETTLED = "settled", _("settled at home")
        PLACE_HIDDEN = "place_hidden", _("place not on the web")
        READ_OUT = "read_out", _("read out to them")
        SIGNED_FOR = "signed_for", _("signed for them")
        PLACE_SHOWN = "place_shown", _("place on the web again")
        WENT_HOME = "went_home", _("fetched home after it was photographed")

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
    # What stood before the act, in ids, codes and dates: what taking it back restores.
    before = models.JSONField(_("what stood before"), default=dict, editable=False)
    takes_back = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="taken_back_by",
        verbose_name=_("takes back"),
    )

    objects: ClassVar = EntryQuerySet.as_manager()

    sealed = (
        "item_id", "donation_id", "act", "reason_code", "field", "person_id", "before",
        "takes_back_id",
    )  # fmt: skip
    sealed_words = ("reason", "old", "new")

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="what_takes_back_names_what_it_takes_back",
                condition=models.Q(act="taken_back", takes_back__isnull=False)
                | (~models.Q(act="taken_back") & models.Q(takes_back=None)),
            ),
        ]

    def __str__(self):
        return f"{self.get_act_display()} {self.item or self.donation}"
