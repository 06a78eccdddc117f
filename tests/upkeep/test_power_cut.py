"""The power goes. What somebody was told is written down is there, and everything comes back by itself."""

import re
import subprocess
from pathlib import Path

import pytest

from museum.cli import PRODUCTION
from museum.upkeep import museum_env
from tests import calling
from tests.conftest import LEFT_OUT
from tests.seeding import ROOT, on_postgres, seed_file
from tests.upkeep import cutting, disks
from tests.upkeep.running import Running, Visitor

WITHOUT = "PostgreSQL sees to its own disk" if on_postgres() else disks.without()
if WITHOUT:
    LEFT_OUT["taking the power away"] = WITHOUT
pytestmark = [
    pytest.mark.long,
    pytest.mark.computers,
    pytest.mark.processes,
    pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT or "it can be taken away here"),
]


@pytest.fixture
def disk(tmp_path):
    return disks.Disk.new(tmp_path)


def say(museum, function, *arguments):
    """Call a function that ends by being killed; return what it printed."""
    done = subprocess.run(
        calling.command(function, *arguments), cwd=ROOT, capture_output=True, text=True, timeout=240,
        env=museum.environment | {"DJANGO_SETTINGS_MODULE": PRODUCTION},
    )  # fmt: skip
    assert done.returncode == -9, done.stderr
    return done.stdout


def at(home):
    """A museum on this disk, brought to it whole before anything begins."""
    seed_file(home / "museum.sqlite3")
    museum = Running(home)
    museum_env.write(home, {"SECRET_KEY": "a" * 50, "MUSEUM_KEYS": "b" * 50, "ALLOWED_HOSTS": "localhost,127.0.0.1",
                            "BASE_URL": "http://localhost:8000", "MUSEUM_NAME": "石榴湾村史馆"})  # fmt: skip
    subprocess.run(["sync", "-f", str(home)], check=True)
    return museum


def cut(disk, function, *arguments):
    with disk.mounted() as home:
        said = say(at(home), function, *arguments)
        return said, disk.after_the_power_was_cut()


def asked(museum, function):
    done = museum.call(function)
    assert done.returncode == 0, done.stderr
    return calling.answer(done.stdout)


def test_what_was_written_down_is_there_after_a_power_cut_and_the_museum_serves_by_itself(disk):
    said, left = cut(disk, cutting.write_down)

    with left.mounted() as home:
        museum = Running(home)
        left_over = (home / "museum.sqlite3-wal").stat().st_size
        with museum.serving():
            visitor = Visitor(museum.address)
            page = visitor.ask("/objects/CS00001/")
            found = visitor.ask("/objects/?q=%E7%BA%BA%E8%BD%A6")
            pictures = re.findall(r'src="(/media/[^"]+)"', page[1])
            shown = [visitor.opener.open(museum.address + each).read()[:4] for each in pictures]
            health = visitor.ask("/health/")
        ledger = museum.command("verify_ledger")
        broken = asked(museum, cutting.files_that_are_not_whole)

    assert said == "it is written down\n"
    assert left_over > 0
    assert (page[0], "手摇纺车" in page[1]) == (200, True)
    assert "CS00001" in found[1]
    assert (len(shown) > 0, set(shown)) == (True, {b"RIFF"})
    assert '"database": {\n  "well": true' in health[1]
    assert ledger.returncode == 0, ledger.stderr
    assert broken == []


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_this_disk_forgets_what_nobody_waited_for(disk, synchronous):
    said, left = cut(disk, cutting.write_down, synchronous)

    with left.mounted() as home:
        museum = Running(home)
        with museum.serving():
            status, _page = Visitor(museum.address).ask("/objects/CS00001/")

    assert said == "it is written down\n"
    assert status == 404


def test_what_was_half_done_is_finished_or_swept_by_the_museum_itself(disk):
    _said, left = cut(disk, cutting.write_half)

    with left.mounted() as home:
        museum = Running(home)
        with museum.serving():
            visitor = Visitor(museum.address)
            found = visitor.ask("/objects/?q=%E7%BA%BA%E8%BD%A6")
        ledger, index = museum.command("verify_ledger"), museum.command("verify_search")
        swept = museum.command("sweep", "--hours", "0")
        left_lying = [path.name for path in Path(home / "originals").rglob("half.jpg")]
        broken = asked(museum, cutting.files_that_are_not_whole)

    assert "CS00001" in found[1]
    assert (ledger.returncode, index.returncode) == (0, 0), ledger.stderr + index.stderr
    assert swept.returncode == 0, swept.stderr
    assert left_lying == []
    assert broken == []


@pytest.mark.parametrize("page", ["docs/deploying.md", "release/archive/installer/services.py"])
def test_the_service_starts_with_the_computer_and_again_whenever_it_ends(page):
    unit = (ROOT / page).read_text()

    assert "\nRestart=always\n" in unit
    assert "\nWantedBy=multi-user.target\n" in unit
