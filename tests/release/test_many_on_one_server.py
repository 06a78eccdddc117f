"""A county keeps many museums on one server: each has a user of its own, and nothing of one can be reached
from another."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import LEFT_OUT
from tests.release import computers
from tests.upkeep import clusters, deploying

WITHOUT = computers.without()
if WITHOUT:
    LEFT_OUT["many museums on one server"] = WITHOUT
pytestmark = [
    pytest.mark.long,
    pytest.mark.computers,
    pytest.mark.processes,
    pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT or "it can be installed here"),
]


@pytest.fixture
def county():
    """A server with two museums on it, that nobody has installed yet."""
    place = Path(tempfile.mkdtemp(prefix="museum-county-"))
    place.chmod(0o755)
    museums = [computers.Computer(place, name) for name in ("shiliuwan", "lijia")]
    yield museums
    for each in museums:
        each.close()
    shutil.rmtree(place, ignore_errors=True)


def installed(museum, folder):
    said = ("--name", f"{museum.name}村史馆", "--port", str(museum.port))
    status, heard = museum.install(folder, *said)
    assert status == 0, heard


@pytest.fixture
def two(county, folder):
    """Two museums that serve, installed one after the other."""
    for each in county:
        installed(each, folder)
    return county


@pytest.fixture
def postgres(county):
    """A PostgreSQL as Debian sets it up: whoever comes by the local socket is whom the system says."""
    place = clusters.owned(county[0].place / "postgresql")
    clusters.say("initdb", "-D", place / "data", "-U", "postgres", "--auth-local=peer",
                 "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
    with (place / "data/postgresql.conf").open("a") as settings:
        settings.write(f"listen_addresses = ''\nunix_socket_directories = '{place}'\nfsync = off\n")
    clusters.start(place / "data")
    yield place
    clusters.die(place / "data")


def step_11(museum, socket):
    """Return what the page says of PostgreSQL, of this museum: lines, then its DATABASE_URL."""
    page = deploying.step(11)
    lines = [
        line for block in deploying.LINES.findall(page) for line in block.splitlines()
        if line.startswith("runuser -u postgres")
    ]  # fmt: skip
    (url,) = re.findall(r"`DATABASE_URL=(postgres:[^`]+)`", page)
    own = [each.replace("museum-shiliuwan", museum.user) for each in (*lines, url)]
    return own[:-1], own[-1].replace("%2Fvar%2Frun%2Fpostgresql", quote(str(socket), safe=""))


def as_user(museum, *said):
    return subprocess.run(
        said, user=museum.user, group=museum.user, extra_groups=[], cwd="/", capture_output=True, text=True
    )  # fmt: skip


def asking(museum, socket, database, *said):
    """Ask a database what the user of a museum's system may."""
    psql = clusters.programs() / "psql"
    return as_user(museum, psql, "-h", socket, "-d", database, *said, "-tAc",
                   "SELECT count(*) FROM museum_ledgerline")  # fmt: skip


def everything_of(museum):
    """Every file and folder that is a museum's own."""
    return [museum.home, *museum.home.rglob("*")]


def test_nothing_of_one_museum_is_read_or_written_by_the_user_of_another(two):
    one, other = two
    (other.home / "before-upgrade").mkdir(mode=0o700)
    pid = (other.units / f"{other.unit}.pid").read_text()
    paths = everything_of(other)

    reached = [path for path in paths if not as_user(one, "test", "-r", path).returncode]
    written = [path for path in [*paths, one.code, one.current, one.code / "releases"]
               if not as_user(one, "test", "-w", path).returncode]  # fmt: skip
    opened = as_user(one, "cat", other.data / "museum.env")
    asked = as_user(
        one, one.current / "bin/python", "-m", "sqlite3", other.data / "museum.sqlite3", "SELECT 1"
    )
    spied = as_user(one, "cat", f"/proc/{pid}/environ")
    killed = as_user(one, "kill", "-9", pid)
    own = as_user(one, "cat", one.data / "museum.env")

    assert len(paths) > 20
    assert (other.data / "museum.sqlite3") in paths
    assert (reached, written) == ([], [])
    assert {each.returncode for each in (opened, spied, killed)} == {1}
    assert asked.returncode != 0
    assert own.returncode == 0
    assert os.path.exists(f"/proc/{pid}")


@pytest.mark.skipif(clusters.programs() is None, reason="needs PostgreSQL's own programs")
def test_nor_is_its_database_where_all_are_on_one_postgresql(county, postgres, folder):
    one, other = county
    for museum in county:
        lines, url = step_11(museum, postgres)
        for line in lines:
            subprocess.run(["sh", "-c", line], check=True, capture_output=True,
                           env=museum.environment | {"PGHOST": str(postgres)})  # fmt: skip
        museum.environment["DATABASE_URL"] = url
        installed(museum, folder)
        del museum.environment["DATABASE_URL"]

    own = asking(one, postgres, one.user)
    others = asking(one, postgres, other.user)
    as_other = asking(one, postgres, other.user, "-U", other.user)
    as_master = asking(one, postgres, other.user, "-U", "postgres")
    dropped = as_user(one, clusters.programs() / "dropdb", "-h", postgres, other.user)
    names = [each.ask("/")[1] for each in county]

    assert len(lines) == 3
    assert (own.returncode, int(own.stdout)) == (0, 0)
    assert "permission denied for database" in others.stderr
    assert "Peer authentication failed" in as_other.stderr
    assert "Peer authentication failed" in as_master.stderr
    assert "must be owner of database" in dropped.stderr
    assert ["shiliuwan村史馆" in names[0], "lijia村史馆" in names[1]] == [True, True]
    assert not list(one.data.glob("*.sqlite3"))


def test_each_command_speaks_to_one_museum_and_the_code_is_there_once(two):
    one, other = two
    names = [each.ask("/")[1] for each in two]
    said = [each.museum("verify_ledger") for each in two]
    unit = (one.units / "museum@.service").read_text()

    assert ["shiliuwan村史馆" in names[0], "lijia村史馆" in names[1], "lijia" in names[0]] == [
        True,
        True,
        False,
    ]
    assert [str(each.data) in done.stderr for each, done in zip(two, said, strict=True)] == [
        True,
        True,
    ]
    assert one.current == other.current
    assert len(list((one.code / "releases").iterdir())) == 1
    assert "\nUser=museum" in unit
    assert "-%i\n" in unit
    assert f"{one.code}/current-%i/bin/museum serve" in unit
    assert "shiliuwan" not in unit
