"""The numbers that were given, each once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly
from museum.catalogue.models.holdings import Series


class NumberGiven(AppendOnly):
    """A number that was given to an object. It stays given when the object takes another."""

    item = models.ForeignKey(
        "catalogue.Item", models.PROTECT, related_name="numbers", verbose_name=_("object")
    )
    series = models.CharField(_("series"), max_length=10, choices=Series.choices)
    number = models.PositiveIntegerField(_("number"))
    part = models.PositiveSmallIntegerField(_("part"), default=0)
    label = models.CharField(_("object number"), max_length=30, unique=True)

    number_series = "item.{series}"
    sealed = ("item_id", "series", "number", "part", "label")

    class Meta:
        verbose_name = _("number given")
        verbose_name_plural = _("numbers given")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number", "part"], name="a_number_is_given_once"
            ),
        ]

    def __str__(self):
        return self.label
