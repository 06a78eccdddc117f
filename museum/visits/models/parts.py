"""What stands on the line of a visit besides: its organisations, its batches, whom to call."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from museum.append_only import NeverChanged


class Part(NeverChanged):
    """What stands on a visit's line besides: written with it, and never changed either."""

    class Meta(NeverChanged.Meta):
        abstract = True


class VisitOrganisation(Part):
    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="organisations")
    organisation = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="visits", verbose_name=_("organisation")
    )

    sealed = ("visit_id", "organisation_id")

    class Meta(Part.Meta):
        verbose_name = _("organisation of a visit")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "organisation"], name="an_organisation_once_a_visit"
            )
        ]

    def __str__(self):
        return str(self.organisation)


class Batch(Part):
    """Part of a group that went round together, with its guide."""

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField(_("batch"))
    persons = models.PositiveIntegerField(pgettext_lazy("batch", "people"))
    guide = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="guided",
        verbose_name=pgettext_lazy("person", "guide"),
    )

    sealed = ("visit_id", "number", "persons", "guide_id")

    class Meta(Part.Meta):
        verbose_name = _("batch of a visit")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="one_number_a_batch")
        ]

    def __str__(self):
        return f"{self.visit} {self.number}"


class VisitContact(Part):
    class Role(models.TextChoices):
        LEADER = "leader", _("leader of the group")
        COMPANION = "companion", _("accompanied by")

    visit = models.ForeignKey("visits.Visit", models.PROTECT, related_name="contacts")
    contact = models.ForeignKey("people.Contact", models.PROTECT, related_name="visits")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)

    class Meta(Part.Meta):
        verbose_name = _("contact of a visit")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_role_display()} {self.contact_id}"
