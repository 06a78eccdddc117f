from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from museum.pictures import closing
from museum.pictures.serving import revoke


class Photo(Orderable):
    """A picture of an object, in the order in which it is shown."""

    item = ParentalKey("catalogue.Item", related_name="photos")
    picture = models.ForeignKey(
        "pictures.Picture", models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    alt = models.CharField(
        _("what one sees"), max_length=255, blank=True, help_text=_("For those who cannot see it.")
    )
    caption = models.CharField(_("caption"), max_length=255, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        # Its copies were made when it came in, before anybody knew what it shows.
        if closing.is_closed(self.picture_id):
            transaction.on_commit(lambda: revoke(self.picture))

    class Meta(Orderable.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
