import stat
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from museum.pictures.storage import originals
from museum.pictures.taking_in import take_in


def test_an_original_lies_outside_what_is_served(camera, director, settings):
    picture = take_in([camera.sent(camera.photograph())], by=director).pictures[0]

    path = Path(picture.file.path)

    assert path.is_relative_to(settings.ORIGINALS_ROOT)
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert not Path(settings.ORIGINALS_ROOT).is_relative_to(settings.MEDIA_ROOT)


def test_only_the_museums_own_process_may_read_an_original(camera, director):
    picture = take_in([camera.sent(camera.photograph())], by=director).pictures[0]

    path = Path(picture.file.path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_store_of_originals_has_no_public_address():
    with pytest.raises(NotImplementedError, match="URL"):
        originals().url("ab/cd.jpg")


def test_a_name_cannot_climb_out_of_the_store():
    with pytest.raises(SuspiciousFileOperation):
        originals().save("../../etc/cron.d/x", ContentFile(b"x"))


def test_a_full_disk_leaves_no_half_file(monkeypatch, rooms):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("museum.pictures.storage.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        storages["originals"].save("ab/half.jpg", ContentFile(b"x"))

    assert [path for path in rooms.rglob("*") if path.is_file()] == []
