"""museum restore: what stands there afterwards, and what was erased in the meantime and does not."""

import json
import shutil
import uuid

import pytest

from museum.upkeep.backups import since
from tests.upkeep import furnished
from tests.upkeep.empty_computers import differing, newest
from tests.upkeep.running import Running, Visitor

pytestmark = [pytest.mark.processes, pytest.mark.long]


def test_parts_come_back_by_their_first_one(museum, stick, computers):
    shutil.rmtree(newest(stick))
    rows = museum.run(furnished.remember)  # with the line of the first backup
    museum.run(furnished.backup, str(stick), one_file=True, part_size=60_000)
    computer = computers()

    done = computer.restore(newest(stick) / "museum.zip.001")

    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(rows, computer.call(furnished.remember)) == {}


def test_who_was_erased_and_what_was_withdrawn_after_the_backup_stays_so(museum, stick, computers):
    museum.run(furnished.take_away, str(stick))
    computer = computers()

    done = computer.restore(newest(stick))

    rows = computer.call(furnished.remember)
    database = (computer.home / "museum.sqlite3").read_bytes()
    seen = computer.call(furnished.seen)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "补做了2件" in done.stdout
    assert "王桂兰" not in "".join(rows["people_person"])
    assert furnished.TELEPHONE.encode() not in database
    assert "王桂兰".encode() not in database
    assert seen == {"/objects/CS00001/": 404, "/objects/CS00002/": 200}
    assert len(since.read(stick)) == 4


def test_a_backup_from_after_the_erasure_brings_nothing_to_be_done_again(museum, stick, computers):
    museum.run(furnished.take_away, str(stick))
    museum.run(furnished.keep_a_contact_too_long)
    shutil.rmtree(newest(stick))
    museum.run(furnished.backup, str(stick))
    computer = computers()

    done = computer.restore(newest(stick))

    contacts = computer.call(furnished.remember)["people_contact"]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "补做了0件" in done.stdout
    assert "清掉了1位" in done.stdout
    assert len(contacts) == 1
    assert "领队" not in contacts[0]


def test_what_an_older_timeline_erased_touches_nobody_else_under_the_same_number(
    museum, stick, computers
):
    told = {"line": 99, "hash": "f" * 64, "act": "people.erase", "subject": "people.person:1",
            "uuid": str(uuid.uuid4()), "by": 1}  # fmt: skip
    (stick / since.NAME).write_text(json.dumps(told) + "\n")
    computer = computers()

    done = computer.restore(newest(stick))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "还有1件这份备份里本来就没有" in done.stdout
    assert differing(museum.rows, computer.call(furnished.remember)) == {}


def test_a_museum_that_came_back_is_served_and_its_people_sign_in_as_before(
    museum, stick, computers
):
    computer = computers()
    computer.restore(newest(stick))
    running = Running(computer.home)

    with running.serving():
        visitor = Visitor(running.address)
        status, text = visitor.ask("/objects/CS00001/")
        visitor.sign_in("guanzhang")
        desk, _text = visitor.ask("/admin/objects/")

    assert status == 200
    assert "手摇纺车" in text
    assert (desk, visitor.at) == (200, "/admin/objects/")


def test_a_backup_of_the_first_version_comes_back_and_is_brought_up_to_date(
    own_database, stick, computers
):
    own_database.run(furnished.bring_the_first_version)
    computer = computers()

    made = own_database.run(furnished.backup_as_then, str(stick))
    done = computer.restore(newest(stick))

    assert made == ""
    assert "0002_backup" not in (newest(stick) / "data/database/tables.json").read_text()
    assert done.returncode == 0, done.stdout + done.stderr
    assert computer.call(furnished.seen)["/objects/CS00001/"] == 200
