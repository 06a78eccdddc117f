"""A photograph that waits, sent and asked for by several processes at once (test_waiting_at_once.py)."""

import io
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from museum.accounts.models import User
from museum.pictures import arriving, waiting
from museum.pictures.models import Picture, WaitingPhoto
from tests.meeting import meet
from tests.unlocked import unlock


def begin() -> None:
    User.objects.create(username="dengji")


def _photo() -> SimpleUploadedFile:
    """The same bytes in every process."""
    file = io.BytesIO()
    Image.new("RGB", (320, 240), "#b09c7e").save(file, "JPEG")
    return SimpleUploadedFile("IMG_0001.jpg", file.getvalue())


def send(key: str) -> str:
    """Send it; return the key under which it waits."""
    by = User.objects.get()
    meet()
    return str(waiting.let_wait(_photo(), by=by, key=uuid.UUID(key)).key)


def send_in_parts(key: str) -> str:
    """Send it a few bytes at a time, going on wherever the museum stands; return the key under which it
    waits."""
    by, bytes = User.objects.get(), _photo().read()
    meet()
    there = arriving.arrived(uuid.UUID(key), by=by)
    while not there.photo:
        part = ContentFile(bytes[there.bytes : there.bytes + 300])
        there = arriving.take(part, begins=there.bytes, size=len(bytes), key=uuid.UUID(key), by=by)
    with there.photo.file.open() as file:
        assert file.read() == bytes
    return str(there.photo.key)


def take(locked: bool) -> tuple[list[int], list[str]]:
    """Hand the form in that the photograph belongs to; return its pictures, and what went wrong."""
    by, photos = User.objects.get(), list(WaitingPhoto.objects.all())
    if locked:
        meet()
    else:
        unlock(meet)
    try:
        with transaction.atomic():
            return [picture.pk for picture in waiting.become_pictures(photos, by=by)], []
    except Exception as error:
        return [], [type(error).__name__]


def standing() -> tuple[int, int, int]:
    """Return how many wait, how many pictures there are, and how many files."""
    return WaitingPhoto.objects.count(), Picture.objects.count(), _files()


def _files() -> int:
    folder = Path(settings.ORIGINALS_ROOT)
    return sum(path.is_file() for path in folder.rglob("*"))
