import os
import re
import stat
import subprocess
import sys
import time

import pytest

from tests.seeding import ROOT, on_postgres
from tests.upkeep.running import PATH, Visitor, free_port

pytestmark = [pytest.mark.processes, pytest.mark.long]


@pytest.mark.skipif(on_postgres(), reason="the demo keeps a file of its own")
def test_the_demo_is_served_as_a_museum_is_with_the_same_joined_styles(tmp_path):
    port, home = free_port(), tmp_path / "demo"
    said = [sys.executable, "manage.py", "demo", "--port", str(port)]
    log = tmp_path / "log"

    with log.open("w") as written:
        served = subprocess.Popen(
            said, cwd=ROOT, env={"PATH": PATH, "DEMO_DIR": str(home)}, stdout=written,
            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            until = time.monotonic() + 400
            while "Ctrl+C" not in log.read_text() and time.monotonic() < until:
                assert served.poll() is None, log.read_text()
                time.sleep(0.5)
            assert "Ctrl+C" in log.read_text()
            visitor = Visitor(f"http://127.0.0.1:{port}")
            status, page = visitor.ask("/")
            (sheet,) = re.findall(r'href="(/static/exhibits/css/museum[^"]*)"', page)
            styled = visitor.ask(sheet)
        finally:
            served.terminate()
            served.wait(20)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.glob("demo.sqlite3*")}
    assert status == 200
    assert re.fullmatch(r"/static/exhibits/css/museum\.[0-9a-f]{12}\.css", sheet)
    assert "@import" not in styled[1]
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}
    assert "demo.sqlite3" in modes
    assert os.path.isdir(home / "media")
