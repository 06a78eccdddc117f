"""在这里: somebody stood before an object and saw it where the register has it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import AppendOnly


class Sighting(AppendOnly):
    item = models.ForeignKey(
        "catalogue.Item", models.PROTECT, related_name="sightings", verbose_name=_("object")
    )
    place = models.ForeignKey(
        "catalogue.Place", models.PROTECT, related_name="sightings", verbose_name=_("place")
    )

    sealed = ("item_id", "place_id")

    class Meta:
        verbose_name = _("seen in its place")
        verbose_name_plural = _("seen in their places")
        ordering = ["-happened_at", "-pk"]
        base_manager_name = "objects"
        indexes = [models.Index(fields=["item", "-happened_at", "-id"])]

    def __str__(self):
        return f"{self.item} {self.place}"
