"""A printed code, and the object or the place it leads to (/o/CODE). A code is never given again."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from museum.append_only import NeverDeleted


class Tag(NeverDeleted):
    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    item = models.ForeignKey(
        "catalogue.Item",
        models.PROTECT,
        null=True,
        related_name="codes",
        verbose_name=_("object"),
    )
    place = models.ForeignKey(
        "catalogue.Place", models.PROTECT, null=True, related_name="tags", verbose_name=_("place")
    )

    sealed = ("uuid", "code", "item_id", "place_id")
    # A place's code is made with the place, which is no act of the register.
    sealed_when = models.Q(item__isnull=False)

    class Meta:
        verbose_name = _("printed code")
        verbose_name_plural = _("printed codes")
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="a_code_leads_to_one_thing",
                condition=models.Q(item=None, place__isnull=False)
                | models.Q(item__isnull=False, place=None),
            ),
        ]

    def __str__(self):
        return self.code
