"""museum restore: on a computer that has nothing, by the command alone, from either engine into either."""

import shutil

import pytest

from museum.upkeep import museum_env
from museum.upkeep.backups import restoring
from museum.upkeep.backups.trouble import Refused
from tests.seeding import on_postgres
from tests.upkeep import furnished
from tests.upkeep.empty_computers import differing, newest

pytestmark = [pytest.mark.processes, pytest.mark.long]

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(
    not on_postgres(), reason="DATABASE_URL names no PostgreSQL"))]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_a_museum_comes_back_row_by_row_and_proves_it_and_is_open_as_before(
    museum, stick, computers, engine
):
    computer = computers(engine)

    done = computer.restore(newest(stick))

    after = computer.call(furnished.remember)
    env = museum_env.read(computer.home)
    original = museum.folder / "originals"
    assert done.returncode == 0, done.stdout + done.stderr
    assert "每一条都跟备份里一样" in done.stdout
    assert "登记簿：" in done.stdout
    assert "馆搬回来了，跟备份时一样" in done.stdout
    assert differing(museum.rows, after) == {}
    assert len(museum.rows["people_person"]) == 2
    assert env["MUSEUM_KEYS"] == "for-what-lasts-in-tests-only"
    assert {path.name for path in original.rglob("*.jpg")} == {
        path.name for path in (computer.home / "originals").rglob("*.jpg")
    }
    assert computer.home.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not on_postgres(), reason="DATABASE_URL names no PostgreSQL")
def test_from_sqlite_to_postgresql_and_back_nothing_is_lost_and_numbers_go_on(
    museum, stick, computers
):
    first, second, third = computers("sqlite"), computers("postgresql"), computers("sqlite")
    remembered = []
    for computer in (first, second, third):
        done = computer.restore(newest(stick))
        assert done.returncode == 0, done.stdout + done.stderr
        remembered.append(computer.call(furnished.remember))
        shutil.rmtree(newest(stick))
        assert computer.call(furnished.backup, str(stick)) == ""

    number = second.call(furnished.receive_one_more)
    of_the_first = remembered[0]
    for after in remembered:
        assert differing(museum.rows, after) == {}
        assert differing(of_the_first, after) == {}
    assert number == "CS00003"


def test_a_backup_taken_while_people_work_is_of_one_moment(museum, stick, computers):
    shutil.rmtree(newest(stick))
    working = museum.python(furnished.receive_until, str(stick / "enough"))
    begun = working.stdout.readline()
    museum.run(furnished.backup, str(stick))
    still_working = not (stick / "enough").exists()
    (stick / "enough").touch()
    working.communicate(timeout=120)
    computer = computers()

    done = computer.restore(newest(stick))

    rows = computer.call(furnished.remember)
    now = museum.run(furnished.remember)
    told = (newest(stick) / "bag-info.txt").read_text()
    assert (begun, still_working) == ("received\n", True)
    assert "Museum-Missing-Files: 0\n" in told
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        len(museum.rows["catalogue_item"])
        < len(rows["catalogue_item"])
        < len(now["catalogue_item"])
    )


@pytest.mark.skipif(
    not on_postgres(), reason="a file is one machine's: only a server is asked first"
)
def test_another_machine_s_museum_is_not_cleared_away_by_the_mark_of_a_killed_restore(
    db, settings, tmp_path
):
    settings.DATA_DIR, settings.ORIGINALS_ROOT = tmp_path, tmp_path / "originals"
    original = tmp_path / "originals/ab/c.jpg"
    original.parent.mkdir(parents=True)
    original.write_bytes(b"x")
    (tmp_path / restoring.MARK).touch()

    with pytest.raises(Refused):
        restoring.check_empty()

    assert original.exists()
