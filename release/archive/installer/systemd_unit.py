"""The museum as a service of this computer: user, word for commands, systemd's unit."""

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

from places import BIN, Places
from refusing import Refused, say

UNIT = """[Unit]
Description=村史馆
After=network.target

[Service]
User={user}
ExecStartPre=+{recover}
ExecStart={museum} serve
Restart=always
RestartSec=5
TimeoutStartSec=infinity
KillSignal=SIGINT
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=full
ProtectProc=invisible
RestrictSUIDSGID=yes
UMask=0077

[Install]
WantedBy=multi-user.target
"""
COMMAND = """#!/bin/sh
# Whoever says it, it is done by the museum's own user.
exec runuser -u {user} -- env HOME={home} {museum} "$@"
"""


def add_user(places: Places) -> None:
    """Make the user whose the museum is, with a home that nobody else opens."""
    import pwd

    try:
        pwd.getpwnam(places.user)
    except KeyError:
        said = ["useradd", "--system", "--user-group", "--create-home", "--home-dir", str(places.home),
                "--shell", "/usr/sbin/nologin", places.user]  # fmt: skip
        done = subprocess.run(said, capture_output=True, text=True)
        if done.returncode:
            raise Refused(f"没有建成用户{places.user}：{done.stderr.strip()}") from None
        places.home.chmod(0o700)


def lay_down(places: Places) -> None:
    """Write the unit and the word for commands, which both run whatever release is the current one.
    What somebody wrote into them stays; only what ran before is replaced."""
    old = str(places.home / "venv" / BIN / "museum")
    if places.command:
        _write(places.command, COMMAND.format(**_words(places)), old, _museum(places), 0o755)
    if places.unit:
        # One file for all museums of a server: each is an instance of it.
        words = _words(_any_of_many(places) if places.name else places)
        _write(places.unit, UNIT.format(**words), old, words["museum"], 0o644)
        text = places.unit.read_text("utf-8")
        if "ExecStartPre=+" not in text:
            line = f"[Service]\nExecStartPre=+{words['recover']}\nTimeoutStartSec=infinity\n"
            places.unit.write_text(text.replace("[Service]\n", line, 1), "utf-8")


def _words(places: Places) -> dict[str, str]:
    recover = f"{sys.executable} -BI {places.installer} recover --code {places.code} --home {places.home} --user {places.user}"  # fmt: skip
    if places.name:
        recover += f" --museum {places.name}"
    return {
        "user": places.user,
        "home": str(places.home),
        "museum": _museum(places),
        "recover": recover,
    }


def _museum(places: Places) -> str:
    return str(places.current / BIN / "museum")


def _any_of_many(places: Places) -> Places:
    """Return the places as systemd's template says them, for whichever museum it is."""
    home, user = (f"{str(each).removesuffix(places.name)}%i" for each in (places.home, places.user))
    return dataclasses.replace(places, name="%i", home=Path(home), user=user)


def _write(file: Path, text: str, old: str, new: str, mode: int) -> None:
    there = file.read_text("utf-8") if file.exists() else ""
    changed = there.replace(old, new) if there else text
    if changed != there:
        file.write_text(changed, "utf-8")
    file.chmod(mode)


def is_kept(places: Places) -> bool:
    """Return whether systemd looks after it. Whoever names the unit's file means so."""
    return places.unit is not None and (
        Path("/run/systemd/system").is_dir() or places.unit.parent != Path("/etc/systemd/system")
    )


def start(places: Places) -> None:
    if not is_kept(places):
        if places.unit:
            say(f"这台电脑没有systemd，要自己启动：{places.command} serve")
        return
    unit = _name(places)
    _systemctl("daemon-reload")
    _systemctl("enable", unit)
    _systemctl("start", unit)


def stop(places: Places) -> None:
    if is_kept(places) and places.unit and places.unit.exists():
        _systemctl("stop", _name(places))


def _name(places: Places) -> str:
    unit = places.unit.name if places.unit else ""
    return unit.replace("@.", f"@{places.name}.") if places.name else unit


def _systemctl(*said: str) -> None:
    done = subprocess.run([shutil.which("systemctl") or "systemctl", *said], capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        raise Refused(f"systemctl {' '.join(said)}：{done.stderr.strip()}")
