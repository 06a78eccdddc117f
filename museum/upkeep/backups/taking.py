"""Making a backup while people work: the database of one moment, then the files that it names."""

import contextlib
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import locks
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from museum import __version__, clock
from museum.institution import Museum
from museum.logs import security
from museum.pictures.sweeping import held_off
from museum.upkeep.backups import (
    bags,
    encrypting,
    gathering,
    parts,
    reading,
    registers,
    shelf,
    since,
)
from museum.upkeep.backups.trouble import Refused, complaint
from museum.upkeep.models import Backup

LOCK, GUIDE = ".backup-is-made", "怎么恢复.html"
PAGES, HEAD = "Museum-Pages", "Museum-Head"
PATIENCE = 3


@dataclass
class Taken:
    path: Path
    files: int = 0
    bytes: int = 0
    pages: int = 0
    missing: list[str] = field(default_factory=list)  # named by rows and not on the disk any more
    removed: list[Path] = field(default_factory=list)


def take(place: Path, *, part_size: int | None = None) -> Taken:
    """Make a backup in the folder place, and note how it went. Refuses (trouble.Refused) in a
    sentence, and leaves then what lay there as it was."""
    begun = timezone.now()
    name = shelf.name_of(begun)
    with only_one(patience=PATIENCE):
        try:
            if not place.is_dir():
                raise FileNotFoundError(place)
            shelf.clear(place)
            taken = _made(place, name, part_size)
            since.write_on(place)
            taken.removed = shelf.thin_out(place)
        except (OSError, zipfile.LargeZipFile, Refused) as error:
            sentence = str(error) if isinstance(error, Refused) else complaint(error, place)
            _note(Backup(begun_at=begun, place=str(place), name=name, failed=sentence))
            raise Refused(sentence) from error
        _note(Backup(begun_at=begun, place=str(place), name=name,
                     files=taken.files, bytes=taken.bytes))  # fmt: skip
        return taken


def _note(backup: Backup) -> None:
    backup.ended_at = timezone.now()
    backup.save()
    security.write("backup_failed" if backup.failed else "backup_made", backup=backup.pk)


@contextlib.contextmanager
def only_one(patience: float = 0) -> Iterator[None]:
    """Let nobody else make a backup meanwhile. patience: seconds, for the first page that only looks
    whether one is made holds this for a moment too."""
    until = time.monotonic() + patience
    with _lock_file() as file:
        while not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() < until:
                time.sleep(0.1)
                continue
            raise Refused(_("A backup is being made already. Wait until it is done."))
        try:
            yield
        finally:
            locks.unlock(file)


def is_under_way() -> bool:
    with _lock_file() as file:
        # Shared: two who look at the same moment are no backup to one another.
        if not locks.lock(file, locks.LOCK_SH | locks.LOCK_NB):
            return True
        locks.unlock(file)
        return False


def _lock_file() -> IO[str]:
    return (Path(settings.DATA_DIR) / LOCK).open("a")


def _lock() -> encrypting.Lock | None:
    """Return what this backup is encrypted with, None where it is not. Refuses what is no passphrase."""
    file = settings.BACKUP_PASSPHRASE_FILE
    if file is None:
        return None
    try:
        passphrase = encrypting.passphrase_in(file)
    except (OSError, UnicodeDecodeError):
        passphrase = ""
    if len(passphrase) < encrypting.SHORTEST:
        raise Refused(
            _("The passphrase for backups should stand in the first line of %(file)s, and be %(least)s signs long or "
              "longer. No backup was made; those from before are all there.")
            % {"file": file, "least": encrypting.SHORTEST}
        )  # fmt: skip
    return encrypting.Lock(passphrase)


def _made(place: Path, name: str, part_size: int | None) -> Taken:
    taken, lock = Taken(place / name), _lock()
    with bags.new(place, name) as folder, held_off():
        target = parts.Archive(folder, part_size) if part_size else bags.Folder(folder)
        writer = bags.Writer(target, lock)
        with contextlib.closing(target):  # what is half written must not stay open
            named, head = gathering.add_database(writer)
            taken.missing = gathering.add_files(writer, named)
            museum = Museum.load()
            heading = {
                "museum": museum.name,
                "day": clock.day_in_words(clock.today()),
                "head": head,
            }
            for file, content in registers.as_pages(heading):
                writer.add(f"registers/{file}", [content])
            taken.pages = gathering.add_site(writer)
            gathering.add_what_runs_it(writer)
            guide = render_to_string(
                "upkeep/guide.html",
                heading | {"in_parts": bool(part_size), "is_locked": bool(lock)},
            )
            writer.tag(GUIDE, guide)
            info = {
                "Source-Organization": museum.name,
                "Bagging-Date": clock.today().isoformat(),
                reading.IDENTIFIER: shelf.identifier(),
                "Museum-Version": __version__,
                "Museum-Database": connection.vendor,
                HEAD: head,
                PAGES: str(taken.pages),
                "Museum-Missing-Files": str(len(taken.missing)),
            }
            writer.close(info)
        if part_size:  # what tells of it lies open beside the archive
            for file, text in ((bags.INFO, writer.info), (GUIDE, guide)):
                with bags.open_new(folder / file) as opened:
                    opened.write(text.encode())
        taken.files, taken.bytes = len(writer.sums), writer.bytes
    return taken
