"""Files that no row names: a process was killed between writing a file and writing its row."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files import locks
from django.core.files.storage import storages
from django.db import connection
from django.db.models import FileField
from django.utils.translation import gettext as _

from museum.pictures import arriving, waiting
from museum.pictures.models import Rendition
from museum.refusals import refuse

AN_HOUR = 3600
A_DAY = 24
COPIES = "pictures"  # below MEDIA_ROOT
# More than these at once is no accident of single uploads: somebody put an older database in place.
MANY, SHARE = 20, 0.1


LOCK = ".files-are-read"


@contextlib.contextmanager
def held_off() -> Iterator[None]:
    """Let nobody sweep meanwhile: a backup copies the files that its own moment names."""
    with (Path(settings.DATA_DIR) / LOCK).open("a") as file, _held_off_elsewhere():
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)


@contextlib.contextmanager
def _held_off_elsewhere() -> Iterator[None]:
    """Other machines on this database have a disk of their own; the files may be the same."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [LOCK])


@dataclass(frozen=True)
class Swept:
    """Names of files, and how many bytes they are."""

    originals: list[str]
    copies: list[str]
    bytes: int


def nameless(*, hours: float = A_DAY) -> Swept:
    """Return the files that no row names and that are older than hours: younger ones may still
    get their row."""
    shown = [Rendition._meta.get_field("file")]
    originals = _nameless("originals", kept_as_originals(), hours)
    copies = _nameless("renditions", shown, hours, below=COPIES)
    return Swept([*originals], [*copies], sum([*originals.values(), *copies.values()]))


def kept_as_originals() -> list[FileField]:
    """Return every field of every register that keeps its files among the originals: pictures,
    signed papers, and whatever comes. The field says so itself, by where it keeps them."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField) and getattr(field.storage, "keeps_originals", False)
    ]


def check_sweep(swept: Swept) -> None:
    """Refuse (code "many") to throw away a good part of all originals."""
    known = len(_named(kept_as_originals()))
    if len(swept.originals) > max(MANY, SHARE * known):
        refuse(None, _("%(count)s originals have no row, far more than an accident leaves. Was an "
                       "older database put back? Look first; --all removes them.")
               % {"count": len(swept.originals)}, "many")  # fmt: skip


def sweep(*, hours: float = A_DAY, everything: bool = False) -> Swept:
    """Remove them. Public copies always; originals unless they are suspiciously many."""
    with held_off():
        waiting.forget_given_up()
        arriving.forget_given_up()
        return _sweep(hours, everything)


def _sweep(hours: float, everything: bool) -> Swept:
    swept = nameless(hours=hours)
    for name in swept.copies:
        storages["renditions"].delete(name)
    if not everything:
        check_sweep(swept)
    for name in swept.originals:
        storages["originals"].delete(name)
    return swept


def _nameless(alias: str, fields: list[FileField], hours: float, below: str = "") -> dict[str, int]:
    """Return the old files of a storage that no row names in these fields, with their bytes. The rows
    are asked after the files, so that none which came meanwhile is missed."""
    until = time.time() - hours * AN_HOUR
    storage: Any = storages[alias]  # a Disk or a Bucket
    old = {each.name: each.bytes for each in storage.each_file(below) if each.written < until}
    named = _named(fields)
    return {name: old[name] for name in sorted(old) if name not in named}


def _named(fields: list[FileField]) -> set[str]:
    rows = (field.model._base_manager.values_list(field.name, flat=True) for field in fields)
    return set(chain.from_iterable(rows))
