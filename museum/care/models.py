"""交接: who has answered for the museum's things since when, and what stood where on that day."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly, AppendOnlyQuerySet, WithWords
from museum.ledger_head import Head
from museum.people.models import Person

PREFIX, SERIES = "JJ", "custody"


class CustodyTransferQuerySet(AppendOnlyQuerySet):
    def with_people(self):
        return self.select_related("giving", "taking", "witness", "by")


class CustodyTransfer(WithWords, AppendOnly):
    """One handover: three people, and the list that they walked and signed, as it was printed.

    things: [[place, [[number, title, quantity, pieces, way, condition], …]], …], with no giver and no
    owner in it. It is kept and not asked of the register again, for the paper was signed.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("number of the handover"), max_length=30, unique=True)
    giving = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("who hands over")
    )
    taking = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("who takes over")
    )
    witness = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("who watches")
    )
    line = models.PositiveBigIntegerField(_("lines of the ledger then"))
    letters = models.CharField(_("letters of the ledger then"), max_length=12)
    things = models.JSONField(_("what stood where"))
    note = models.CharField(_("keys and whatever else goes along"), max_length=200, blank=True)

    number_series = SERIES
    sealed = (
        "year", "number", "label", "giving_id", "taking_id", "witness_id", "line", "letters",
    )  # fmt: skip
    sealed_words = ("things", "note")

    objects: ClassVar = CustodyTransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["-year", "-number"]
        base_manager_name = "objects"
        default_permissions = ("view",)
        permissions = [("hand_over_custody", _("Can write handovers down"))]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_number_a_handover"),
            models.CheckConstraint(
                name="three_people_hand_over",
                condition=~Q(giving=F("taking"))
                & ~Q(giving=F("witness"))
                & ~Q(taking=F("witness")),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def head(self) -> Head:
        """The ledger's head when the list was written."""
        return Head(self.line, self.letters)

    @property
    def count(self) -> int:
        return sum(len(things) for _place, things in self.things)
