import contextlib
import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.factories import PASSWORD
from tests.seeding import on_postgres, seed_file
from tests.upkeep.running import Running, Visitor, fields

pytestmark = [
    pytest.mark.processes,
    pytest.mark.long,
]
ON_SQLITE = pytest.mark.skipif(on_postgres(), reason="about SQLite's one file")
BUSY = "请过一会儿再按一次"
STUCK = "请找管电脑的人"
READING = ("/", "/objects/?q=%E7%BA%BA", "/visit/")
NOTE = "认得三组的老人，\n下午在家"


@contextlib.contextmanager
def at_the_desk(museum):
    """Serve the museum; yield its curator, signed in."""
    said = ("create_curator", "--name", "周明远", "--username", "guanzhang")
    with museum.serving():
        made = museum.command(*said, stdin=f"{PASSWORD}\n")
        assert made.returncode == 0, made.stderr
        visitor = Visitor(museum.address)
        visitor.sign_in("guanzhang")
        visitor.ask("/objects/")
        yield visitor


@pytest.fixture
def curator(running):
    with at_the_desk(running) as visitor:
        yield visitor


def typed(visitor):
    _status, text = visitor.ask("/admin/people/new/")
    form = fields(text, "main form[method=post], form[method=post][action*=new]")
    return form | {"name": "王桂兰", "note": NOTE}


def begin_all(visitor, form, count=8):
    """Send the form many times at once; return where the answers will be, and who waits for them."""
    answers = []
    writers = [
        threading.Thread(target=lambda: answers.append(visitor.ask("/admin/people/new/", form)))
        for _n in range(count)
    ]
    for each in writers:
        each.start()
    return answers, writers


def all_at_once(visitor, form):
    answers, writers = begin_all(visitor, form)
    for each in writers:
        each.join()
    return answers


def test_while_the_database_is_locked_visitors_read_and_what_was_typed_is_sent_once_more(
    curator, running
):
    form = typed(curator)

    with running.locked():
        answers, writers = begin_all(curator, form)
        time.sleep(1)
        read = [Visitor(running.address).ask(path)[0] for path in READING]
        are_waiting = any(each.is_alive() for each in writers)
        for each in writers:
            each.join()
    _status, text = answers[0]
    once_more = fields(text)
    again = curator.ask("/admin/people/new/", once_more)

    assert read == [200, 200, 200]
    assert are_waiting
    assert {status for status, _text in answers} == {503}
    assert BUSY in text
    assert BeautifulSoup(text, "html.parser").select_one("textarea[name=note]").text == NOTE
    assert again[0] == 200
    assert curator.ask("/admin/people/?q=%E7%8E%8B")[1].count("王桂兰") >= 1


def test_a_password_is_not_kept_on_a_page(curator, running):
    visitor = Visitor(running.address)

    with running.locked():
        status, text = visitor.sign_in("guanzhang")

    assert (status, BUSY in text) == (503, True)
    assert PASSWORD not in text
    assert "guanzhang" not in text


def test_the_door_is_told_in_its_own_language(curator, running):
    form = typed(curator)

    with running.locked():
        status, text = curator.ask("/admin/people/new/", form, Accept="application/json")

    assert status == 503
    assert text.startswith('{"sentence":')


@ON_SQLITE
def test_a_file_that_nothing_can_be_written_to_is_still_read(curator, running):
    form = typed(curator)
    for path in running.folder.glob("museum.sqlite3*"):
        path.chmod(0o444)
    time.sleep(0.1)

    answers = all_at_once(curator, form)
    read = [Visitor(running.address).ask(path)[0] for path in READING]

    # A connection that was open before still writes; every new one is refused.
    stuck = [text for status, text in answers if status == 503]
    assert {status for status, _text in answers} <= {200, 503}
    assert stuck
    assert all(STUCK in text and "下午在家" in text for text in stuck)
    assert read == [200, 200, 200]


@contextlib.contextmanager
def small_disk(megabytes):
    with tempfile.TemporaryDirectory(prefix="museum-run-") as folder:
        said = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "museum", folder]
        if subprocess.run(said, capture_output=True).returncode:
            pytest.skip("no small disk can be mounted here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


@ON_SQLITE
@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small disk, which root alone can")
def test_on_a_full_disk_visitors_read_and_what_was_typed_is_kept(own_database):
    with small_disk(60) as home:
        seed_file(home / "museum.sqlite3")
        museum = Running(home)
        with at_the_desk(museum) as visitor:
            form = typed(visitor)
            with contextlib.suppress(OSError), (home / "filler").open("wb", buffering=0) as filler:
                while True:
                    filler.write(b"x" * 4096)
            answers = []
            for _n in range(40):  # until what was set aside already is full as well
                answers.append(visitor.ask("/admin/people/new/", form | {"note": NOTE * 40}))
                if answers[-1][0] != 200:
                    break
            read = [Visitor(museum.address).ask(path)[0] for path in ("/", "/visit/", "/objects/")]
            (home / "filler").unlink()
            again = visitor.ask("/admin/people/new/", fields(answers[-1][1]))

    status, text = answers[-1]
    assert status == 503
    assert STUCK in text
    assert "下午在家" in text
    assert read == [200, 200, 200]
    assert again[0] == 200
