"""Databases and servers of a test's own.

A live server and several processes need committed rows, and Django's flush after such a test would
try to empty the register, which refuses. So each such test works on its own copy of a migrated
database.
"""

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

import dj_database_url
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent


def chromium() -> str | None:
    """Return the machine's own Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def on_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def _fingerprint() -> str:
    found = sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py"),
                    *ROOT.glob("museum/*.py"), *ROOT.glob("museum/catalogue/*.toml")])  # fmt: skip
    return hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()[:12]


class SeededDatabase:
    """A copy of a freshly migrated database, with directories of its own for pictures."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.name = f"museum_own_{uuid.uuid4().hex[:10]}"
        self.url = ""
        if on_postgres():
            template = self._template_on_postgres()
            self._admin(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}"')
            self.url = self._url(self.name)
        else:
            target = folder / "own.sqlite3"
            shutil.copy(self._template_file(), target)
            self.url = f"sqlite:///{target}"

    def environment(self, **more) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.url,
            "DATA_DIR": str(self.folder),
            "MEDIA_ROOT": str(self.folder / "media"),
            "MUSEUM_TEST_SCRATCH": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "tests.own_settings",
            "PYTHONPATH": str(ROOT),
        } | more  # fmt: skip

    def python(self, code: str, *arguments, **options) -> subprocess.Popen:
        """Start code in a process of its own, Django set up, on this database."""
        start = "import django; django.setup()\n" + code
        return subprocess.Popen(
            [sys.executable, "-c", start, *map(str, arguments)],
            cwd=ROOT, env=self.environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip

    def run(self, code: str, *arguments) -> str:
        """Run code to its end and return what it printed; fail with what it complained of."""
        process = self.python(code, *arguments)
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err
        return out.strip()

    def drop(self) -> None:
        if on_postgres():
            self._admin(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _template_file(self) -> Path:
        target = Path(tempfile.gettempdir()) / f"museum-seeded-{_fingerprint()}.sqlite3"
        if not target.exists():
            building = target.with_suffix(f".{os.getpid()}")
            self._migrate(f"sqlite:///{building}")
            building.replace(target)
        return target

    def _template_on_postgres(self) -> str:
        name = f"museum_seeded_{_fingerprint()}"
        if not self._admin("SELECT 1 FROM pg_database WHERE datname = %s", [name]):
            building = f"{name}_{os.getpid()}"
            self._admin(f'CREATE DATABASE "{building}"')
            self._migrate(self._url(building))
            with contextlib.suppress(Exception):  # another worker may have been quicker
                self._admin(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
        return name

    def _migrate(self, url: str) -> None:
        environment = self.environment(DATABASE_URL=url)
        command = [sys.executable, "manage.py", "migrate", "-v0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        if url.startswith("sqlite"):
            import sqlite3

            with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
                file.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _url(self, name: str) -> str:
        base = os.environ["DATABASE_URL"]
        return base.rsplit("/", 1)[0] + "/" + name

    def _admin(self, statement: str, parameters=()):
        import psycopg

        found = dj_database_url.parse(os.environ["DATABASE_URL"])
        with psycopg.connect(
            dbname="postgres", user=found["USER"], password=found["PASSWORD"],
            host=found["HOST"], port=found["PORT"] or 5432, autocommit=True,
        ) as connection:  # fmt: skip
            cursor = connection.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else None


@contextlib.contextmanager
def serving(database: SeededDatabase):
    """Serve the whole site on database from a process of its own; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "--threads=8",
               "tests.server:application"]  # fmt: skip
    log = (database.folder / "server.log").open("w")
    process = subprocess.Popen(
        command, cwd=ROOT, env=database.environment(), stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(150):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/admin/login/", timeout=30)
                break
            assert process.poll() is None, (database.folder / "server.log").read_text()
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)
        log.close()
