"""Where files lie. Originals: outside MEDIA_ROOT, readable by the museum's own process alone, without a
public address."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages


class StoredFile(NamedTuple):
    """A file: its name, when it was written (seconds since 1970), its size in bytes."""

    name: str
    written: float
    bytes: int


def no_address() -> NoReturn:
    raise NotImplementedError("Originals have no public URL.")


class Disk(FileSystemStorage):
    """Writes through to the disk: a power cut must not leave a row whose file is empty or not there."""

    def _save(self, name, content):
        try:
            name = super()._save(name, content)
            _settle(self.path(name), self.location)
        except OSError:
            self.delete(name)
            raise
        return name

    def each_file(self, below: str = "") -> Iterator[StoredFile]:
        """Yield what lies below a folder, but for what goes while one looks."""
        for folder, _folders, names in os.walk(Path(self.location, below)):
            for path in (Path(folder, name) for name in names):
                try:
                    stat = path.stat()
                except FileNotFoundError:
                    continue
                name = path.relative_to(self.location).as_posix()
                yield StoredFile(name, stat.st_mtime, stat.st_size)


def _settle(path, root) -> None:
    """Bring a file to the disk, and the folders down to it, in which its name stands."""
    _sync(path)
    while os.name == "posix" and len(path) > len(str(root)):
        path = os.path.dirname(path)
        _sync(path)


def _sync(path) -> None:
    # Windows brings only to the disk what is open for writing.
    number = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


class OriginalsStorage(Disk):
    """Keeps originals below settings.ORIGINALS_ROOT, which is asked anew each time."""

    keeps_originals = True
    file_permissions_mode = 0o600
    directory_permissions_mode = 0o700

    @property
    def base_location(self):
        return settings.ORIGINALS_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        no_address()


def originals():
    return storages["originals"]


def is_there(storage, name: str) -> bool:
    """Return whether a file is where its row says. Another machine is not asked: the row is believed."""
    return getattr(storage, "asks_another_machine", False) or storage.exists(name)
