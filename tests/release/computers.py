"""A computer of a test's own to install on: folders, a port, a user that is made for it, and a systemd
that reads one unit (tests/release/systemctl). The installer is said by the computer's own Python, as in
earnest; of its pip it is told that there is no index and no network."""

import contextlib
import json
import os
import platform
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from release import make
from tests.seeding import ROOT, _one_at_a_time
from tests.upkeep.deploying import PATH
from tests.upkeep.running import free_port

PYTHON = "/usr/bin/python3"
NAME = "石榴湾村史馆"
# Whoever went out would be told so.
NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")


def without() -> str:
    """Return what is missing to install here, "" where nothing is."""
    if os.geteuid() != 0:
        return "only root may install"
    for tool in ("useradd", "runuser", "setpriv"):
        if shutil.which(tool, path=PATH) is None:
            return f"{tool} is not installed"
    if not Path(PYTHON).exists() or python_version() not in make.PYTHONS:
        return f"no {PYTHON} with venv"
    return ""


def python_version() -> str:
    said = subprocess.run([PYTHON, "--version"], capture_output=True, text=True, check=True).stdout
    return ".".join(said.split()[1].split(".")[:2])


def archive(folder: Path) -> Path:
    """Make this source's release for this kind of computer, once for all workers. Returns it."""
    name = f"museum-release-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    with _one_at_a_time(name):
        for old in folder.glob("museum-release-*"):
            if old.is_dir() and old.stat().st_mtime < time.time() - 86_400:
                shutil.rmtree(old, ignore_errors=True)
        to = folder / name
        found = list(to.glob("*.zip"))
        return (
            found[0]
            if found
            else make.make(to, [f"linux-{platform.machine()}"], [python_version()])
        )


def unpacked(archive: Path, to: Path) -> Path:
    with zipfile.ZipFile(archive) as file:
        file.extractall(to)
    (folder,) = to.iterdir()
    return folder


class Computer:
    def __init__(self, place: Path, name: str = ""):
        """name: one museum among many on this computer."""
        self.place, self.name = place, name
        of_it = f"-{name}" if name else ""
        self.user = f"museum{os.getpid()}{of_it}"
        self.port = free_port()
        self.code, self.home, self.units = place / "opt", place / f"srv{of_it}", place / "units"
        self.command = place / "bin" / f"museum{of_it}"
        self.unit = f"museum@{name}.service" if name else "museum.service"
        for each in (self.units, self.command.parent):
            each.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests/release/systemctl", self.units / "systemctl")
        self.environment = {"PATH": f"{self.units}:{PATH}"} | NO_NETWORK

    @property
    def data(self) -> Path:
        return self.home / "village-museum"

    @property
    def current(self) -> Path:
        return (
            self.code / f"current-{self.name}" if self.name else self.code / "current"
        ).resolve()

    def says(self) -> list[str]:
        file = self.units / ("museum@.service" if self.name else "museum.service")
        return ["--museum", self.name, "--code", str(self.code), "--home", str(self.home), "--user", self.user,
                "--unit", str(file), "--command", str(self.command)]  # fmt: skip

    def begin(self, folder: Path, *told: str, before=()) -> subprocess.Popen:
        """Say the install script of an unpacked archive."""
        return subprocess.Popen(
            [*before, "sh", str(folder / "install.sh"), *self.says(), *told], env=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def install(self, folder: Path, *told: str) -> tuple[int, str]:
        process = self.begin(folder, *told)
        said, _none = process.communicate(timeout=900)
        return process.returncode, said

    def museum(self, *said: str, stdin="") -> subprocess.CompletedProcess:
        return subprocess.run([str(self.command), *said], env=self.environment, input=stdin,
                              capture_output=True, text=True, timeout=300)  # fmt: skip

    def systemctl(self, word: str) -> None:
        subprocess.run([self.units / "systemctl", word, self.unit], check=True)

    def ask(self, path: str) -> tuple[int, str]:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Host": "localhost"}
        )
        until = time.monotonic() + 120
        while True:
            try:
                with urllib.request.urlopen(asked, timeout=30) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as answer:
                return answer.code, answer.read().decode()
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def cut_the_power(self) -> None:
        """Kill everything that is the museum's user's, at once."""
        subprocess.run(["pkill", "-9", "-u", self.user], capture_output=True)

    def close(self) -> None:
        if list(self.units.glob("*.service")):
            with contextlib.suppress(subprocess.CalledProcessError):
                self.systemctl("stop")
        self.cut_the_power()
        subprocess.run(["userdel", self.user], capture_output=True)
        shutil.rmtree(self.place, ignore_errors=True)


def rewritten(folder: Path, files: dict[str, str], name: str) -> None:
    """Let an unpacked archive hold another museum: its wheel with these files, under hashes that fit."""
    (wheel,) = (folder / "wheels").glob("village_museum-*.whl")
    before = make.digest_of(wheel)
    with zipfile.ZipFile(wheel) as file:
        held = {each: file.read(each) for each in file.namelist()}
    held |= {path: text.encode() for path, text in files.items()}
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in held.items():
            file.writestr(path, content)
    lock = folder / "requirements.lock"
    lock.write_text(lock.read_text().replace(before, make.digest_of(wheel)))
    told = json.loads((folder / "release.json").read_text())
    (folder / "release.json").write_text(json.dumps(told | {"name": name}))
    resum(folder)


def resum(folder: Path) -> None:
    """Write the list of hashes anew, as if what lies here had been packed."""
    names = [
        path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text(
        "".join(
            f"{make.digest_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in names
        )
    )


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()
