"""What is in a release, and that nothing of the workshop is."""

import json
import re
import socket
import subprocess
import sys
import zipfile

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from museum import __version__
from release import make
from tests.seeding import ROOT

pytestmark = [pytest.mark.processes, pytest.mark.computers]
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}


def held(archive):
    with zipfile.ZipFile(archive) as file:
        return {name.partition("/")[2]: file.read(name) for name in file.namelist()}


def test_a_release_holds_all_that_is_needed_under_hashes_that_fit(archive):
    files = held(archive)

    told = json.loads(files["release.json"])
    sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
    lock = files["requirements.lock"].decode()
    wheels = {
        re.split(r"-", name)[0].removeprefix("wheels/").lower()
        for name in files
        if name.endswith(".whl")
    }
    locked = {re.match(r"[\w.-]+", each)[0].replace("-", "_").lower() for each in make.blocks(lock)}
    assert archive.name == f"village-museum-{__version__}.zip"
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    assert {
        name: make.hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name in sums
    } == sums
    assert {re.sub(r"[-.]", "_", each) for each in wheels} == locked | {"pip"}
    assert lock.startswith((ROOT / "requirements.lock").read_text())
    assert f"village-museum=={__version__} --hash=sha256:" in lock
    assert told["version"] == __version__
    assert {"install.sh", "start.bat", "读我.html", "CHANGELOG.md", "LICENSE"} <= files.keys()
    assert f"村史馆 {__version__}" in files["读我.html"].decode()
    assert files["start.bat"].count(b"\r\n") == files["start.bat"].count(b"\n") > 10
    assert b"\r" not in files["install.sh"]
    assert archive.with_name(f"{archive.name}.sha256").read_text().split() == [
        make.digest_of(archive), archive.name,
    ]  # fmt: skip


def test_nothing_of_the_workshop_is_in_it(archive):
    said = [sys.executable, "-m", "pip", "config", "list"]
    heard = subprocess.run(said, capture_output=True, text=True).stdout
    hosts = set(re.findall(r"//([^/'\s:@]+)", heard)) - {"", "opt", "localhost"}
    # A name of two letters stands in any photograph.
    words = {each for each in (str(ROOT), socket.gethostname(), *hosts) if len(each) > 4}
    own = {name: content for name, content in held(archive).items() if not name.endswith(".whl")}
    (wheel,) = [name for name in held(archive) if name.startswith("wheels/village_museum-")]
    with (
        zipfile.ZipFile(archive) as file,
        file.open(f"{archive.stem}/{wheel}") as opened,
        zipfile.ZipFile(opened) as museum,
    ):
        own |= {name: museum.read(name) for name in museum.namelist()}

    found = [
        (word, name) for name, content in own.items() for word in words if word.encode() in content
    ]
    assert len(own) > 500
    assert found == []


def test_a_wheel_that_a_kind_of_computer_lacks_is_named_and_no_archive_is_made(
    tmp_path, monkeypatch
):
    monkeypatch.setitem(make.PLATFORMS, "linux-riscv32", ["manylinux_2_17_riscv32"])

    with pytest.raises(make.Missing) as missing:
        make.make(tmp_path / "to", ["linux-riscv32"], ["3.11"])

    named = str(missing.value).splitlines()
    assert any(
        re.fullmatch(r"  pillow==\S+ for linux-riscv32, Python 3.11", each) for each in named
    )
    assert any("pydantic-core" in each for each in named)
    assert not any("django==" in each for each in named)
    assert not (tmp_path / "to").exists()


def test_what_windows_alone_asks_for_is_locked_too():
    from importlib import metadata

    locked = {
        re.match(r"[\w.-]+", each)[0]
        for each in make.blocks((ROOT / "requirements.lock").read_text())
    }
    wanted = set()
    for name in locked:
        for line in metadata.requires(name) or []:
            asked = Requirement(line)
            for python in make.PYTHONS:
                where = default_environment() | WINDOWS | {"python_version": python, "extra": ""}
                if asked.marker and asked.marker.evaluate(where):
                    wanted.add(asked.name.lower().replace("_", "-"))

    assert "tzdata" in wanted
    assert wanted <= locked
