import subprocess
import sys

import pytest

from tests.seeding import ROOT, SeededDatabase


def demo(database, *more):
    command = [sys.executable, "manage.py", "demo", "--no-serve", *more]
    return subprocess.run(
        command, cwd=ROOT, env=database.environment(), capture_output=True, text=True, timeout=1500
    )


@pytest.fixture(scope="session")
def village():
    """The demo village, built once: nobody who visits it changes anything."""
    database = SeededDatabase()
    built = demo(database)
    assert built.returncode == 0, built.stderr
    database.printed = built.stdout
    yield database
    database.drop()
