"""A file for each kind of log and each day, written by several processes at once and never renamed.

Python's own rotating handlers rename the file under those who write: two processes lose lines, and one
has to be told by the other. Here every line is one write at the end of a file whose name follows from
the day, which the system does not mix up; whoever finds the file full goes on to the next part.
"""

import contextlib
import datetime
import gzip
import logging
import os
import re
import shutil
import sys
import time
from pathlib import Path

from museum import clock

PART = 8 * 2**20
# A day's parts: a flood of requests fills no disk, and pushes out no day before it.
PARTS = 6
# No six months are longer. 网络安全法 §21 asks for no less.
KEPT = datetime.timedelta(days=184)
# By then every process has gone on to another day.
COMPRESSED_AFTER = datetime.timedelta(days=2)
COMPLAINED_EVERY = 3600
NAME = re.compile(r"(access|security|errors)-(\d{4}-\d{2}-\d{2})(-\d+)?\.log(\.gz)?")
BINARY = getattr(os, "O_BINARY", 0)  # Windows would write \r\n


class DayFile(logging.Handler):
    """Writes into folder/name-2026-11-28.log. Whatever the disk does, nobody who asks for a page
    hears of it: it is said on stderr, once an hour."""

    def __init__(self, folder: str | os.PathLike, name: str):
        super().__init__()
        self.folder, self.name_of_log = Path(folder), name
        self.file: int | None = None
        self.day: datetime.date | None = None
        self.part = 1
        self.is_broken = False  # a line was cut off by a full disk
        self.complained_at = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._write(self.format(record).encode("utf-8", "backslashreplace") + b"\n")
        except Exception as error:
            self._complain(error)

    def _write(self, line: bytes) -> None:
        day = clock.today()
        if self.file is None or day != self.day:
            self._open(day, 1)
        found = os.fstat(self.file or 0)
        while found.st_size >= PART or found.st_nlink == 0:
            if self.part == PARTS and found.st_nlink:
                raise OSError(f"the log of {day} is full")
            self._open(day, self.part + (1 if found.st_nlink else 0))
            found = os.fstat(self.file or 0)
        line = b"\n" + line if self.is_broken else line
        self.is_broken = True
        self.is_broken = os.write(self.file or 0, line) != len(line)
        if self.is_broken:
            raise OSError("the disk is full")

    def _open(self, day: datetime.date, part: int) -> None:
        self.close_file()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        more = f"-{part}" if part > 1 else ""
        path = self.folder / f"{self.name_of_log}-{day.isoformat()}{more}.log"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | BINARY
        self.file = os.open(path, flags, 0o600)
        self.day, self.part = day, part

    def close_file(self) -> None:
        if self.file is not None:
            with contextlib.suppress(OSError):
                os.close(self.file)
        self.file = None

    def close(self) -> None:
        with self.lock or contextlib.nullcontext():
            self.close_file()
        super().close()

    def _complain(self, error: Exception) -> None:
        now = time.monotonic()
        if self.complained_at and now - self.complained_at < COMPLAINED_EVERY:
            return
        self.complained_at = now
        with contextlib.suppress(Exception):
            why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
            sys.stderr.write(f"the {self.name_of_log} log cannot be written: {why}\n")


def tidy(folder: Path) -> tuple[int, int]:
    """Compress what lies there of the days before yesterday and remove what is older than half a year.
    Returns how many files were compressed and removed."""
    compressed = removed = 0
    for path in sorted(folder.glob("*.log*")) if folder.is_dir() else ():
        found = NAME.fullmatch(path.name)
        if found is None:
            continue
        age = clock.today() - datetime.date.fromisoformat(found[2])
        if age > KEPT:
            path.unlink(missing_ok=True)
            removed += 1
        elif age >= COMPRESSED_AFTER and not found[4]:
            _compress(path)
            compressed += 1
    return compressed, removed


def _compress(path: Path) -> None:
    half = path.with_name(f".{path.name}.half")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file, gzip.open(file, "wb") as to, path.open("rb") as of:
        shutil.copyfileobj(of, to)
    half.replace(path.with_name(f"{path.name}.gz"))
    path.unlink()
