"""A backup that is there, as a folder or in parts, and whether it is still what was written."""

import contextlib
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from museum.upkeep.backups import bags
from museum.upkeep.backups.parts import FIRST, Joined

IDENTIFIER = "External-Identifier"


class NoBackup(Exception):
    """What was named is no backup, or not a whole one."""


@dataclass(frozen=True)
class Bag:
    """A backup: the folder it lies in, the names of its files, how one is opened."""

    place: Path
    names: frozenset[str]
    open: Callable[[str], BinaryIO]

    def text(self, name: str) -> str:
        try:
            with self.open(name) as file:
                return file.read().decode()
        except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
            raise NoBackup(name) from error

    def info(self) -> dict[str, str]:
        return info_in(self.text(bags.INFO))

    def sums(self, of: str = bags.MANIFEST) -> dict[str, str]:
        pairs = (line.partition("  ") for line in self.text(of).splitlines() if line)
        return {bags.unescaped(name): digest for digest, _between, name in pairs}

    def below(self, folder: str) -> list[str]:
        return sorted(name for name in self.names if name.startswith(f"data/{folder}/"))


def info_in(text: str) -> dict[str, str]:
    pairs = (line.partition(": ") for line in text.splitlines())
    return {name: said for name, _colon, said in pairs}


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Bag]:
    """Open a backup by its folder or by its first part. Raises NoBackup."""
    first = path if path.is_file() else path / FIRST
    if first.is_file():
        with _archive(first) as bag:
            yield bag
    elif (path / bags.DECLARATION).is_file():
        names = (each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file())
        yield Bag(path, frozenset(names), lambda name: (path / name).open("rb"))
    else:
        raise NoBackup(str(path))


@contextlib.contextmanager
def _archive(first: Path) -> Iterator[Bag]:
    with contextlib.closing(Joined(first)) as joined:
        try:
            archive = zipfile.ZipFile(io.BufferedReader(joined, bags.PIECE))
        except (zipfile.BadZipFile, OSError) as error:  # a part is missing or cut
            raise NoBackup(str(first)) from error
        with archive:
            names = frozenset(archive.namelist())
            yield Bag(first.parent, names, lambda name: archive.open(name))  # type: ignore[arg-type, return-value]


@dataclass(frozen=True)
class Faults:
    """Files that are gone, and that are not what was written. What an office's computer put beside
    them (Thumbs.db) is no fault: it is not taken back either."""

    missing: list[str]
    changed: list[str]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed)


def faults(bag: Bag) -> Faults:
    """Read everything and hold it against what was written down of it."""
    sums = bag.sums() | bag.sums(bags.TAGS)
    changed = [name for name in sorted(sums) if name in bag.names and not _is(bag, name, sums)]
    return Faults(sorted(sums.keys() - bag.names), changed)


def _is(bag: Bag, name: str, sums: dict[str, str]) -> bool:
    digest = hashlib.sha256()
    try:
        with bag.open(name) as file:
            for piece in bags.read_in_pieces(file):
                digest.update(piece)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        return False
    return digest.hexdigest() == sums[name]
