"""A stick as it is bought: a block device with a file system of its own, that is filled and pulled.

FAT32 where this kernel knows it; the same on ext4 everywhere else, so that the device at least is one.
"""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from museum.upkeep.backups import bags, reading
from tests.upkeep import furnished

pytestmark = [
    pytest.mark.processes,
    pytest.mark.long,
    pytest.mark.computers,
    pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounts a stick"),
]
MB = 2**20
# FAT32 wants 65,525 clusters: 40 MB at least, of 512 bytes each.
KINDS = {
    "vfat": (["mkfs.vfat", "-F", "32", "-s", "1"], "utf8,umask=077", 48),
    "ext4": (["mkfs.ext4", "-q", "-F", "-m", "0", "-O", "^has_journal"], "defaults", 16),
}
# What no file on a FAT32 stick may be called, and names that Windows keeps for itself.
FORBIDDEN = set('<>:"|?*\\') | {chr(code) for code in range(32)}
DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{at}" for name in ("com", "lpt") for at in range(1, 10))}  # fmt: skip


@dataclass
class Stick:
    kind: str
    device: str
    place: Path

    def put_in(self):
        """Mount it; a moment later where what was pulled is still let go of."""
        asked = ["mount", "-t", self.kind, "-o", KINDS[self.kind][1], self.device, str(self.place)]
        for _time in range(50):
            done = subprocess.run(asked, capture_output=True, text=True)
            if not done.returncode:
                break
            time.sleep(0.1)
        return done

    def pull(self):
        subprocess.run(["umount", "-l", str(self.place)], capture_output=True)

    @property
    def backups(self) -> list[str]:
        return sorted(path.name for path in self.place.iterdir() if path.name.startswith("museum-"))


@pytest.fixture(params=KINDS)
def usb(request, tmp_path):
    kind, (making, _options, size) = request.param, KINDS[request.param]
    if kind not in Path("/proc/filesystems").read_text().split() or not shutil.which(making[0]):
        pytest.skip(f"this kernel or computer has no {kind}")
    image, place = tmp_path / "stick.img", tmp_path / "usb"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(size * MB)
    looped = subprocess.run(["losetup", "-f", "--show", image], capture_output=True, text=True)
    if looped.returncode:
        pytest.skip("no loop device can be made here")
    stick = Stick(kind, looped.stdout.strip(), place)
    try:
        subprocess.run([*making, stick.device], check=True, capture_output=True)
        mounted = stick.put_in()
        if mounted.returncode:
            pytest.skip(f"nothing can be mounted here: {mounted.stderr.strip()}")
        yield stick
    finally:
        stick.pull()
        subprocess.run(["losetup", "-d", stick.device], capture_output=True)


@pytest.fixture
def museum(own_database):
    own_database.run(furnished.furnish)
    return own_database


def is_whole(place):
    with reading.opened(place) as bag:
        return not reading.faults(bag)


@pytest.mark.parametrize("options", [{}, {"one_file": True, "part_size": 200_000}], ids=["folder", "parts"])  # fmt: skip
def test_a_stick_that_is_filled_and_pulled_keeps_what_it_had_and_takes_the_next_one(
    museum, usb, options
):
    first = museum.run(furnished.backup, str(usb.place), **options)
    had = usb.backups
    (usb.place / "wedding.avi").write_bytes(os.urandom(shutil.disk_usage(usb.place).free - 50_000))
    filled = museum.run(furnished.backup, str(usb.place), **options)
    after_filling = usb.backups
    (usb.place / "wedding.avi").unlink()
    pulled = museum.run(furnished.backup_until_the_stick_is_pulled, str(usb.place), **options)
    below = list(usb.place.iterdir())
    assert usb.put_in().returncode == 0
    after_pulling, whole = usb.backups, is_whole(usb.place / had[0])
    last = museum.run(furnished.backup, str(usb.place), **options)

    assert (first, last) == ("", "")
    assert "满了" in filled
    assert "U盘插着吗" in pulled
    assert below == []  # nothing went to the disk on which the stick's folder lies
    assert had == after_filling == after_pulling
    assert whole
    assert is_whole(usb.place / usb.backups[-1])
    assert not [path for path in usb.place.iterdir() if path.name.endswith(bags.MAKING)]


def test_a_backup_has_no_name_that_a_fat32_stick_or_windows_does_not_take(museum, tmp_path):
    museum.run(furnished.backup, str(tmp_path))

    place = next(tmp_path.glob("museum-*"))
    paths = list(place.rglob("*"))
    names = [path.relative_to(place) for path in paths]
    folded = {str(name).casefold() for name in names}
    assert len(names) > 50
    assert len(folded) == len(names)  # 甲.jpg and 甲.JPG would be one file there
    assert not [path for path in paths if path.is_symlink()]
    for name in names:
        for part in name.parts:
            assert not FORBIDDEN & set(part), name
            assert not part.endswith((" ", ".")), name
            assert part.partition(".")[0].casefold() not in DEVICES, name
            assert len(part.encode("utf-16-le")) // 2 <= 255, name
        # Windows stops at 260, with the stick's letter and the backup's own name.
        assert len(str(name)) < 200, name


@pytest.mark.skipif(
    not (shutil.which("mcopy") and shutil.which("mkfs.vfat")), reason="needs mtools and dosfstools"
)
@pytest.mark.parametrize("options", [{}, {"one_file": True, "part_size": 90_000}], ids=["folder", "parts"])  # fmt: skip
def test_on_a_fat32_image_and_read_back_from_it_a_backup_is_whole(museum, tmp_path, options):
    museum.run(furnished.backup, str(tmp_path), **options)
    image, back = tmp_path / "stick.img", tmp_path / "back"
    back.mkdir()
    with image.open("wb") as file:
        file.truncate(48 * MB)
    subprocess.run([*KINDS["vfat"][0], str(image)], check=True, capture_output=True)
    chinese = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    place = next(tmp_path.glob("museum-*"))

    for words in (["-s", str(place), "::"], ["-s", f"::{place.name}", str(back)]):
        subprocess.run(["mcopy", "-i", str(image), *words], check=True, capture_output=True, env=chinese)  # fmt: skip

    assert is_whole(back / place.name)
    assert {path.name for path in (back / place.name).iterdir()} == {path.name for path in place.iterdir()}  # fmt: skip


def test_a_backup_is_known_by_its_name_and_not_by_times_that_a_stick_rounds(museum, tmp_path):
    museum.run(furnished.backup, str(tmp_path))
    place = next(tmp_path.glob("museum-*"))
    for path in place.rglob("*"):
        os.utime(path, (0, 0))  # as a stick whose clock was never set
        path.chmod(0o777)
    moved = place.rename(place.with_name("museum-20200101-000000"))

    museum.run(furnished.backup, str(tmp_path))

    assert is_whole(moved)
    assert len(list(tmp_path.glob("museum-*"))) == 2
