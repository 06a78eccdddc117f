import os
import shutil
import subprocess
import sys

import pytest

from tests.seeding import ROOT, on_postgres

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(on_postgres(), reason="measures the files that most museums have"),
]


def test_the_benchmark_fills_a_register_and_prints_what_was_measured(own_database, tmp_path):
    seeded = tmp_path / "benchmarks" / "migrated"
    seeded.mkdir(parents=True)
    shutil.copy(tmp_path / "own.sqlite3", seeded / "migrated.sqlite3")

    done = subprocess.run(
        [sys.executable, "tests/benchmarks/run.py", "--objects=200", "--rounds=1",
         "--only=pages", "--only=queries"],
        cwd=ROOT, env=os.environ | {"BENCHMARK_DIR": str(tmp_path / "benchmarks")},
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip

    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0].split()[:3] == ["what", "measured", "goal"]
    assert sum(line.startswith("queries of the object page") for line in lines) == 2
    assert all("reached" in line.lower() for line in lines[1:])
