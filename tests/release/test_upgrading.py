"""A museum of v0.1, installed as its own page said, gets the new release: whatever goes wrong, the old
version runs on with all that was written down."""

import contextlib
import hashlib
import lzma
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from museum import __version__
from tests.conftest import LEFT_OUT
from tests.release import computers
from tests.seeding import ROOT, SeededDatabase, on_postgres
from tests.upgrades import coming

TAG = "v0.1"


def without() -> str:
    asked = subprocess.run(["git", "rev-parse", f"{TAG}^{{commit}}"], cwd=ROOT, capture_output=True)
    if asked.returncode:
        return f"{TAG} is not in this checkout"
    if on_postgres() and not (shutil.which("pg_dump") and shutil.which("psql")):
        return "no pg_dump and psql"
    return computers.without()


WITHOUT = without()
if WITHOUT:
    LEFT_OUT["upgrading from v0.1"] = WITHOUT
pytestmark = [
    pytest.mark.long,
    pytest.mark.computers,
    pytest.mark.processes,
    pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT or "it can be upgraded here"),
]
# What belongs to the computer, and what the old version notes of its own backups.
# What an upgrade moves on, and what comes and goes by itself.
NOT_COMPARED = ("museum_versions", "django_session", "upkeep_backup", "upkeep_night", "museum_tries", "wagtailadmin_editingsession")  # fmt: skip


@pytest.fixture(scope="module")
def old_code():
    """v0.1, as its page says: a venv, the locked libraries, its wheel. Built once, moved to nobody."""
    place = Path(tempfile.mkdtemp(prefix="museum-old-"))
    (place / "source").mkdir()
    packed = subprocess.run(
        ["git", "archive", TAG], cwd=ROOT, capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "x"], cwd=place / "source", input=packed, check=True)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def old(old_code, archive):
    """A computer on which v0.1 has served for a while, under systemd, as its page says."""
    place = Path(tempfile.mkdtemp(prefix="museum-computer-"))
    place.chmod(0o755)
    database = SeededDatabase() if on_postgres() else None
    computer = computers.Computer(place)
    try:
        subprocess.run(["useradd", "--system", "--user-group", "--create-home", "--home-dir",
                        str(computer.home), computer.user], check=True)  # fmt: skip
        computer.home.chmod(0o700)
        unpacked = computers.unpacked(archive, place / "unpacked")
        _install_old(computer, old_code / "source", unpacked)
        url = database.url if database else ""
        _found(computer, url)
        if database:
            database.run(coming.bring, TAG)
        else:
            file = computer.data / "museum.sqlite3"
            file.write_bytes(
                lzma.decompress((ROOT / f"tests/upgrades/{TAG}.sqlite3.xz").read_bytes())
            )
            shutil.chown(file, computer.user, computer.user)
        computer.systemctl("start")
        computer.ask("/")
        computer.unpacked, computer.url = unpacked, url
        yield computer
    finally:
        computer.close()
        if database:
            database.drop()


def _install_old(computer, source, unpacked) -> None:
    venv, wheels = computer.home / "venv", unpacked / "wheels"
    subprocess.run([computers.PYTHON, "-m", "venv", "--without-pip", venv], check=True)
    (pip,) = wheels.glob("pip-*.whl")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir"]
    subprocess.run([*build, source / "dist", source], check=True)
    alone = ["--isolated", "--no-index", "--no-cache-dir", "-q", "--no-compile"]
    # The old code with the libraries of now: the archive holds no others.
    lock = ROOT / "requirements.lock"
    said = [venv / "bin/python", pip / "pip", "install", *alone]
    subprocess.run([*said, "--find-links", wheels, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*said, "--no-deps", *(source / "dist").glob("*.whl")], check=True)
    subprocess.run(["chown", "-R", f"{computer.user}:", venv], check=True)
    (computer.units / "museum.service").write_text(
        f"[Unit]\nDescription=村史馆\n\n[Service]\nUser={computer.user}\nHOME={computer.home}\n"
        f"ExecStart={venv}/bin/museum serve\nRestart=always\nKillSignal=SIGINT\nUMask=0077\n"
    )
    computer.command.write_text(
        f'#!/bin/sh\nexec runuser -u {computer.user} -- env HOME={computer.home} {venv}/bin/museum "$@"\n'
    )
    computer.command.chmod(0o755)


def _found(computer, url) -> None:
    computer.data.mkdir(mode=0o700)
    (computer.home / "backups").mkdir(mode=0o700)
    said = {"SECRET_KEY": "a" * 50, "MUSEUM_KEYS": "b" * 50, "MUSEUM_NAME": "石榴湾村史馆", "NIGHTLY": "no",
            "BASE_URL": f"http://localhost:{computer.port}", "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "PORT": str(computer.port), "LISTEN": "127.0.0.1"}  # fmt: skip
    said |= {"DATABASE_URL": url} if url else {}
    (computer.data / "museum.env").write_text(
        "".join(f"{name}={value}\n" for name, value in said.items())
    )
    for path in (computer.data, computer.data / "museum.env", computer.home / "backups"):
        shutil.chown(path, computer.user, computer.user)


@pytest.fixture(scope="module")
def troubled(old):
    """A release that is whole and fails at whatever it is told to."""
    folder = old.place / "troubled" / "release"
    shutil.copytree(old.unpacked, folder)
    trouble = (ROOT / "tests/release/trouble.py").read_text()
    health = (ROOT / "museum/upkeep/health.py").read_text().replace(
        "    found = list(signs())\n",
        '    if (Path.home() / "mood").read_text() == "silent":\n        raise RuntimeError\n'
        "    found = list(signs())\n",
    )  # fmt: skip
    computers.rewritten(
        folder, {"museum/people/migrations/9999_trouble.py": trouble, "museum/upkeep/health.py": health},
        "trouble",
    )  # fmt: skip
    trying = folder / "installer/trying.py"
    trying.write_text(trying.read_text().replace("ANSWERS_WITHIN = 30", "ANSWERS_WITHIN = 3"))
    computers.resum(folder)
    return folder


def rows(computer) -> dict[str, str]:
    """Return of each table a digest of its rows."""
    if computer.url:
        import psycopg

        with psycopg.connect(computer.url) as connection:
            found = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
            names = [name for (name,) in found]
            read = {
                name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
                for name in names
            }
    else:
        with contextlib.closing(sqlite3.connect(computer.data / "museum.sqlite3")) as file:
            found = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = [name for (name,) in found if not name.startswith("sqlite_")]
            read = {name: sorted(map(repr, file.execute(f'SELECT * FROM "{name}"'))) for name in names
                    if "_fts" not in name and not name.startswith("search_")}  # fmt: skip
    return {name: hashlib.sha256("\n".join(lines).encode()).hexdigest()
            for name, lines in read.items() if name not in NOT_COMPARED}  # fmt: skip


def assert_the_old_one_runs(computer, before):
    assert computer.ask("/objects/CS00001/")[0] == 200
    assert computer.ask("/health/")[0] == 404  # which v0.1 does not know
    assert computer.current == computer.home / "venv"
    assert not (computer.code / "upgrade-under-way").exists()
    assert rows(computer) == before


def mood(computer, word):
    (computer.home / "mood").write_text(word)
    (computer.home / "changed").unlink(missing_ok=True)
    shutil.chown(computer.home / "mood", computer.user, computer.user)


@pytest.mark.parametrize(
    ("word", "why"), [("fails", "this migration fails"), ("silent", "不好好回答")]
)
def test_a_migration_that_fails_and_a_server_that_does_not_answer_leave_the_old_version(
    old, troubled, word, why
):
    before = rows(old)
    mood(old, word)

    status, said = old.install(troubled)

    assert status == 1
    assert (old.home / "changed").exists(), said
    assert (
        said.strip()
        .splitlines()[-1]
        .startswith("没有换成新版本，旧版本还在用，东西一样没少。原因：")
    )
    assert why in said
    assert_the_old_one_runs(old, before)


def test_the_power_cut_in_the_middle_of_a_migration_is_gone_back_from_at_the_next_start(
    old, troubled
):
    before = rows(old)
    mood(old, "sleeps")

    process = old.begin(troubled)
    until = time.monotonic() + 300
    while (
        process.poll() is None and not (old.home / "changed").exists() and time.monotonic() < until
    ):
        time.sleep(0.1)
    changed = rows(old)
    computers.kill(process)
    old.cut_the_power()
    marked = (old.code / "upgrade-under-way").exists()
    old.systemctl("start")

    assert changed["people_person"] != before["people_person"]
    assert marked
    assert_the_old_one_runs(old, before)


def test_a_wheel_that_is_missing_is_named_and_nothing_stops(old, tmp_path_factory):
    folder = tmp_path_factory.mktemp("missing") / "release"
    shutil.copytree(old.unpacked, folder)
    next((folder / "wheels").glob("waitress-*.whl")).unlink()
    computers.resum(folder)
    before, pid = rows(old), (old.units / "museum.service.pid").read_text()

    status, said = old.install(folder)

    assert status == 1
    assert "安装包里缺waitress" in said
    assert (old.units / "museum.service.pid").read_text() == pid
    assert not list((old.code / "releases").glob("0*"))
    assert rows(old) == before


def test_without_its_backup_nothing_is_upgraded(old, troubled):
    env = old.data / "museum.env"
    said_before = env.read_text()
    env.write_text(said_before + f"BACKUP_TO={old.home}/no-stick\n")
    pid = (old.units / "museum.service.pid").read_text()

    status, said = old.install(troubled)

    env.write_text(said_before)
    assert status == 1
    assert "备份没有做成，所以没有换版本" in said
    assert "U盘插着吗" in said
    assert (old.units / "museum.service.pid").read_text() == pid


def test_the_new_version_takes_the_old_one_s_place_with_a_backup_and_every_row(old):
    env = old.data / "museum.env"
    env.write_text(env.read_text() + f"BACKUP_TO={old.home}/backups\n")
    before = rows(old)

    status, said = old.install(old.unpacked)
    again_status, again = old.install(old.unpacked)

    assert status == 0, said
    assert f"装好了：村史馆 {__version__}。" in said
    assert (again_status, "没有要换的" in again) == (0, True)
    assert old.current.parent == old.code / "releases"
    assert old.ask("/objects/CS00001/")[0] == 200
    assert '"database": {\n  "well": true' in old.ask("/health/")[1]
    after = rows(old)
    kept = before.keys() - {
        "django_migrations",
        "auth_permission",
        "django_content_type",
        "auth_group_permissions",
    }
    assert {name: after[name] for name in kept if name in after} == {
        name: before[name] for name in kept
    }
    assert len(list((old.home / "backups").glob("museum-*"))) == 1
    assert not (old.home / "before-upgrade").exists()
    assert not (old.code / "releases/trouble").exists()
    assert f"{old.code}/current/bin/museum serve" in (old.units / "museum.service").read_text()
    assert old.museum("--version").stdout == f"village-museum {__version__}\n"
