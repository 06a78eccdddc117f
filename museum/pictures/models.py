import contextlib
import re
import secrets
import uuid
from typing import ClassVar

from django.core.cache.backends.dummy import DummyCache
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    ImageQuerySet,
    SourceImageIOError,
    get_upload_to,
)
from wagtail.search import index

from museum.pictures import cleaning, closing, drawings, photographs, sizes
from museum.pictures.files import OriginalField
from museum.pictures.judging import EXTENSIONS, Judged, digest
from museum.pictures.storage import originals
from museum.pictures.waiting_photos import WaitingPhoto as WaitingPhoto


class PictureQuerySet(ImageQuerySet):
    def for_serving(self):
        """With the sizes that pages show: one query more, however many pictures."""
        return self.prefetch_renditions(*sizes.ALL)


class Picture(AbstractImage):
    """A photograph or drawing. The original is kept bit for bit and is for staff; whatever leaves
    the house is made from a clean, upright copy."""

    file = OriginalField(
        verbose_name=_("file"),
        storage=originals,
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    # A search engine must be told beforehand that pictures are narrowed by their tags.
    search_fields = [
        *(
            each
            for each in AbstractImage.search_fields
            if getattr(each, "field_name", "") != "tags"
        ),
        index.RelatedFields(
            "tags",
            [
                index.SearchField("name", boost=10),
                index.AutocompleteField("name"),
                index.FilterField("name"),
            ],
        ),
    ]

    uuid = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64, editable=False)
    kind = models.CharField(_("file format"), max_length=8, editable=False)
    taken_on = models.DateField(_("taken on"), null=True, blank=True, editable=False)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    is_drawing = models.BooleanField(_("drawing"), default=False)

    admin_form_fields = (
        *(name for name in Image.admin_form_fields if not name.startswith("focal")),
        "credit",
        "is_drawing",
        *(name for name in Image.admin_form_fields if name.startswith("focal")),
    )
    objects: ClassVar = PictureQuerySet.as_manager()

    _decoded = None

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self):
        """What one sees, or nothing. A title is often a file's name, which nobody wants to hear."""
        return self.description

    def get_upload_to(self, filename):
        """Return a path that says nothing and cannot be guessed; of filename the ending counts."""
        ending = EXTENSIONS.get(self.kind) or filename.rpartition(".")[2].lower()
        name = secrets.token_hex(16)
        return f"{name[:2]}/{name}.{ending if ending in EXTENSIONS.values() else 'jpg'}"

    def note(self, judged: Judged) -> None:
        """Take over what was found out about the original."""
        self.kind, self.sha256, self.taken_on = judged.kind, judged.sha256, judged.taken_on

    def is_whole(self) -> bool:
        """Whether the original on disk is still bit for bit what came in."""
        try:
            with self.open_file() as file:
                return digest(file) == self.sha256
        except (OSError, ValueError):
            return False

    def _set_image_file_metadata(self):
        super()._set_image_file_metadata()
        self.note(self.file.judged())

    @contextlib.contextmanager
    def decoded(self, *filters):
        """Decode the original once for all filters that run inside, no larger than they need."""
        if self._decoded is not None:
            yield
            return
        bounds = [re.search(r"max-(\d+)x(\d+)", each.spec) for each in filters]
        bounded = bool(bounds) and all(bounds)
        enough = max(int(side) for each in bounds for side in each.groups()) if bounded else None
        with cleaning.ONE_AT_A_TIME:
            try:
                with self.open_file() as file:
                    self._decoded = cleaning.clean(file, self.kind, enough=enough)
            except Exception as error:
                raise SourceImageIOError(str(error)) from error
            try:
                yield
            finally:
                self._decoded = None

    @contextlib.contextmanager
    def get_willow_image(self):
        with self.decoded():
            yield cleaning.CleanImage(self._decoded, self.kind)

    def generate_rendition_file(self, filter, *, source=None):
        """Make a rendition from the clean picture, whatever copy of the original Wagtail offers."""
        with self.decoded(filter):
            made = super().generate_rendition_file(filter)
        return photographs.lighter(drawings.lighter(made, filter.spec), filter.spec)

    def create_rendition(self, filter):
        return self._unless_closed([filter], lambda: {filter: self._drawn_alone(filter)})[filter]

    def _drawn_alone(self, filter):
        return super().create_rendition(filter)

    def create_renditions(self, *filters):
        return self._unless_closed(filters, lambda: self._drawn(filters)) if filters else {}

    def _drawn(self, filters):
        with self.decoded(*filters):
            return super().create_renditions(*filters)

    def _unless_closed(self, filters, draw):
        """Make copies that anybody may see, where anybody may see the picture. Else staff see it
        through the museum's own process, and no file comes into being."""
        made = {} if closing.is_closed(self.pk) else draw()
        if closing.is_closed(self.pk):  # perhaps closed while it was being drawn
            self.renditions.all().delete()
            made = {filter: self._for_staff(filter) for filter in filters}
        return made

    def _for_staff(self, filter) -> "Rendition":
        """Return what a screen of the desk needs to show a closed picture. It is never saved."""
        copy = Rendition(
            image=self, filter_spec=filter.spec, focal_point_key=filter.get_cache_key(self)
        )
        copy.width, copy.height = map(round, filter.get_transform(self).size)
        copy.is_for_staff = True
        return copy


class Rendition(AbstractRendition):
    """A clean picture at a public address that says nothing and cannot be guessed."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    # A closed picture as staff see it: not in the table, not below MEDIA_ROOT.
    is_for_staff = False

    # Addresses die when an object is withdrawn. A remembered one would outlive its file.
    cache_backend = DummyCache("renditions", {})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]

    @property
    def url(self):
        if self.is_for_staff:
            return reverse("pictures:copy", args=[self.image_id, self.filter_spec])
        return super().url

    def save(self, *args, **kwargs):
        if self.is_for_staff:
            raise ValueError("A closed picture has no copy that could be kept.")
        super().save(*args, **kwargs)

    def get_upload_to(self, filename):
        name = secrets.token_hex(16)
        return f"pictures/{name[:2]}/{name}.{filename.rpartition('.')[2]}"
