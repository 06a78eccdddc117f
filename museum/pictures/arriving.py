"""Photographs that arrive in parts, so that a connection which breaks costs a part and not the photograph.

What has arrived lies as files beside one another, each named by where it begins, in storage that every
machine of the museum reads; no row is written before the photograph is whole. docs/photos-in-parts.md
is the protocol.
"""

import contextlib
import tempfile
import time
import uuid
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from museum.pictures import waiting
from museum.pictures.models import WaitingPhoto
from museum.refusals import codes, refuse

FOLDER = "parts"
LARGEST_PART = 2**20  # bytes
PASSES = {"disk", "many_waiting"}  # refusals that are over another time
WHOLE = "whole"  # the file that says which photograph the parts became


class Arrived(NamedTuple):
    """What has arrived of a photograph: bytes from its beginning on, and the photograph once it is whole."""

    bytes: int
    photo: WaitingPhoto | None = None


def arrived(key: uuid.UUID, *, by) -> Arrived:
    """Return what has arrived under key from this account; nothing of another's."""
    storage: Any = storages["default"]
    if storage.exists(_place(key, by, WHOLE)):
        with storage.open(_place(key, by, WHOLE)) as file:
            found = waiting.sent([file.read().decode()], by=by)
        if found:
            return Arrived(found[0].size, found[0])
    return Arrived(sum(size for _start, size in _parts(key, by)))


def take(part: File, *, begins: int, size: int, key: uuid.UUID, by) -> Arrived:
    """Keep the part of a photograph of so many bytes that begins there; make it a photograph that waits
    once the last one is here. A part that has arrived before, or that leaves a gap, changes nothing:
    the answer says from where to go on.

    Refuse by code: part, many_waiting, disk, and whatever judging.judge refuses of the whole.
    """
    check_part(part, begins=begins, size=size, by=by)
    there = arrived(key, by=by)
    if there.photo:
        return there
    if begins == there.bytes and part.size:
        _write(part, _place(key, by, f"{begins:010d}"))
        there = arrived(key, by=by)
    if there.photo or there.bytes < size:
        return there
    return _become_whole(key, size, by=by)


def check_part(part: File, *, begins: int, size: int, by) -> None:
    """Refuse by code: part, many_waiting."""
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not (
        0 <= begins <= size <= most and part.size <= LARGEST_PART and begins + part.size <= size
    ):
        refuse(None, _("This photo is larger than %(most)s MB, or was cut up wrongly. Choose it again.")
               % {"most": most // 2**20}, "part")  # fmt: skip
    if begins == 0:
        waiting.check_room(by, size + _lying(by))


def _become_whole(key: uuid.UUID, size: int, *, by) -> Arrived:
    storage: Any = storages["default"]
    with tempfile.SpooledTemporaryFile(max_size=LARGEST_PART) as whole:
        try:
            for start, _size in _parts(key, by):
                with storage.open(_place(key, by, f"{start:010d}")) as file:
                    whole.write(file.read())
        except FileNotFoundError:
            return arrived(key, by=by)  # somebody else has made it whole meanwhile
        if whole.tell() < size:
            return arrived(key, by=by)
        whole.truncate(size)
        try:
            photo = waiting.let_wait(File(whole, name="photo"), by=by, key=key)
        except ValidationError as refusal:
            if not codes(refusal) & PASSES:
                _throw_away(key, by)  # what is no photograph is none the next time either
            raise
    with contextlib.suppress(OSError):
        storage.save(_place(key, by, WHOLE), ContentFile(str(photo.key).encode()))
    _throw_away(key, by)
    return Arrived(photo.size, photo)


def _lying(by) -> int:
    """Return how many bytes of parts lie there from an account."""
    storage: Any = storages["default"]
    return sum(each.bytes for each in storage.each_file(f"{FOLDER}/{by.pk}/"))


def _write(part: File, name: str) -> None:
    storage: Any = storages["default"]
    try:
        written = storage.save(name, part)
    except OSError:
        refuse(
            None, _("The disk did not take this picture. Tell the keeper, then try again."), "disk"
        )
    if written != name:
        storage.delete(written)  # its twin was quicker


def _parts(key: uuid.UUID, by) -> list[tuple[int, int]]:
    """Return (begins, bytes) of the parts that follow on one another from the beginning."""
    storage: Any = storages["default"]
    found: list[tuple[int, int]] = []
    names = {}
    for each in storage.each_file(_place(key, by, "")):
        name = each.name.rpartition("/")[2]
        if name.isdecimal():
            names[int(name)] = each.bytes
    end = 0
    while names.get(end):
        found.append((end, names[end]))
        end += names[end]
    return found


def _throw_away(key: uuid.UUID, by) -> None:
    storage: Any = storages["default"]
    for each in [*storage.each_file(_place(key, by, ""))]:
        if each.name.rpartition("/")[2] != WHOLE:
            storage.delete(each.name)


def _place(key: uuid.UUID, by, name: str) -> str:
    return f"{FOLDER}/{by.pk}/{key.hex}/{name}"


def forget_given_up() -> int:
    """Throw away parts whose rest did not come within a week. Returns how many files."""
    storage: Any = storages["default"]
    until = time.time() - waiting.KEPT.total_seconds()
    gone = [each for each in storage.each_file(FOLDER) if each.written < until]
    for each in gone:
        storage.delete(each.name)
    return len(gone)
