"""Computers that have no museum yet, and a museum with a backup to bring there."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

from tests import calling, seeding
from tests.seeding import ROOT

# One engine has a model more than the other: its index.
ADDED_TO = {"auth_permission", "django_content_type"}
# What an upgrade moves on, also a small one, and the note of a backup, which is written after it.
MOVED = {"museum_versions", "django_migrations", "upkeep_backup"}


class Computer:
    """A computer without a museum, whose database is an empty one of this engine."""

    def __init__(self, folder: Path, engine: str):
        self.home = folder / "village-museum"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(self.home),
            "PYTHONPATH": str(ROOT),
        }
        self.name = f"museum_back_{uuid.uuid4().hex[:10]}"
        self.on_postgres = engine == "postgresql"
        if self.on_postgres:
            seeding._postgres(f'CREATE DATABASE "{self.name}"')
            self.environment["DATABASE_URL"] = seeding._url(self.name)

    def restore(self, backup: Path, *more: str):
        return self._run([sys.executable, "manage.py", "restore", str(backup), *more])

    def call(self, function, *arguments, **options):
        settings = {"DJANGO_SETTINGS_MODULE": "museum.settings.production"}
        done = self._run(calling.command(function, *arguments, **options), settings)
        assert done.returncode == 0, done.stderr
        return calling.answer(done.stdout)

    def _run(self, command, more=()):
        return subprocess.run(command, cwd=ROOT, env=self.environment | dict(more), capture_output=True,
                              text=True, timeout=500)  # fmt: skip

    def drop(self):
        if self.on_postgres:
            seeding.drop_on_postgres(self.name)


def newest(stick):
    return max(path for path in stick.iterdir() if path.is_dir())


def differing(before: dict, after: dict) -> dict:
    """Return the tables whose rows are not the same."""
    return {name: (rows, after.get(name)) for name, rows in before.items()
            if name not in MOVED and not is_the_same(name, rows, after.get(name, []))}  # fmt: skip


def is_the_same(name: str, before: list, after: list) -> bool:
    return set(before) <= set(after) if name in ADDED_TO else before == after
