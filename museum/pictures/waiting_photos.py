"""Photographs that have arrived before the form they belong to: of one account, and of nothing else yet."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from museum.pictures.judging import EXTENSIONS, Judged
from museum.pictures.storage import originals


def where_it_lies(photo: "WaitingPhoto", _filename: str) -> str:
    """Return a path as an original has one: the file stays where it is when it becomes a picture."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}.{EXTENSIONS[photo.kind]}"


class WaitingPhotoQuerySet(models.QuerySet):
    def sent_by(self, user) -> "WaitingPhotoQuerySet":
        """Nobody sees or uses what somebody else has sent."""
        return self.filter(by=user)


class WaitingPhoto(models.Model):
    """No picture of the museum's yet: it stands in no list, and has no copy that anybody could open."""

    key = models.UUIDField(_("idempotency key"), unique=True, default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("arrived at"), default=timezone.now, db_index=True)
    file = models.FileField(_("file"), storage=originals, upload_to=where_it_lies)
    kind = models.CharField(_("file format"), max_length=8)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)

    objects: ClassVar = WaitingPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo that waits for its form")
        verbose_name_plural = _("photos that wait for their form")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self):
        return str(self.key)

    def judged(self) -> Judged:
        """Return what was found out when it arrived."""
        return Judged(
            self.kind, self.width, self.height, self.size, self.sha256, self.taken_on
        )  # fmt: skip
