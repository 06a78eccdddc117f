"""Which rows turned out to be one person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly, WithWords
from museum.people.models.person import Person


class MergeEntry(WithWords, AppendOnly):
    """Two rows turned out to be one person or body, or after all not."""

    class Act(models.TextChoices):
        MERGED = "merged", _("the same")
        PARTED = "parted", _("parted again")

    act = models.CharField(_("act"), max_length=6, choices=Act.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    into = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("the same as")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    sealed = ("act", "person_id", "into_id")
    sealed_words = ("reason",)

    class Meta:
        verbose_name = _("one person in two rows")
        verbose_name_plural = _("one person in two rows")
        base_manager_name = "objects"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="two_rows_are_two", condition=~models.Q(person=models.F("into"))
            ),
        ]

    def __str__(self):
        return f"{self.get_act_display()}: {self.person_id}, {self.into_id}"
