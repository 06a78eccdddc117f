"""Files of a backup that a passphrase opens, in age's format (age-encryption.org), so that age itself
opens them where this program is gone: `age -d -i key.age FILE.age`.

Each backup has a key of its own, which lies in it under the passphrase (key.age); what checks the bag
is of the files as they lie there, so anybody can see that the stick is whole. What they were before
stands in a list that is encrypted too. Names of files stay readable: they are numbers and hashes.
"""

import hashlib
import io
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from museum.upkeep import museum_env
from museum.upkeep.backups import bags
from museum.upkeep.backups.bags import ENDING, INSIDE, KEY
from museum.upkeep.backups.reading import Bag

SHORTEST = 12
IN_MEMORY = 64 * 1024 * 1024


class WrongPassphrase(Exception):
    pass


class Lock:
    """What one backup is encrypted with."""

    def __init__(self, passphrase: str):
        identity = pyrage.x25519.Identity.generate()
        self.recipient = identity.to_public()
        self.key: bytes = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)

    def write(self, pieces: Iterable[bytes], file: Any) -> str:
        """Write pieces into file, encrypted. Returns the SHA-256 of what they were."""
        source, target = _Source(pieces), _Target(file)
        try:
            pyrage.encrypt_io(source, target, [self.recipient])
        except pyrage.EncryptError as error:
            # It knows errors by their words alone: whoever made it says what happened.
            raise source.error or target.error or error from None
        return source.digest.hexdigest()


class _Source:
    """Pieces as something that is read."""

    def __init__(self, pieces: Iterable[bytes]):
        self.pieces, self.left, self.digest = iter(pieces), b"", hashlib.sha256()
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.left and (piece := next(self.pieces, None)) is not None:
                self.left = piece
        except Exception as error:
            self.error = error
            raise
        found, self.left = self.left[:size], self.left[size:]
        self.digest.update(found)
        return found


class _Target:
    def __init__(self, file: Any):
        self.file = file
        self.error: Exception | None = None

    def write(self, piece: bytes) -> int:
        try:
            self.file.write(piece)
        except Exception as error:
            self.error = error
            raise
        return len(piece)

    def flush(self) -> None:
        """The file is flushed when it is closed."""


def is_locked(bag: Bag) -> bool:
    return KEY in bag.names


def unlocked(bag: Bag, passphrase: str) -> Bag:
    """Return the bag as it was before it was encrypted. Raises WrongPassphrase."""
    with bag.open(KEY) as file:
        key = file.read()
    try:
        identity = pyrage.x25519.Identity.from_str(
            pyrage.passphrase.decrypt(key, passphrase).decode()
        )
    except pyrage.DecryptError as error:
        raise WrongPassphrase from error
    names = {name.removesuffix(ENDING): name for name in bag.names if name != KEY}

    def opened(name: str) -> BinaryIO:
        if name == bags.MANIFEST:
            name = INSIDE
        locked = names[name]
        return (
            _decrypted(bag.open(locked), identity) if locked.endswith(ENDING) else bag.open(locked)
        )

    return Bag(bag.place, frozenset(names), opened)


def _decrypted(file: BinaryIO, identity: Any) -> BinaryIO:
    """Return what a file was: in memory, where it is large in the museum's own folder under no name."""
    home = museum_env.folder()
    place = str(home) if home.is_dir() else None
    target: Any = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=place)  # noqa: SIM115 (the reader closes it)
    with file:
        try:
            pyrage.decrypt_io(file, target, [identity])
        except pyrage.DecryptError as error:
            target.close()
            raise OSError(f"{error}") from error
    target.seek(io.SEEK_SET)
    return target


def passphrase_in(file: Path) -> str:
    """Return the passphrase that stands in the first line of a file. Raises OSError."""
    lines: Iterator[str] = iter(file.read_text(encoding="utf-8").splitlines())
    return next(lines, "").strip()
