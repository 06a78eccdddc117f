"""Whom the museum may call for one purpose and for a while."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import NeverDeleted, NeverDeletedQuerySet
from museum.people.models.person import PHONE


class ContactQuerySet(NeverDeletedQuerySet):
    def not_forgotten(self):
        """Those whose name still stands."""
        return self.filter(forgotten_at=None)


class Contact(NeverDeleted):
    """Somebody who can be called for one purpose and for a while: who booked, who led a group.

    Emptied by museum.people.forgetting once kept_until is over. Never a pupil.
    """

    class Purpose(models.TextChoices):
        VISIT = "visit", _("a visit")

    purpose = models.CharField(
        _("what for"), max_length=10, choices=Purpose.choices, default=Purpose.VISIT
    )
    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[PHONE])
    needed_on = models.DateField(_("needed on"), db_index=True)
    # As it was promised when the number was given, whatever the settings say later.
    kept_until = models.DateField(_("kept until"), db_index=True)
    forgotten_at = models.DateTimeField(_("removed at"), null=True, editable=False)

    objects: ClassVar = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        base_manager_name = "objects"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="a_removed_contact_has_no_data",
                condition=models.Q(forgotten_at=None) | models.Q(name="", phone=""),
            ),
            models.CheckConstraint(
                name="a_contact_is_kept_until_it_was_needed",
                condition=models.Q(kept_until__gte=models.F("needed_on")),
            ),
        ]

    def __str__(self):
        return self.name or "—"
