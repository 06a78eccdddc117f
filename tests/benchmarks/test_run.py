import os
import subprocess
import sys

import pytest

from tests.benchmarks.run import MEASUREMENTS
from tests.seeding import ROOT, on_postgres, seed_file

pytestmark = [pytest.mark.processes, pytest.mark.long, pytest.mark.computers]


@pytest.mark.skipif(on_postgres(), reason="the benchmark measures on SQLite")
def test_the_benchmark_goes_from_nothing_to_its_table(tmp_path):
    migrated = tmp_path / "seed" / "migrated.sqlite3"
    migrated.parent.mkdir()
    seed_file(migrated)
    asked = [sys.executable, "tests/benchmarks/run.py", "--objects=40", "--rounds=1"]

    done = subprocess.run(
        asked, cwd=ROOT, env=os.environ | {"BENCHMARK_DIR": str(tmp_path)},
        capture_output=True, text=True, timeout=1800,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "could not be measured" not in done.stdout
    rows = done.stdout.splitlines()[1:]
    assert len(rows) >= 2 * len(MEASUREMENTS)
    assert all("reached" in row.lower() for row in rows)
