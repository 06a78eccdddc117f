"""The release archive, installed on a computer without a network."""

import json
import os
import stat
import subprocess
import sys

import pytest

from museum import __version__
from tests.conftest import LEFT_OUT
from tests.factories import PASSWORD
from tests.release import computers
from tests.seeding import ROOT

WITHOUT = computers.without()
if WITHOUT:
    LEFT_OUT["installing the release archive"] = WITHOUT
pytestmark = [
    pytest.mark.long,
    pytest.mark.computers,
    pytest.mark.processes,
    pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT or "it can be installed here"),
]
ALONE = ROOT / "tests/release/alone.sh"


def test_without_a_network_one_line_makes_a_museum_and_said_again_it_changes_nothing(
    folder, computer
):
    said = [
        str(folder),
        *computer.says(),
        "--name",
        computers.NAME,
        "--port",
        str(computer.port),
    ]
    done = subprocess.run(
        ["unshare", "-n", "sh", ALONE, *said],
        env=computer.environment | {"ASKED": str(computer.port), "OUT": str(computer.place / "page")}, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    if "unshare" in done.stderr:
        pytest.skip("no network can be taken away here")
    assert done.returncode == 0, done.stdout + done.stderr
    env = (computer.data / "museum.env").read_text()
    curator = computer.museum("create_curator", "--name", "周明远", "--username", "guanzhang",
                              stdin=f"{PASSWORD}\n")  # fmt: skip
    version = computer.museum("--version")

    first, second, _end = done.stdout.split(f"装好了：村史馆 {__version__}。")
    assert "200 /health/" in second
    assert "200 /visit/" in second
    assert "第一次启动，建一个新的村史馆" in first
    assert "第一次启动" not in second
    assert f"已经是{__version__}，没有要换的。" in second
    assert f"MUSEUM_NAME={computers.NAME}\n" in env
    assert version.stdout == f"village-museum {__version__}\n"
    assert (curator.returncode, "周明远可以用" in curator.stdout) == (0, True), curator.stderr
    assert stat.S_IMODE(computer.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(computer.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((computer.data / "museum.env").stat().st_mode) == 0o600
    assert {
        path.stat().st_uid
        for path in (computer.code, computer.current, computer.current / "bin/museum")
    } == {0}


def test_an_archive_that_is_not_whole_or_for_another_computer_is_refused_before_anything_is_there(
    folder, computer
):
    wheel = next((folder / "wheels").glob("django-5*.whl"))
    content = wheel.read_bytes()
    wheel.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (folder / "CHANGELOG.md").unlink()
    broken = computer.install(folder)
    wheel.write_bytes(content)
    told = json.loads((folder / "release.json").read_text())
    (folder / "release.json").write_text(json.dumps(told | {"platforms": ["windows-amd64"]}))
    computers.resum(folder)
    elsewhere = computer.install(folder)
    (folder / "release.json").write_text(json.dumps(told | {"pythons": ["3.9"]}))
    computers.resum(folder)
    too_new = computer.install(folder)

    assert [status for status, _said in (broken, elsewhere, too_new)] == [1, 1, 1]
    assert f"{wheel.name}（坏了）" in broken[1]
    assert "CHANGELOG.md（没有了）" in broken[1]
    assert "windows-amd64" in elsewhere[1]
    assert "3.9" in too_new[1]
    assert not computer.home.exists()
    assert not computer.code.exists()


def test_a_museum_of_one_s_own_is_installed_without_root_as_on_windows(folder, computer):
    computer.place.chmod(0o777)
    for path in [folder.parent, folder, *folder.rglob("*")]:
        path.chmod(0o755)
    code, home = computer.place / "own", computer.place / "somebody"
    home.mkdir()
    os.chown(home, 65534, 65534)
    said = [computers.PYTHON, "-BI", str(folder / "installer"), "personal", "--code", str(code),
            "--home", str(home), "--name", computers.NAME, "--port", str(computer.port)]  # fmt: skip

    done = subprocess.run(said, env=computer.environment, user=65534, group=65534, extra_groups=[],
                          capture_output=True, text=True, timeout=900)  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    release = done.stdout.strip().splitlines()[-1]
    assert (home / "village-museum/museum.sqlite3").is_file()
    asked = subprocess.run([f"{release}/bin/museum", "--version"], capture_output=True, text=True)
    assert asked.stdout == f"village-museum {__version__}\n"
    assert sys.executable not in done.stdout
