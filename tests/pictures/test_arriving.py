"""Photographs in parts: what breaks off goes on where it stopped."""

import hashlib
import os
import time
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from museum.pictures import arriving, sweeping, waiting
from museum.pictures.models import WaitingPhoto
from museum.refusals import codes
from tests.factories import photo_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "private"}}
    }


@pytest.fixture
def photograph():
    return photo_file(size=(400, 300)).read()


class Sender:
    """A telephone that sends one photograph, a few bytes at a time."""

    def __init__(self, bytes, by):
        self.bytes, self.by, self.key = bytes, by, uuid.uuid4()

    def send(self, begins, length, *, size=None, by=None):
        part = ContentFile(self.bytes[begins : begins + length])
        size = len(self.bytes) if size is None else size
        return arriving.take(part, begins=begins, size=size, key=self.key, by=by or self.by)

    def all(self, length=700):
        there = arriving.arrived(self.key, by=self.by)
        while not there.photo:
            there = self.send(there.bytes, length)
        return there.photo


def parts_left(tmp_path):
    return [path.name for path in (tmp_path / "private").rglob("*") if path.is_file()]


def test_parts_become_the_photograph_byte_for_byte(registrar, photograph, tmp_path):
    photo = Sender(photograph, registrar).all()

    assert photo.sha256 == hashlib.sha256(photograph).hexdigest()
    with photo.file.open() as file:
        assert file.read() == photograph
    assert parts_left(tmp_path) == ["whole"]


def test_what_broke_off_goes_on_where_it_stopped(registrar, photograph):
    sender = Sender(photograph, registrar)
    assert arriving.arrived(sender.key, by=registrar) == (0, None)
    sender.send(0, 500)
    assert sender.send(500, 500).bytes == 1000
    assert arriving.arrived(sender.key, by=registrar) == (1000, None)
    assert sender.all().size == len(photograph)


def test_a_part_whose_answer_was_lost_is_not_written_twice(registrar, photograph):
    sender = Sender(photograph, registrar)
    sender.send(0, 500)
    assert sender.send(0, 500).bytes == 500
    assert sender.send(900, 100).bytes == 500  # a gap
    assert sender.all().sha256 == hashlib.sha256(photograph).hexdigest()


def test_a_part_that_was_cut_off_by_a_dead_server_counts_as_far_as_it_came(
    registrar, photograph, tmp_path
):
    sender = Sender(photograph, registrar)
    sender.send(0, 500)
    sender.send(500, 500)
    (second,) = (tmp_path / "private").rglob("0000000500")
    second.write_bytes(second.read_bytes()[:123])

    assert arriving.arrived(sender.key, by=registrar).bytes == 623
    assert sender.all().sha256 == hashlib.sha256(photograph).hexdigest()


def test_the_last_answer_lost_it_is_the_same_photograph(registrar, photograph):
    sender = Sender(photograph, registrar)
    photo = sender.all()

    assert arriving.arrived(sender.key, by=registrar).photo == photo
    assert sender.send(0, 500).photo == photo
    assert WaitingPhoto.objects.get() == photo


def test_a_server_that_died_before_the_photograph_was_whole_is_told_again(registrar, photograph):
    sender = Sender(photograph, registrar)
    whole, arriving._become_whole = arriving._become_whole, lambda *_all, **_by: 1 / 0
    try:
        with pytest.raises(ZeroDivisionError):
            sender.all()
    finally:
        arriving._become_whole = whole
    there = arriving.arrived(sender.key, by=registrar)

    assert there == (len(photograph), None)
    assert sender.send(there.bytes, 0).photo.sha256 == hashlib.sha256(photograph).hexdigest()


def test_nobody_sees_or_continues_what_somebody_else_sends(registrar, curator, photograph):
    sender = Sender(photograph, registrar)
    sender.send(0, 500)

    assert arriving.arrived(sender.key, by=curator) == (0, None)
    assert sender.send(500, 500, by=curator) == (0, None)
    sender.all()
    assert arriving.arrived(sender.key, by=curator) == (0, None)


def test_two_parts_at_once_are_one(registrar, photograph, monkeypatch):
    sender = Sender(photograph, registrar)
    storage = storages["default"]
    save = type(storage).save

    def twin_is_quicker(self, name, content, **more):
        if name.endswith("0000000000"):
            save(self, name, ContentFile(photograph[:500]))
        return save(self, name, content, **more)

    monkeypatch.setattr(type(storage), "save", twin_is_quicker)
    assert sender.send(0, 500).bytes == 500
    monkeypatch.undo()
    assert sender.all().sha256 == hashlib.sha256(photograph).hexdigest()


def test_a_twin_that_makes_it_whole_meanwhile_answers_for_both(registrar, photograph, monkeypatch):
    sender = Sender(photograph, registrar)
    storage = storages["default"]
    open_ = type(storage).open
    met = []

    def twin_is_quicker(self, name, *more):
        if name.endswith("0000000500") and not met:
            met.append(name)
            sender.send(len(photograph), 0)
        return open_(self, name, *more)

    sender.send(0, 500)
    monkeypatch.setattr(type(storage), "open", twin_is_quicker)
    there = sender.send(500, len(photograph) - 500)

    assert met
    assert there.photo == WaitingPhoto.objects.get()
    assert there.photo.sha256 == hashlib.sha256(photograph).hexdigest()


def test_what_the_disk_does_not_take_whole_is_not_sent_anew(registrar, photograph, monkeypatch):
    sender = Sender(photograph, registrar)
    sender.send(0, 500)
    monkeypatch.setattr(waiting, "MOST", 0)
    with pytest.raises(ValidationError) as refusal:
        sender.send(500, len(photograph) - 500)
    monkeypatch.undo()

    assert codes(refusal.value) == {"many_waiting"}
    assert arriving.arrived(sender.key, by=registrar).bytes == len(photograph)
    assert sender.all().sha256 == hashlib.sha256(photograph).hexdigest()


def test_parts_without_their_rest_count_as_what_waits(registrar, curator, photograph, monkeypatch):
    Sender(photograph, registrar).send(0, 500)
    monkeypatch.setattr(waiting, "MOST_BYTES", len(photograph) + 499)
    with pytest.raises(ValidationError) as refusal:
        Sender(photograph, registrar).send(0, 500)

    assert codes(refusal.value) == {"many_waiting"}
    assert Sender(photograph, curator).send(0, 500).bytes == 500


@pytest.mark.parametrize(
    ("begins", "length", "size"),
    [(0, 500, 400), (0, 500, 31 * 2**20), (500, 10, 400), (0, 2**20 + 1, 2**21)],
)
def test_a_part_that_cannot_be_one_is_refused(registrar, begins, length, size):
    sender = Sender(b"x" * (begins + length), registrar)
    with pytest.raises(ValidationError) as refusal:
        sender.send(begins, length, size=size)
    assert codes(refusal.value) == {"part"}
    assert arriving.arrived(sender.key, by=registrar).bytes == 0


def test_what_turns_out_to_be_no_photograph_is_refused_and_leaves_nothing(registrar, tmp_path):
    sender = Sender(b"%PDF-1.4 " + b"x" * 2000, registrar)
    with pytest.raises(ValidationError) as refusal:
        sender.all()

    assert codes(refusal.value) == {"kind"}
    assert parts_left(tmp_path) == []
    assert not WaitingPhoto.objects.exists()


def test_nobody_begins_more_than_may_wait(registrar, photograph, monkeypatch):
    Sender(photograph, registrar).all()
    monkeypatch.setattr(waiting, "MOST", 1)
    with pytest.raises(ValidationError) as refusal:
        Sender(photograph, registrar).send(0, 500)
    assert codes(refusal.value) == {"many_waiting"}


def test_a_full_disk_says_so(registrar, photograph, monkeypatch, tmp_path):
    def full(*_arguments, **_options):
        raise OSError("No space left on device")

    monkeypatch.setattr("museum.pictures.storage._settle", full)
    with pytest.raises(ValidationError) as refusal:
        Sender(photograph, registrar).send(0, 500)
    assert codes(refusal.value) == {"disk"}
    assert parts_left(tmp_path) == []


def test_parts_whose_rest_never_came_are_swept_after_a_week(registrar, photograph, tmp_path):
    given_up, fresh = Sender(photograph, registrar), Sender(photograph, registrar)
    given_up.send(0, 500)
    fresh.send(0, 500)
    (file,) = (tmp_path / "private").rglob(f"{given_up.key.hex}/0000000000")
    eight_days = time.time() - 8 * 24 * 3600
    os.utime(file, (eight_days, eight_days))

    sweeping.sweep(hours=0)

    assert arriving.arrived(given_up.key, by=registrar).bytes == 0
    assert arriving.arrived(fresh.key, by=registrar).bytes == 500


def test_a_telephone_asks_and_sends_over_http(client, registrar, photograph):
    client.force_login(registrar)
    address = f"/admin/catalogue/photos/{uuid.uuid4()}/parts/"

    def send(at, bytes, **more):
        part = ContentFile(bytes, name="part")
        return client.post(address, {"begins": at, "size": len(photograph), "part": part} | more)

    assert client.get(address).json() == {"arrived": 0}
    assert send(0, photograph[:900]).json() == {"arrived": 900}
    told = send(900, photograph[900:]).json()
    assert told == client.get(address).json()
    assert client.get(told["thumb"]).headers["Content-Type"] == "image/jpeg"
    assert WaitingPhoto.objects.get().key == uuid.UUID(told["key"])
    assert send(0, b"x", begins="-1").status_code == 400
    assert send(0, b"x", size="9" * 40).status_code == 400
    assert client.post(address, {"begins": 0, "size": 9}).status_code == 400


def test_whoever_has_no_photographs_to_send_is_not_heard(client, keeper, photograph):
    client.force_login(keeper)
    address = f"/admin/catalogue/photos/{uuid.uuid4()}/parts/"
    assert client.get(address).status_code in (302, 403)
    part = ContentFile(photograph, name="part")
    sent = client.post(address, {"begins": 0, "size": len(photograph), "part": part})
    assert sent.status_code in (302, 403)
