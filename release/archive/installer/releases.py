"""The archive: whether it is whole and for this computer, and its release made beside the old one."""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from places import BIN, EXE, IS_WINDOWS, Places
from refusing import Refused

WHOLE = ".whole"
NEEDED = 600 * 2**20
KINDS = {"amd64": "x86_64", "arm64": "aarch64"}


def about(folder: Path) -> dict:
    return json.loads((folder / "release.json").read_text("utf-8"))


def check_whole(folder: Path) -> None:
    """Refuse where a file of the archive is missing or is not what was packed."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    wrong = []
    for line in lines:
        digest, _between, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name}（没有了）")
        elif _digest_of(path) != digest:
            wrong.append(f"{name}（坏了）")
    if wrong:
        raise Refused(f"安装包不完整：{'、'.join(wrong[:10])}。什么都没有动。请重新拷一份。")


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_computer(archive: dict, places: Places) -> None:
    """Refuse where this archive is for other computers, or there is no room."""
    python = ".".join(platform.python_version_tuple()[:2])
    if python not in archive["pythons"]:
        raise Refused(
            f"这台电脑的Python是{python}，安装包里有的是{'、'.join(archive['pythons'])}。"
        )
    machine = platform.machine().lower()
    system = platform.system().lower()
    kind = machine if IS_WINDOWS else KINDS.get(machine, machine)
    if f"{system}-{kind}" not in archive["platforms"]:
        raise Refused(f"安装包里没有这种电脑（{system} {kind}）要的文件，有的是{'、'.join(archive['platforms'])}。")  # fmt: skip
    there = next(each for each in (places.code, *places.code.parents) if each.exists())
    if shutil.disk_usage(there).free < NEEDED:
        raise Refused(f"{there}所在的硬盘地方不够，至少要空出{NEEDED // 2**20} MB。")


def is_older(archive: dict, release: Path | None) -> bool:
    """Return whether a release is newer than the archive: nothing goes back by installing."""
    there = (release / WHOLE) if release else None
    if there is None or not there.exists():
        return False
    return _number(archive["version"]) < _number(json.loads(there.read_text("utf-8"))["version"])


def _number(version: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", version)]


def build(folder: Path, places: Places) -> Path:
    """Make the release in a folder of its own, from the archive alone. What is whole already is left
    as it is. Refuses in a sentence, and leaves nothing half made."""
    archive = about(folder)
    release = places.code / "releases" / archive["name"]
    if (release / WHOLE).exists():
        return release
    shutil.rmtree(release, ignore_errors=True)
    release.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Debian's python3 brings no pip; ours runs from its own wheel.
        venv.EnvBuilder(symlinks=not IS_WINDOWS).create(release)
        _install(folder, release)
    except BaseException:
        shutil.rmtree(release, ignore_errors=True)
        raise
    (release / WHOLE).write_text(json.dumps(archive), "utf-8")
    return release


def _install(folder: Path, release: Path) -> None:
    wheels = folder / "wheels"
    (pip,) = wheels.glob("pip-*.whl")
    said = [str(release / BIN / f"python{EXE}"), str(pip / "pip"), "install", "--isolated",
            "--no-index", "--find-links", str(wheels), "--require-hashes", "--only-binary=:all:",
            "--no-cache-dir", "--disable-pip-version-check", "-q",
            "-r", str(folder / "requirements.lock")]  # fmt: skip
    # What a workshop's pip is told of another index does not hold here.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
    done = subprocess.run(said, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace")  # fmt: skip
    if done.returncode:
        raise Refused(_why(done.stderr))


def _why(complaint: str) -> str:
    missing = re.search(r"No matching distribution found for (\S+?)==(\S+)", complaint)
    if missing:
        return f"安装包里缺{missing[1]} {missing[2]}给这台电脑的文件，装不了。"
    if "DO NOT MATCH THE HASHES" in complaint:
        return "安装包里有文件跟清单对不上，装不了。请重新拷一份。"
    lines = complaint.strip().splitlines()
    return f"没有装成：{lines[-1] if lines else sys.executable}"


def clear(places: Places, *kept: Path | None) -> None:
    """Remove releases that no museum of this computer needs any more."""
    running = [each for each in places.code.glob("current*") if each.is_symlink()]
    stay = {each.resolve() for each in (*kept, *running) if each}
    for each in (places.code / "releases").iterdir():
        if each.resolve() not in stay:
            shutil.rmtree(each, ignore_errors=True)
