"""PostgreSQL servers of a test's own: one that leads, one that follows."""

import os
import shutil
import subprocess
from pathlib import Path


def programs() -> Path | None:
    """Return where PostgreSQL's own programs lie, None where there are none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    return found[-1] if found else None


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL does not run as root."""
    if os.geteuid():
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]


def say(*command: object, fail: bool = True) -> subprocess.CompletedProcess:
    done = subprocess.run(as_postgres([*map(str, command)]), capture_output=True, text=True, cwd="/",
                          env={**os.environ, "PATH": f"{programs()}:{os.environ['PATH']}"})  # fmt: skip
    assert done.returncode == 0 or not fail, done.stdout + done.stderr
    return done


def owned(folder: Path) -> Path:
    """Make a folder in which PostgreSQL's user may make its own."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    return folder


def begin(data: Path, address: str, port: int, *, trusting: str) -> None:
    """Make a cluster whose owner is called museum, and start it."""
    say("initdb", "-D", data, "-U", "museum", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all museum {trusting} trust\n")
    settle(data, address, port, "fsync = off", "max_connections = 60", "shared_buffers = 64MB",
           f"unix_socket_directories = '{data.parent}'")  # fmt: skip
    start(data)


def settle(data: Path, address: str, port: int, *more: str) -> None:
    """Say in its own file where it listens: what stands last holds."""
    with (data / "postgresql.conf").open("a") as settings:
        settings.write("\n".join([f"listen_addresses = '{address}'", f"port = {port}", *more, ""]))


def start(data: Path) -> None:
    # Its own output goes to a file: a pipe would be held open by the server.
    say("pg_ctl", "-D", data, "-l", data.parent / f"{data.name}.log", "-w", "-t", 60, "start")


def die(data: Path) -> None:
    """As when the plug is pulled."""
    say("pg_ctl", "-D", data, "-m", "immediate", "stop", fail=False)
