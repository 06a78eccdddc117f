"""museum restore: what is no whole backup, and where it may not come back, is said before anything is touched."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import calling
from tests.upkeep import furnished
from tests.upkeep.empty_computers import differing, newest

pytestmark = [pytest.mark.processes, pytest.mark.long]


def flip_a_byte(place: Path) -> str:
    path = next((place / "data/originals").rglob("*.jpg"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path.name


def take_a_file_out(place: Path) -> str:
    (place / "data/database/people_person.jsonl").unlink()
    return "people_person.jsonl"


def change_a_row(place: Path) -> str:
    path = place / "data/database/people_person.jsonl"
    path.write_text(path.read_text().replace("王桂兰", "王桂芝"))
    return "people_person.jsonl"


def flip_the_list(place: Path) -> str:
    path = place / "manifest-sha256.txt"
    path.write_text(path.read_text().replace("0", "1", 1))
    return "manifest-sha256.txt"


@pytest.mark.parametrize("harm", [flip_a_byte, take_a_file_out, change_a_row, flip_the_list])
def test_a_backup_that_is_not_what_was_written_is_refused_before_anything_is_touched(
    museum, stick, computers, harm
):
    name, computer = harm(newest(stick)), computers()

    done = computer.restore(newest(stick))

    assert done.returncode == 1
    assert "这份备份跟当初写下的不一样了" in done.stderr
    assert name in done.stderr
    assert not computer.home.exists()


def test_a_missing_part_and_a_folder_that_is_none_are_refused_in_a_sentence(
    museum, stick, computers
):
    shutil.rmtree(newest(stick))
    museum.run(furnished.backup, str(stick), one_file=True, part_size=60_000)
    (newest(stick) / "museum.zip.002").unlink()
    computer = computers()

    for named in (newest(stick), newest(stick) / "museum.zip.001", stick, stick / "nothing"):
        done = computer.restore(named)
        assert done.returncode == 1
        assert "不是一份完整的备份" in done.stderr
        assert not computer.home.exists()


def test_where_a_museum_is_already_nothing_is_brought_back(museum, stick, computers):
    computer = computers()
    first = computer.restore(newest(stick))
    before = {path: path.stat().st_mtime_ns for path in computer.home.rglob("*.jpg")}

    again = computer.restore(newest(stick))

    assert first.returncode == 0, first.stderr
    assert again.returncode == 1
    assert "已经有一个馆了" in again.stderr
    assert {path: path.stat().st_mtime_ns for path in computer.home.rglob("*.jpg")} == before
    assert before


@pytest.mark.parametrize("moment", [pytest.param("loading", marks=pytest.mark.computers), "index"])
def test_a_restore_that_was_killed_is_no_museum_and_is_begun_anew(museum, stick, computers, moment):
    computer = computers()
    command = calling.command(furnished.restore_until_killed, str(newest(stick)), moment)
    settings = {
        "DJANGO_SETTINGS_MODULE": "museum.settings.test",
        "MUSEUM_TEST_SCRATCH": str(computer.home),
    }
    killed = computer._run(command, settings)
    founded = (computer.home / "museum.env").exists()
    left = (computer.home / ".coming-back").exists()

    done = computer.restore(newest(stick))

    assert (killed.returncode, founded, left) == (-9, False, True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(museum.rows, computer.call(furnished.remember)) == {}


def test_a_backup_of_a_newer_version_is_refused(museum, stick, computers):
    place, computer = newest(stick), computers()
    path = place / "data/database/tables.json"
    told = json.loads(path.read_text())
    told["leaves"].append(["catalogue", "0099_from_the_future"])
    rewrite(place, path, json.dumps(told))

    done = computer.restore(place)

    assert done.returncode == 1
    assert "更新的版本" in done.stderr
    assert not (computer.home / "museum.env").exists()


def rewrite(place: Path, path: Path, text: str) -> None:
    """Put a file into a bag as if it had been written so."""
    path.write_text(text)
    for name, listed in (("manifest-sha256.txt", path), ("tagmanifest-sha256.txt", place / "manifest-sha256.txt")):  # fmt: skip
        lines = [line.split("  ", 1)[1] for line in (place / name).read_text().splitlines()]
        assert str(listed.relative_to(place)) in lines
        summed = subprocess.run(
            ["sha256sum", *lines], cwd=place, capture_output=True, text=True, check=True
        )
        (place / name).write_text(summed.stdout)
