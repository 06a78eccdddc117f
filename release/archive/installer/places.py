"""Where a museum lies on this computer, and whose it is.

The code is root's and can be read by all, what the museum keeps is its own user's and nobody else's.
Without a user (Windows, or somebody's own computer) everything is whoever's who installs.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from refusing import Refused

NAME = re.compile(r"[a-z][a-z0-9]{0,19}")
IS_WINDOWS = os.name == "nt"
BIN, EXE = ("Scripts", ".exe") if IS_WINDOWS else ("bin", "")


@dataclass(frozen=True)
class Places:
    code: Path  # releases/, installer/, which of the releases runs
    home: Path
    user: str = ""
    unit: Path | None = None  # systemd's file
    command: Path | None = None  # the word `museum`
    name: str = ""  # one museum among many on this server; the code is there once for all

    @property
    def _of_it(self) -> str:
        return f"-{self.name}" if self.name else ""

    @property
    def data(self) -> Path:
        return self.home / "village-museum"

    @property
    def before(self) -> Path:
        """Where an upgrade puts what it needs to go back."""
        return self.home / "before-upgrade"

    @property
    def marker(self) -> Path:
        """Lies there while a new version has its hands on the database."""
        return self.code / f"upgrade-under-way{self._of_it}"

    @property
    def current(self) -> Path:
        return self.code / ("current.txt" if IS_WINDOWS else f"current{self._of_it}")

    @property
    def installer(self) -> Path:
        return self.code / "installer"

    def release(self) -> Path | None:
        """Return the release that runs, None where none does yet."""
        if IS_WINDOWS:
            return Path(self.current.read_text("utf-8").strip()) if self.current.exists() else None
        if self.current.exists():
            return self.current.resolve()
        old = self.home / "venv"  # where docs/deploying.md of 0.1 put it
        return old if (old / BIN / "museum").exists() else None

    def point_to(self, release: Path) -> None:
        """Let this release be the one that runs, in one step."""
        making = self.code / f".current{self._of_it}.making"
        making.unlink(missing_ok=True)
        if IS_WINDOWS:
            making.write_text(str(release), "utf-8")
        else:
            making.symlink_to(release)
        os.replace(making, self.current)

    def settings(self) -> dict[str, str]:
        """Return what museum.env says."""
        file = self.data / "museum.env"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        pairs = (line.partition("=") for line in lines if not line.lstrip().startswith("#"))
        return {name.strip(): value.strip().strip("\"'") for name, sign, value in pairs if sign}

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a command of this museum knows: nothing of whoever installs."""
        variables = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "USERPROFILE")
                     if name in os.environ}  # fmt: skip
        variables |= {"HOME": str(self.home), "DATA_DIR": str(self.data), "PYTHONUTF8": "1"}
        return variables | more

    def whose(self) -> dict:
        """Return what makes a process the museum's own user's."""
        cwd = str(self.home if self.home.exists() else self.code)
        if not self.user:
            return {"cwd": cwd}
        return {
            "user": self.user,
            "group": self.user,
            "extra_groups": [],
            "umask": 0o077,
            "cwd": cwd,
        }

    def run(self, *said: str, **more: str) -> subprocess.CompletedProcess:
        """Say something as the museum's user, to its end."""
        return subprocess.run(
            said, env=self.environment(**more), stdin=subprocess.DEVNULL, capture_output=True,
            text=True, encoding="utf-8", errors="replace", **self.whose(),
        )  # fmt: skip

    def own(self, word: str) -> subprocess.CompletedProcess:
        """Let a part of the installer run as the museum's user: what it writes is the museum's."""
        asked = ["--code", str(self.code), "--home", str(self.home), "--museum", self.name]
        return self.run(sys.executable, "-BI", str(self.installer), word, *asked)


def museum(release: Path) -> str:
    """Return the command of a release."""
    return str(release / BIN / f"museum{EXE}")


def of(name: str) -> Places:
    """Return the places of the one museum of a server, or of one among many."""
    if name and not NAME.fullmatch(name):
        raise Refused("村史馆在这台服务器上的短名用小写字母和数字，字母开头，最多20个。")
    called = f"museum-{name}" if name else "museum"
    unit = "museum@.service" if name else "museum.service"
    return Places(
        Path("/opt/museum"), Path("/srv") / called, called,
        Path("/etc/systemd/system") / unit, Path("/usr/local/bin") / called, name,
    )  # fmt: skip


def personal() -> Places:
    """Return where it lies for one person of a computer: Windows, or to try it."""
    if IS_WINDOWS:
        return Places(Path(os.environ["LOCALAPPDATA"]) / "village-museum", Path.home())
    return Places(Path.home() / ".local" / "share" / "village-museum", Path.home())
