"""A BagIt folder (RFC 8493): what is in it can be checked and read without this program, by anybody.

It is written under a name with a dot, brought to the disk, and renamed when it is whole: a backup that
was killed is none. Only three plain files make a folder a bag, so no library is asked for them.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

MANIFEST, TAGS, INFO, DECLARATION = (
    "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt", "bagit.txt",
)  # fmt: skip
DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PIECE = 1024 * 1024
MAKING = ".making"
# Of a bag that is encrypted (encrypting.py): its key, how files end, what they were before.
KEY, ENDING, INSIDE = "key.age", ".age", "data/inside-sha256.txt"
# Windows would otherwise write every line's end in two bytes.
BINARY = getattr(os, "O_BINARY", 0)


class Target(Protocol):
    """Where a bag's files go, one after the other."""

    def opened(self, name: str) -> contextlib.AbstractContextManager[Any]: ...

    def close(self) -> None: ...


class Folder:
    def __init__(self, place: Path):
        self.place = place

    def opened(self, name: str) -> BinaryIO:
        """Open a new file. Where the folder itself is gone, it is not made: that would be another disk."""
        path = self.place / name
        for folder in reversed(path.relative_to(self.place).parents[:-1]):
            (self.place / folder).mkdir(mode=0o700, exist_ok=True)
        return open_new(path)

    def close(self) -> None:
        pass


class Gone(Exception):
    """A file that was to be copied cannot be opened."""


class Encrypting(Protocol):
    """How files are encrypted (encrypting.Lock)."""

    key: bytes

    def write(self, pieces: Iterable[bytes], file: Any) -> str: ...


class Writer:
    """Writes a bag into a target and adds up what it holds. lock: encrypts everything below data/."""

    def __init__(self, target: Target, lock: Encrypting | None = None):
        self.target, self.lock = target, lock
        self.sums: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.inside: dict[str, str] = {}  # of what was encrypted, as it was before
        self.bytes = 0
        self.info = ""

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Put a file below data/."""
        name = f"data/{name}"
        lying = name + ENDING if self.lock else name
        with self._counting(lying) as file:
            if self.lock:
                self.inside[name] = self.lock.write(pieces, file)
            else:
                for piece in pieces:
                    file.write(piece)
        self.sums[lying] = file.digest.hexdigest()
        self.bytes += file.bytes

    def has(self, name: str) -> bool:
        return f"data/{name}" in (self.inside if self.lock else self.sums)

    def add_file(self, name: str, path: Path) -> None:
        """Copy a file of the museum's own. Raises Gone where there is none to be read."""
        self.add_opened(name, lambda: path.open("rb"))

    def add_opened(self, name: str, opening: Callable[[], BinaryIO]) -> None:
        """Copy what opening gives, from wherever it lies. Raises Gone where it gives nothing."""
        try:
            file = opening()
        except OSError as error:
            raise Gone(name) from error
        with file:
            self.add(name, _read(file, getattr(file, "name", None) or name))

    def tag(self, name: str, content: str | bytes) -> None:
        """Put a file beside data/: it tells of the bag, and nobody encrypts it."""
        with self._counting(name) as file:
            file.write(content.encode() if isinstance(content, str) else content)
        self.tags[name] = file.digest.hexdigest()

    def close(self, facts: dict[str, str]) -> None:
        if self.lock:
            self.add(INSIDE.removeprefix("data/"), [_list(self.inside).encode()])
            self.tag(KEY, self.lock.key)
        info = facts | {"Payload-Oxum": f"{self.bytes}.{len(self.sums)}"}
        self.tag(DECLARATION, DECLARED)
        self.info = "".join(f"{name}: {said}\n" for name, said in info.items())
        self.tag(INFO, self.info)
        self.tag(MANIFEST, _list(self.sums))
        self.tag(TAGS, _list(self.tags))
        self.target.close()

    @contextlib.contextmanager
    def _counting(self, name: str) -> "Iterator[_Counting]":
        with self.target.opened(name) as file:
            yield _Counting(file)


class _Counting:
    """Writes on, and adds up what passes."""

    def __init__(self, file: Any):
        self.file, self.digest, self.bytes = file, hashlib.sha256(), 0

    def write(self, piece: bytes) -> None:
        self.file.write(piece)
        self.digest.update(piece)
        self.bytes += len(piece)


def make_folder(folder: Path) -> None:
    """Make a folder and those that it lies in, each of which nobody else may open."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def open_new(path: Path) -> BinaryIO:
    """Open a new file that nobody else may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600), "wb")


def read_in_pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _read(file: BinaryIO, path: str) -> Iterator[bytes]:
    """Read one of the museum's own files: where that fails, the error names it."""
    try:
        yield from read_in_pieces(file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _list(sums: dict[str, str]) -> str:
    return "".join(f"{sums[name]}  {_escaped(name)}\n" for name in sorted(sums))


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def unescaped(name: str) -> str:
    return name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


@contextlib.contextmanager
def new(place: Path, name: str) -> Iterator[Path]:
    """Yield a folder to be filled; it is called name when all of it lies on the disk."""
    making = place / f".{name}{MAKING}"
    making.mkdir(mode=0o700)
    begun = making.stat()
    try:
        yield making
        settle(making)
        # Where the stick was pulled, this is the disk below.
        if not os.path.samestat(begun, making.stat()):
            raise FileNotFoundError(making)
        making.rename(place / name)
        _sync(place)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def settle(folder: Path) -> None:
    """Come back when the disk itself has everything: what cannot be written shows here at last."""
    for at, _folders, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(at, name))
        _sync(Path(at))


def _sync(path: Path) -> None:
    if path.is_dir() and os.name != "posix":
        return  # Windows has no such thing for a folder
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
