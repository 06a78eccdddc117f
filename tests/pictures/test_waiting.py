import datetime
import io
import uuid
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from museum.pictures import sweeping, waiting
from museum.pictures.models import Picture, WaitingPhoto
from museum.refusals import codes
from tests.factories import photo_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    settings.MEDIA_ROOT = tmp_path / "media"


def originals(settings):
    return [path for path in Path(settings.ORIGINALS_ROOT).rglob("*") if path.is_file()]


def let_wait(by, file=None, key=None):
    return waiting.let_wait(file or photo_file(), by=by, key=key or uuid.uuid4())


def old(photo, **age):
    WaitingPhoto.objects.filter(pk=photo.pk).update(at=timezone.now() - datetime.timedelta(**age))


def test_a_photograph_that_waits_is_no_picture_and_has_no_copy(registrar, settings):
    let_wait(registrar)

    assert not Picture.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()
    assert len(originals(settings)) == 1


def test_the_same_photograph_sent_again_is_one_and_another_is_another(registrar, curator, settings):
    key, bytes = uuid.uuid4(), photo_file().read()
    first, again, theirs = (
        let_wait(by, SimpleUploadedFile("a.jpg", bytes), key)
        for by in (registrar, registrar, curator)
    )
    other = let_wait(registrar, photo_file(colour="blue"), key)

    assert first == again
    assert len({first.key, theirs.key, other.key}) == 3
    assert len(originals(settings)) == 3


def test_nobody_uses_what_somebody_else_has_sent(registrar, curator):
    photo = let_wait(registrar)

    assert waiting.sent([str(photo.key), "no key"], by=registrar) == [photo]
    assert waiting.sent([str(photo.key)], by=curator) == []
    assert waiting.become_pictures([photo], by=curator) == []


@pytest.mark.parametrize(
    ("bytes", "code"),
    [(b"", "empty"), (b"<html>", "kind"), (b"\xff\xd8\xff<script>", "mixed"), (b"%PDF-1", "kind")],
)
def test_what_is_no_photograph_is_refused_and_leaves_nothing(registrar, settings, bytes, code):
    with pytest.raises(ValidationError) as refusal:
        let_wait(registrar, SimpleUploadedFile("a.jpg", bytes))

    assert codes(refusal.value) == {code}
    assert not WaitingPhoto.objects.exists()
    assert originals(settings) == []


@pytest.mark.parametrize("bound", ["MOST", "MOST_BYTES"])
def test_nobody_fills_the_disk_with_photographs_that_wait(
    registrar, curator, settings, monkeypatch, bound
):
    first = let_wait(registrar)
    monkeypatch.setattr(waiting, bound, 1 if bound == "MOST" else first.size + 10)

    with pytest.raises(ValidationError) as refusal:
        let_wait(registrar)
    monkeypatch.setattr(waiting, bound, waiting.MOST if bound == "MOST" else 2 * first.size)
    theirs = let_wait(curator)

    assert codes(refusal.value) == {"many_waiting"}
    assert set(WaitingPhoto.objects.all()) == {first, theirs}
    assert len(originals(settings)) == 2


def test_a_disk_that_is_full_says_so(registrar, monkeypatch, settings):
    def full(*_arguments, **_options):
        raise OSError("No space left on device")

    monkeypatch.setattr("museum.pictures.storage._settle", full)

    with pytest.raises(ValidationError) as refusal:
        let_wait(registrar)

    assert codes(refusal.value) == {"disk"}
    assert originals(settings) == []


def test_with_its_form_it_becomes_a_picture_and_its_file_stays_where_it_is(registrar, settings):
    photo = let_wait(registrar, photo_file(), uuid.uuid4())
    (before,) = originals(settings)

    (picture,) = waiting.become_pictures([photo], by=registrar)
    again = waiting.become_pictures([photo], by=registrar)

    picture.refresh_from_db()
    assert originals(settings) == [before]
    assert picture.is_whole()
    assert (picture.width, picture.height) == (photo.width, photo.height)
    assert (picture.kind, picture.uploaded_by_user, picture.file_size) == (
        "jpeg",
        registrar,
        photo.size,
    )
    assert not WaitingPhoto.objects.exists()
    assert again == [picture]


def test_a_form_that_is_refused_in_the_end_leaves_it_waiting(registrar):
    photo = let_wait(registrar)

    with transaction.atomic():
        waiting.become_pictures([photo], by=registrar)
        transaction.set_rollback(True)

    assert waiting.sent([str(photo.key)], by=registrar) == [photo]
    assert not Picture.objects.exists()


def test_the_sweep_leaves_what_waits_and_takes_what_no_form_came_for(registrar, settings):
    fresh, given_up = let_wait(registrar), let_wait(registrar)
    old(fresh, days=6)
    old(given_up, days=8)

    sweeping.sweep(hours=0)

    assert list(WaitingPhoto.objects.all()) == [fresh]
    assert [str(path) for path in originals(settings)] == [fresh.file.path]


def test_a_heic_is_shown_as_a_small_jpeg_that_says_nothing_of_where(camera, registrar):
    photo = let_wait(registrar, SimpleUploadedFile("a.heic", camera.photograph("HEIF")))

    small = waiting.thumb(photo)

    shown = Image.open(io.BytesIO(small))
    assert (shown.format, max(shown.size)) == ("JPEG", waiting.THUMB)
    assert shown.height > shown.width
    assert camera.secret not in small
    assert not shown.getexif()
