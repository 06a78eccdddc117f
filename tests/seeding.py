"""Databases and servers of a test's own.

A live server and several processes need committed rows, and Django's flush after such a test would
try to empty the register, which refuses. So each such test works on its own copy of a migrated
database.
"""

import contextlib
import fcntl
import getpass
import hashlib
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import dj_database_url
from django.conf import settings

from tests.calling import answer, say
from tests.forking import Forked, Loaded

ROOT = Path(__file__).resolve().parent.parent


def chromium() -> str | None:
    """Return the machine's own Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def on_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


# What a migrated database follows from. Wagtail's and Django's own migrations are in it too.
OURS = ("*/migrations/*.py", "*/*/migrations/*.py", "museum/*.py", "museum/**/apps.py", "museum/**/permissions.py", "exhibits/apps.py",
        "museum/**/shown.py", "museum/freshness/*.py",
        "museum/accounts/*.py", "museum/catalogue/codelists.py", "museum/**/*.toml",
        "museum/search/**/*.py")  # fmt: skip
THEIRS = ("Django", "wagtail", "django-taggit", "modelsearch", "django-otp")


def _fingerprint() -> str:
    found = sorted({path for pattern in OURS for path in ROOT.glob(pattern)})
    versions = [str(metadata.version(name)).encode() for name in THEIRS]
    read = [str(path.relative_to(ROOT)).encode() + path.read_bytes() for path in found]
    return hashlib.sha256(b"".join(versions + read)).hexdigest()[:12]


def environment(url: str, folder: Path, **more) -> dict[str, str]:
    """What a process needs that works on a database and in a folder of its own."""
    return os.environ | {
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "MUSEUM_TEST_SCRATCH": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.own_settings",
        "PYTHONPATH": str(ROOT),
        # Many processes are started; not each of them has to compile everything.
        "PYTHONDONTWRITEBYTECODE": "",
    } | more  # fmt: skip


@contextlib.contextmanager
def _one_at_a_time(name: str):
    """Only one process migrates; whoever else needs the same waits and finds it done."""
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def seed_file(target: Path) -> None:
    """Put a freshly migrated SQLite database at target."""
    name = f"museum-seeded-{getpass.getuser()}-{_fingerprint()}"
    template = Path(tempfile.gettempdir()) / f"{name}.sqlite3"
    with _one_at_a_time(name):
        if not template.exists():
            for old in template.parent.glob("museum-seeded-*"):
                with contextlib.suppress(OSError):  # another's, or gone by now
                    if old.stat().st_mtime < time.time() - 86_400:
                        old.unlink()
            building = template.with_suffix(".building")
            building.unlink(missing_ok=True)
            _migrate(f"sqlite:///{building}")
            with contextlib.closing(sqlite3.connect(building)) as file:
                file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            building.replace(template)
    for left in ("", "-wal", "-shm"):
        target.with_name(target.name + left).unlink(missing_ok=True)
    shutil.copy(template, target)


def seed_on_postgres(name: str) -> None:
    """Make a freshly migrated database of this name, in place of one that is there."""
    template = f"museum_seeded_{_fingerprint()}"
    with _one_at_a_time(template):
        if not _postgres("SELECT 1 FROM pg_database WHERE datname = %s", [template]):
            building = f"{template}_building"
            _postgres(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)')
            _postgres(f'CREATE DATABASE "{building}"')
            _migrate(_url(building))
            _postgres(f'ALTER DATABASE "{building}" RENAME TO "{template}"')
        # Under the lock as well: nobody may be at the template while it is copied.
        drop_on_postgres(name)
        _postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_on_postgres(name: str) -> None:
    _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command, cwd=ROOT, env=environment(url, Path(folder)), check=True)


def _url(name: str) -> str:
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/" + name


def _postgres(statement: str, parameters=()):
    import psycopg

    found = dj_database_url.parse(os.environ["DATABASE_URL"])
    with psycopg.connect(
        dbname="postgres", user=found["USER"], password=found["PASSWORD"],
        host=found["HOST"], port=found["PORT"] or 5432, autocommit=True,
    ) as connection:  # fmt: skip
        cursor = connection.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else None


# All databases of this process stand in the same few places, one after the other: what was loaded
# for one serves the next.
PLACES = f"museum_own_{uuid.uuid4().hex[:10]}"
_taken: set[int] = set()
_loaded: dict[frozenset, Loaded] = {}


class SeededDatabase:
    """A copy of a freshly migrated database, with directories of its own for pictures."""

    def __init__(self):
        self.place = next(place for place in itertools.count() if place not in _taken)
        _taken.add(self.place)
        self.name = f"{PLACES}_{self.place}"
        self.folder = Path(tempfile.gettempdir()) / self.name
        self.folder.mkdir()
        if on_postgres():
            seed_on_postgres(self.name)
            self.url = _url(self.name)
        else:
            seed_file(self.folder / "own.sqlite3")
            self.url = f"sqlite:///{self.folder / 'own.sqlite3'}"

    def environment(self) -> dict[str, str]:
        return environment(self.url, self.folder)

    def python(self, function: Callable, *arguments, **options) -> Forked:
        """Start a function in a process of its own, Django set up, on this database."""
        environment = self.environment()  # as the test has set it by now
        environment.pop("PYTEST_CURRENT_TEST", None)  # which pytest changes under way
        key = frozenset(environment.items())
        if key not in _loaded:
            _loaded[key] = Loaded(environment)
        return _loaded[key].fork(function, arguments, options)

    def run(self, function: Callable, *arguments, **options):
        """Run a function to its end and return what it returned; fail with what it complained of."""
        process = self.python(function, *arguments, **options)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, err
        return answer(out)

    def drop(self) -> None:
        if on_postgres():
            drop_on_postgres(self.name)
        shutil.rmtree(self.folder)
        _taken.discard(self.place)


def serve() -> None:
    """Serve the whole site, and say on which port: the machine chooses, for one that was free a
    moment ago may be another's by now."""
    from waitress import create_server

    from tests.server import application

    server = create_server(application, host="127.0.0.1", port=0, threads=8)
    say(server.effective_port)
    server.run()


@contextlib.contextmanager
def serving(database: SeededDatabase):
    """Serve the whole site on database from a process of its own; yield its address."""
    server = database.python(serve)
    port = server.stdout.readline().strip()
    try:
        assert port
        yield f"http://127.0.0.1:{port}"
    finally:
        # With a test that failed, pytest shows what the server complained of.
        sys.stderr.write(server.kill())
