"""A bag as one archive in parts: a stick as it is bought (FAT32) takes no file of 4 GB.

museum.zip.001, .002 …: one ZIP, cut. 7-Zip opens the first part; elsewhere they are joined by
`cat museum.zip.* > museum.zip`.
"""

import io
import zipfile
from pathlib import Path
from typing import IO, BinaryIO

from museum.upkeep.backups.bags import open_new

NAME = "museum.zip"
FIRST = f"{NAME}.001"
LARGEST = 3_900_000_000  # below 4 GB, however they are counted
PACKED = (".jsonl", ".html", ".txt", ".css", ".svg", ".json", ".env", ".lock")
A_FILE = 0o100600 << 16


class Cutting(io.RawIOBase):
    """What is written here goes into one part after the other."""

    def __init__(self, folder: Path, size: int):
        self.folder, self.size, self.count, self.left = folder, size, 0, 0
        self.file: BinaryIO | None = None

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        rest = memoryview(data).cast("B")
        while rest:
            if not self.left:
                self._next()
            piece = rest[: self.left]
            self.file.write(piece)
            self.left -= len(piece)
            rest = rest[len(piece) :]
        return len(data)

    def close(self) -> None:
        if self.file:
            self.file.close()
        super().close()

    def _next(self) -> None:
        if self.file:
            self.file.close()
        self.count += 1
        self.file = open_new(self.folder / f"{NAME}.{self.count:03}")
        self.left = self.size


class Archive:
    """A target for bags.Writer."""

    def __init__(self, folder: Path, size: int = LARGEST):
        self.parts = Cutting(folder, size)
        self.zip = zipfile.ZipFile(self.parts, "w")

    def opened(self, name: str) -> IO[bytes]:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = A_FILE
        entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith(PACKED) else zipfile.ZIP_STORED
        return self.zip.open(entry, "w", force_zip64=True)

    def close(self) -> None:
        self.zip.close()
        self.parts.close()


class Joined(io.RawIOBase):
    """All parts read as the one file that they are."""

    def __init__(self, first: Path):
        self.paths: list[Path] = []
        while (path := first.with_name(f"{NAME}.{len(self.paths) + 1:03}")).exists():
            self.paths.append(path)
        self.sizes = [path.stat().st_size for path in self.paths]
        self.length, self.at = sum(self.sizes), 0
        self.open_part: tuple[int, BinaryIO] | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.length}[whence]
        return self.at

    def readinto(self, buffer) -> int:
        start = 0
        for number, size in enumerate(self.sizes):
            if start <= self.at < start + size:
                file = self._part(number)
                file.seek(self.at - start)
                read = file.read(min(len(buffer), size - (self.at - start)))
                buffer[: len(read)] = read
                self.at += len(read)
                return len(read)
            start += size
        return 0

    def _part(self, number: int) -> BinaryIO:
        if self.open_part is None or self.open_part[0] != number:
            self.close_part()
            self.open_part = (number, self.paths[number].open("rb"))
        return self.open_part[1]

    def close_part(self) -> None:
        if self.open_part:
            self.open_part[1].close()

    def close(self) -> None:
        self.close_part()
        super().close()
