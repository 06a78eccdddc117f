"""A disk from which the power can be taken: a file with a file system in it, mounted.

What nobody waited for stands in the computer's memory and not in that file, so that a copy of the file
is what a power cut would leave. (kill -9 leaves the memory as it is, and shows nothing.)
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

SIZE = 96 * 2**20
# The file system's own clock, and the computer's, would bring everything to the disk after a while.
PATIENT = "commit=600"


def without() -> str:
    """Return what is missing to take the power away here, "" where nothing is."""
    if os.geteuid() != 0:
        return "only root may mount a disk"
    if (
        shutil.which("mkfs.ext4", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
        is None
    ):
        return "mkfs.ext4 is not installed"
    with tempfile.TemporaryDirectory() as place:
        try:
            with Disk.new(Path(place)).mounted():
                return ""
        except subprocess.CalledProcessError:
            return "no disk can be mounted here"


class Disk:
    def __init__(self, file: Path):
        self.file = file

    @classmethod
    def new(cls, place: Path) -> "Disk":
        file = place / "disk"
        with file.open("wb") as made:
            made.truncate(SIZE)
        more = ["-E", "lazy_itable_init=0,lazy_journal_init=0"]  # nothing is written later
        env = {"PATH": f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"}
        subprocess.run(["mkfs.ext4", "-q", *more, str(file)], env=env, check=True)
        return cls(file)

    @contextlib.contextmanager
    def mounted(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="museum-disk-") as folder:
            said = ["mount", "-o", f"loop,{PATIENT}", str(self.file), folder]
            subprocess.run(said, check=True, capture_output=True)
            try:
                yield Path(folder)
            finally:
                subprocess.run(["umount", "-l", folder], check=True)

    def after_the_power_was_cut(self) -> "Disk":
        """Return what is on it now, and nothing of what only the computer's memory holds."""
        left = Disk(self.file.with_name("left"))
        shutil.copyfile(self.file, left.file)
        return left
