"""What belongs to a decision beside its line: the signed paper, and what was asked before an object
left the register (field.md §4.5)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly, WithWords
from museum.pictures.storage import originals


def kept_under(paper: "SignedPaper", name: str) -> str:
    """Return where the photo of a paper lies: named by chance, never by whom it names."""
    return f"papers/{uuid.uuid4().hex}.{name.rpartition('.')[2][:5]}"


class SignedPaper(AppendOnly):
    """A photo of the paper that was signed. Private: it names people, and no page ever shows it."""

    entry = models.ForeignKey(
        "catalogue.RegisterEntry",
        models.PROTECT,
        related_name="papers",
        verbose_name=_("register entry"),
    )
    file = models.FileField(_("photo"), storage=originals, upload_to=kept_under)
    kind = models.CharField(_("kind"), max_length=10)
    sha256 = models.CharField(_("fingerprint"), max_length=64)

    sealed = ("entry_id", "kind", "sha256")

    class Meta:
        verbose_name = _("signed paper")
        verbose_name_plural = _("signed papers")
        base_manager_name = "objects"

    def __str__(self):
        return f"{self.entry}"


class DeaccessionSteps(WithWords, AppendOnly):
    """What was asked and decided before an object left the register, kept for 75 years and more."""

    entry = models.OneToOneField(
        "catalogue.RegisterEntry",
        models.PROTECT,
        related_name="steps",
        verbose_name=_("register entry"),
    )
    looked_at_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("looked at by")
    )
    decided_on = models.DateField(_("decided on"), null=True)
    noticed_on = models.DateField(_("notice put up on"), null=True)
    giver_said = models.CharField(_("what the giver said"), max_length=300, blank=True)

    sealed = ("entry_id", "looked_at_by_id", "decided_on", "noticed_on")
    sealed_words = ("giver_said",)

    class Meta:
        verbose_name = _("steps before deaccession")
        verbose_name_plural = _("steps before deaccessions")
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="an_exit_is_noticed_after_it_is_decided",
                condition=models.Q(noticed_on=None)
                | models.Q(decided_on=None)
                | models.Q(noticed_on__gte=models.F("decided_on")),
            ),
        ]

    def __str__(self):
        return f"{self.entry}"
