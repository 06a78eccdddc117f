"""Where visitors come from, and where outside begins."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a group comes from, from the village outward: each place has one code, none has two."""

    VILLAGE = "village", _("this village")
    TOWNSHIP = "township", _("another village of this township")
    DISTRICT = "district", _("another township of this district")
    CITY = "city", _("another district of this city")
    PROVINCE = "province", _("another city of this province")
    COUNTRY = "country", _("another province")
    ABROAD = "abroad", _("abroad")

    def and_beyond(self) -> list[str]:
        """Return the codes of this origin and of all that lie farther out."""
        codes = type(self).values
        return codes[codes.index(self.value) :]
