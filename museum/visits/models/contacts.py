"""Whom to call about a visit. The one place of the visits with names and telephone numbers, emptied
by museum.visits.forgetting when the time in the settings is over. Never a pupil."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.ledger import Kept, KeptQuerySet
from museum.people.models import Person


class ContactQuerySet(KeptQuerySet):
    def kept(self):
        """Those whose name still stands."""
        return self.filter(forgotten_at=None)


class Contact(Kept):
    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(
        _("telephone"),
        max_length=20,
        blank=True,
        validators=Person._meta.get_field("phone").validators,
    )
    # Until when it may be needed: the day of the visit. The time in the settings runs from here.
    needed_on = models.DateField(_("day of the visit"), db_index=True)
    forgotten_at = models.DateTimeField(_("removed at"), null=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="a_forgotten_contact_has_no_data",
                condition=models.Q(forgotten_at=None) | models.Q(name="", phone=""),
            )
        ]

    def __str__(self):
        return self.name or "—"
