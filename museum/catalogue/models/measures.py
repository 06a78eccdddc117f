"""How large and how heavy an object is (field.md §1.2)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def dimension(verbose_name):
    return models.DecimalField(
        verbose_name,
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


class Measured(models.Model):
    length = dimension(_("overall length (cm)"))
    width = dimension(_("overall width (cm)"))
    height = dimension(_("overall height (cm)"))
    mouth = dimension(_("mouth (cm)"))
    belly = dimension(_("belly (cm)"))
    base = dimension(_("base (cm)"))
    diameter = dimension(_("diameter (cm)"))
    thickness = dimension(_("thickness (cm)"))
    vertical = dimension(_("vertical (cm)"))
    horizontal = dimension(_("horizontal (cm)"))
    side = dimension(_("side (cm)"))
    handle = dimension(_("handle (cm)"))
    dimensions_text = models.CharField(_("size as written"), max_length=200, blank=True)
    weight_kg = dimension(_("weight (kg)"))

    class Meta:
        abstract = True
