"""What a picture keeps of its original: an address for staff, and the size it has upright."""

from django.urls import reverse
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from museum.pictures import cleaning
from museum.pictures.judging import Judged, judge, kind_of


class OriginalFile(WagtailImageFieldFile):
    """An original: its address is for staff, its size is that of the upright picture."""

    @property
    def url(self):
        return reverse("pictures:original", args=[self.instance.pk])

    def judged(self) -> Judged:
        """Return what was found out at the door, or find it out now."""
        return getattr(self.file, "judged", None) or judge(self)

    def get_image_dimensions(self):
        """Return the upright size: as found out at the door, or from the header."""
        if judged := getattr(self.file, "judged", None):
            return judged.width, judged.height
        was_closed = self.closed
        try:
            return cleaning.upright_size(cleaning.opened(self.open(), kind_of(self)))
        finally:
            if was_closed:
                self.close()


class OriginalField(WagtailImageField):
    attr_class = OriginalFile
