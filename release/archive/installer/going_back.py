"""The way back: the database as it was before a new version had its hands on it.

SQLite is copied by its own means and put back by renaming. PostgreSQL is dumped with pg_dump, and put back
in one transaction: either all of it is as before, or nothing was changed. Both are done as the museum's user,
while nothing serves.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import urllib.parse
from pathlib import Path

from places import Places
from refusing import Refused

LEFT = ("-wal", "-shm", "-journal")
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def keep(places: Places) -> None:
    """Put the database, as it is now, beside the museum."""
    shutil.rmtree(places.before, ignore_errors=True)
    places.before.mkdir(mode=0o700)
    url = places.settings().get("DATABASE_URL", "")
    if url.startswith("postgres"):
        _pg(
            "pg_dump", url, "--no-owner", "--no-privileges", "-f", str(places.before / "museum.sql")
        )
    else:
        file = sqlite_file(places, url)
        if file.exists():
            _copy(file, places.before / "museum.sqlite3")
    shutil.copyfile(places.data / "museum.env", places.before / "museum.env")
    (places.before / "museum.env").chmod(0o600)
    _settle(places.before)


def put_back(places: Places) -> None:
    """Make the database what it was. May be said again where it was broken off."""
    url = places.settings().get("DATABASE_URL", "")
    if url.startswith("postgres"):
        dump = str(places.before / "museum.sql")
        _pg("psql", url, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-c", EMPTY, "-f", dump)
    elif (kept := places.before / "museum.sqlite3").exists():
        file = sqlite_file(places, url)
        making = file.with_name(f".{file.name}.coming-back")
        shutil.copyfile(kept, making)
        making.chmod(0o600)
        _settle(making)
        # What a log left of the new version must not be played into the old file.
        for left in LEFT:
            file.with_name(file.name + left).unlink(missing_ok=True)
        os.replace(making, file)
        _settle(file.parent)
    settings = places.data / "museum.env"
    making = settings.with_name(".museum.env.coming-back")
    shutil.copyfile(places.before / "museum.env", making)
    making.chmod(0o600)
    os.replace(making, settings)


def sqlite_file(places: Places, url: str) -> Path:
    named = url.removeprefix("sqlite:///")
    return Path(named) if named else places.data / "museum.sqlite3"


def _copy(file: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(file, timeout=60)) as there,
        contextlib.closing(sqlite3.connect(target)) as here,
    ):
        there.backup(here)
        here.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)
    _settle(target)


def _settle(path: Path) -> None:
    """Bring a file, or what a folder names, to the disk."""
    if os.name == "nt" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _pg(tool: str, url: str, *said: str) -> None:
    if shutil.which(tool) is None:
        raise Refused(
            f"没有{tool}这个命令，数据库就留不了副本。先装上：apt-get install postgresql-client"
        )
    done = subprocess.run([tool, *said], env=os.environ | postgresql_environment(url),
                          capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise Refused(f"{tool}没有做成：{lines[0] if lines else done.returncode}")


def postgresql_environment(url: str) -> dict[str, str]:
    """Return whom the tools speak to. In the environment, which other users do not see."""
    found = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(found.query))
    # Not found.hostname, which is in small letters: it may be the folder of a socket.
    named = (
        found.netloc.rpartition("@")[2].partition(":")[0]
        if "[" not in found.netloc
        else found.hostname
    )
    host = urllib.parse.unquote(named or "") or query.get("host", "")
    said = {
        "PGHOST": host,
        "PGPORT": str(found.port or ""),
        "PGUSER": urllib.parse.unquote(found.username or ""),
        "PGPASSWORD": urllib.parse.unquote(found.password or ""),
        "PGDATABASE": urllib.parse.unquote(found.path.lstrip("/")),
    }
    return {name: value for name, value in said.items() if value}
