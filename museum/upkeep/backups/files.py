"""The files that rows name: originals, public copies, and what only the museum's own process reads."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.core.files.storage import storages
from django.db.models import FileField
from django.utils.translation import gettext as _

from museum.pictures.storage import Disk
from museum.upkeep.backups import bags
from museum.upkeep.backups.dumping import Table, file_columns
from museum.upkeep.backups.trouble import Refused

ORIGINALS, COPIES, PRIVATE = "originals", "media", "private"


ALIASES = {ORIGINALS: "originals", COPIES: "renditions", PRIVATE: "default"}


def stores() -> dict[str, Any]:
    """Return where each kind of file lies here, by its folder in a backup: a Disk or a Bucket."""
    return {folder: storages[alias] for folder, alias in ALIASES.items()}


def _place(storage) -> tuple[str, str]:
    """Return what tells one place from another: a folder, or a bucket and the folder in it."""
    if bucket := getattr(storage, "bucket_name", ""):
        return bucket, storage.location
    return "", os.path.abspath(storage.location)


def are_empty() -> bool:
    return not any(True for store in stores().values() for _each in store.each_file())


def clear() -> None:
    for store in stores().values():
        for each in [*store.each_file()]:
            store.delete(each.name)


class Named:
    """Gathers, row by row, the files that a snapshot names."""

    def __init__(self) -> None:
        self.columns: dict[str, list[tuple[str, str]]] = {}
        for table, column, field in file_columns():
            self.columns.setdefault(table, []).append((column, _folder(field)))
        self.names: set[str] = set()

    def look(self, table: Table, rows: Iterable[list]) -> Iterable[list]:
        """Pass rows on, and note the files that they name."""
        at = {column.name: place for place, column in enumerate(table.columns)}
        wanted = [(at[column], folder) for column, folder in self.columns.get(table.name, ())]
        for row in rows:
            for place, folder in wanted:
                if isinstance(row[place], str) and _is_plain(row[place]):
                    self.names.add(f"{folder}/{row[place]}")
            yield row


def _is_plain(name: str) -> bool:
    """Return whether a name is one of a file below its folder, whoever wrote it."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _folder(field: FileField) -> str:
    wanted = _place(field.storage)
    return next(folder for folder, store in stores().items() if _place(store) == wanted)


def place_of(name: str) -> tuple[Any, str]:
    """Return where a file of a backup (originals/ab/…) lies here. Refuses (trouble.Refused) what would
    lie outside: whoever made the backup may not have been a museum."""
    folder, _slash, rest = name.partition("/")
    if folder not in ALIASES or not _is_plain(rest):
        raise Refused(_("%(path)s is no whole backup. Name its folder, or the first of its parts.")
                      % {"path": name})  # fmt: skip
    return stores()[folder], rest


def opened(name: str) -> BinaryIO:
    """Open a file of a backup (originals/ab/…) where it lies here. Raises OSError where it does not."""
    store, rest = place_of(name)
    return store.open(rest)


def bring(name: str, pieces: Iterable[bytes]) -> None:
    """Write a file of a backup where it lay, under exactly its name."""
    store, rest = place_of(name)
    if isinstance(store, Disk):
        path = Path(store.path(rest))
        bags.make_folder(path.parent)
        with bags.open_new(path) as file:
            file.writelines(pieces)
        return
    with tempfile.TemporaryFile() as file:
        file.writelines(pieces)
        file.seek(0)
        store.put(rest, file)


def settle() -> None:
    """Come back when the disk itself has everything."""
    for store in stores().values():
        if isinstance(store, Disk) and Path(store.location).is_dir():
            bags.settle(Path(store.location))
