"""museum backup: real files, by processes of their own."""

import contextlib
import datetime
import errno
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.apps import apps

from museum.upkeep.backups import keeping, parts, reading, shelf, since
from museum.upkeep.backups.cells_in_text import KINDS, from_sqlite, kind_of, to_sqlite
from tests.seeding import ROOT, on_postgres
from tests.upkeep import furnished
from tests.upkeep.running import humbly

pytestmark = [pytest.mark.processes, pytest.mark.long]


@pytest.fixture
def museum(own_database):
    own_database.run(furnished.furnish)
    return own_database


@pytest.fixture
def stick():
    with tempfile.TemporaryDirectory(prefix="museum-stick-") as place:
        yield Path(place)


def only(stick):
    (found,) = (path for path in stick.iterdir() if path.is_dir())
    return found


def test_a_backup_is_a_bag_that_any_tool_can_check_and_nobody_else_can_read(museum, stick):
    said = museum.run(furnished.backup, str(stick))

    place = only(stick)
    checked = subprocess.run(
        ["sha256sum", "-c", "--quiet", "manifest-sha256.txt"], cwd=place, capture_output=True, text=True
    )  # fmt: skip
    listed = (place / "manifest-sha256.txt").read_text()
    tags = subprocess.run(["sha256sum", "-c", "--quiet", "tagmanifest-sha256.txt"], cwd=place)
    modes = {
        stat.S_IMODE(path.stat().st_mode) for path in [place, *place.rglob("*")] if path.is_dir()
    }
    assert said == ""
    assert (checked.returncode, checked.stdout, tags.returncode) == (0, "", 0)
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*") if path.is_file()} == {
        0o600
    }
    for name in ("database/people_person.jsonl", "museum.env", "registers/objects.html", "version.txt",
                 "site/index.html", "site/objects/CS00001/index.html", "requirements.lock"):  # fmt: skip
        assert f"  data/{name}\n" in listed
    assert len(re.findall(r"  data/originals/", listed)) == 2
    assert "data/media/pictures/" in listed


def test_the_printed_registers_name_the_people_and_nobody_s_telephone(museum, stick):
    museum.run(furnished.backup, str(stick))

    papers = {path.stem: path.read_text() for path in only(stick).glob("data/registers/*.html")}
    assert papers.keys() == {"objects", "receipts", "places", "people"}
    assert "CS00001" in papers["objects"]
    assert "手摇纺车" in papers["objects"]
    assert "王桂兰" in papers["people"]
    assert furnished.TELEPHONE not in "".join(papers.values())


@pytest.mark.browser
def test_the_copy_of_the_website_opens_by_double_click_with_its_pictures_and_without_scripts(
    museum, stick
):
    from playwright.sync_api import sync_playwright

    from tests.seeding import chromium

    museum.run(furnished.backup, str(stick))
    first = only(stick) / "data/site/index.html"
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        failed = []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.goto(first.as_uri())
        page.get_by_role("link", name="老物件").first.click()
        page.get_by_role("link", name="手摇纺车").first.click()
        page.wait_for_load_state()
        title, shown = page.inner_text("h1"), page.locator("main img").count()
        broken = page.evaluate("[...document.images].filter(i => !i.naturalWidth).length")
        styled = page.evaluate("getComputedStyle(document.querySelector('.masthead')).display")
        styles = page.evaluate("document.styleSheets.length")
        browser.close()

    pages = [path.read_text() for path in only(stick).glob("data/site/**/*.html")]
    assert (title, shown > 0, broken, failed) == ("手摇纺车", True, 0, [])
    assert (styles, bool(styled)) == (1, True)
    assert len(pages) > 5
    assert not any("<script" in text or "<form" in text for text in pages)


def test_a_backup_in_parts_holds_the_same_and_no_part_is_too_large_for_a_stick(museum, stick):
    museum.run(furnished.backup, str(stick), one_file=True, part_size=40_000)

    place = only(stick)
    sizes = [path.stat().st_size for path in sorted(place.glob("museum.zip.*"))]
    with reading.opened(place) as bag, reading.opened(place / "museum.zip.001") as same:
        faults, names = reading.faults(bag), bag.names
        assert same.names == names
    joined = subprocess.run(
        f"cat museum.zip.* > whole.zip && {sys.executable} -m zipfile -t whole.zip",
        shell=True, cwd=place, capture_output=True, text=True,
    )  # fmt: skip
    assert len(sizes) > 2
    assert set(sizes[:-1]) == {40_000}
    assert not faults
    assert "data/museum.env" in names
    assert joined.returncode == 0, joined.stderr
    assert parts.LARGEST < 2**32


@pytest.mark.parametrize("after", ["data/database/catalogue_item", "data/originals/", "data/site/"])
def test_a_backup_that_was_killed_is_none_and_the_one_before_stays(museum, stick, after):
    museum.run(furnished.backup, str(stick))
    before = only(stick)
    killed = museum.python(furnished.backup_until_killed, str(stick), after=after)
    killed.communicate(timeout=300)
    named = [path.name for path in stick.iterdir() if path.is_dir() and path.name[0] != "."]
    left = [path.name for path in stick.iterdir() if path.name.endswith(".making")]
    said = museum.run(furnished.backup, str(stick))

    assert killed.returncode == -9
    assert named == [before.name]
    assert len(left) == 1
    assert said == ""
    assert not list(stick.glob(".*"))


def backup(museum, to, *before):
    """Say the command without root's right to write everywhere."""
    return subprocess.run(
        [*before, *humbly(), sys.executable, "manage.py", "backup", "--to", str(to)],
        cwd=ROOT, env=museum.environment(), capture_output=True, text=True,
    )  # fmt: skip


def test_a_stick_that_is_not_there_is_said_in_a_sentence_and_no_folder_is_made_for_it(
    museum, stick
):
    said = backup(museum, stick / "usb")

    assert said.returncode == 1
    assert "U盘插着吗" in said.stderr
    assert not (stick / "usb").exists()


def test_a_folder_that_nobody_may_write_is_said_in_a_sentence(museum, stick):
    museum.run(furnished.backup, str(stick))
    stick.chmod(0o500)

    said = backup(museum, stick)

    stick.chmod(0o700)
    assert said.returncode == 1
    assert "写不进去" in said.stderr
    assert not reading.faults(opened(only(stick)))


def opened(place):
    with reading.opened(place) as bag:
        return bag


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a stick")
def test_a_stick_that_is_full_is_said_in_a_sentence_and_the_backup_on_it_stays(museum, stick):
    with mounted(stick / "usb", size=6) as place:
        fits = backup(museum, place)
        there = [path.name for path in place.iterdir()]
        (place / "wedding.avi").write_bytes(os.urandom(shutil.disk_usage(place).free - 200_000))
        said = backup(museum, place)
        after = [path.name for path in place.iterdir() if path.name != "wedding.avi"]
        is_whole = not reading.faults(opened(only(place)))

    assert fits.returncode == 0, fits.stderr
    assert said.returncode == 1
    assert "满了" in said.stderr
    assert after == there
    assert is_whole


@contextlib.contextmanager
def mounted(place: Path, size: int):
    """A place of so many MB that is full when it is full."""
    place.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(place)]
    if subprocess.run(asked, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_what_is_on_the_disk_no_more_is_named_and_keeps_nobody_from_a_backup(museum, stick):
    gone = museum.run(furnished.lose_an_original)

    said = subprocess.run(
        [sys.executable, "manage.py", "backup", "--to", str(stick)],
        cwd=ROOT, env=museum.environment(), capture_output=True, text=True,
    )  # fmt: skip

    assert said.returncode == 0, said.stderr
    assert f"originals/{gone}" in said.stdout
    assert "Museum-Missing-Files: 1\n" in (only(stick) / "bag-info.txt").read_text()


@pytest.mark.skipif(on_postgres(), reason="PostgreSQL takes no such cell")
def test_a_cell_that_no_field_takes_goes_along_as_it_stands(museum, stick):
    museum.run(furnished.spoil_a_cell)

    said = museum.run(furnished.backup, str(stick))

    text = (only(stick) / "data/database/museum_museum.jsonl").read_text()
    assert said == ""
    assert '{"raw":"in the spring"}' in text


def test_what_was_taken_away_is_written_beside_the_backups_at_once_and_names_nobody(museum, stick):
    museum.run(furnished.backup, str(stick))
    before = since.read(stick)
    museum.run(furnished.take_away, str(stick))

    acts = [each.act for each in since.read(stick)]
    assert before == []
    assert acts == [
        "people.erase",
        "catalogue.withdrawn",
        "catalogue.withdrawn",
        "catalogue.opened",
    ]
    assert "王桂兰" not in (stick / since.NAME).read_text()


def test_a_line_that_a_pulled_stick_cut_off_is_passed_over_and_written_again(museum, stick):
    museum.run(furnished.take_away, str(stick))
    whole = since.read(stick)
    text = (stick / since.NAME).read_text()
    (stick / since.NAME).write_text(text[:-30])

    museum.run(furnished.backup, str(stick))

    assert len(whole) == 4
    assert since.read(stick) == whole


@pytest.mark.parametrize(("number", "words"), [
    (errno.ENOSPC, "满了"), (errno.EROFS, "写不进去"), (errno.EIO, "U盘插着吗"), (errno.ENODEV, "U盘插着吗"),
    (errno.EINVAL, "不认"),
    (errno.ENOENT, "U盘插着吗")])  # fmt: skip
def test_a_stick_that_is_pulled_or_full_half_way_is_a_sentence_and_the_backup_before_stays(
    museum, stick, number, words
):
    museum.run(furnished.backup, str(stick))
    before = only(stick)

    said = museum.run(furnished.backup_until_the_stick_fails, str(stick), number)

    assert words in said
    assert only(stick) == before
    assert not list(stick.glob(".*"))


def test_two_backups_at_once_are_one_and_a_sentence(museum, stick):
    holding = museum.python(furnished.hold_the_making)
    began = holding.stdout.readline()

    said = museum.run(furnished.backup, str(stick))

    holding.stdin.close()
    assert began == "holding\n"
    assert "正在备份" in said
    assert not list(stick.iterdir())


def test_while_a_backup_reads_the_files_nobody_sweeps_them(museum):
    holding = museum.python(furnished.hold_off_the_sweep)
    began = holding.stdout.readline()
    sweeping = museum.python(furnished.sweep)
    time.sleep(1)
    waited = Path(museum.folder / "swept").exists()
    holding.stdin.write("\n")
    holding.stdin.close()
    sweeping.communicate(timeout=60)

    assert began == "holding\n"
    assert not waited
    assert (museum.folder / "swept").exists()


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("date", "2023-10-01"), ("datetime", "2023-10-01 12:00:00.120000"), ("time", "08:30:00"),
     ("datetime", "2023-10-01 12:00:00"), ("uuid", "0" * 31 + "1"), ("boolean", 1), ("text", "石榴"),
     ("integer", 7), ("binary", b"\x00\xff"), ("date", "1. Mai"), ("boolean", 2), ("text", b"\xff"),
     ("datetime", "2023-10-01 12:00:00.12"), ("integer", "seven"), ("json", "{"), ("json", '{"a": 1}'),
     ("uuid", "no"), ("real", 1.5), ("text", None)],
)  # fmt: skip
def test_every_cell_of_sqlite_comes_back_as_it_was_a_bad_one_too(kind, cell):
    assert to_sqlite(kind, from_sqlite(kind, cell)) == cell


def test_every_column_of_the_house_is_of_a_known_kind():
    fields = [field for model in apps.get_models(include_auto_created=True)
              for field in model._meta.local_concrete_fields]  # fmt: skip

    kinds = {kind_of(field) for field in fields}
    assert kinds <= {*KINDS.values(), "integer"}
    assert "json" in kinds


def moments(*days_back):
    newest = datetime.datetime(2026, 11, 28, 3)
    return [newest - datetime.timedelta(days=each) for each in days_back]


def test_of_a_year_of_nightly_backups_seven_days_four_weeks_and_twelve_months_stay():
    nights = moments(*range(500))

    stay = sorted(keeping.to_keep(nights), reverse=True)

    assert stay[:7] == nights[:7]
    assert [each.isocalendar().week for each in stay[7:9]] == [46, 45]
    assert len({(each.year, each.month) for each in stay}) == 12
    assert len(stay) == 7 + 2 + 11


def test_the_newest_backups_stay_however_old_they_are():
    old = moments(400, 800)

    assert keeping.to_keep(old) == set(old)
    assert keeping.to_keep([]) == set()
    assert keeping.to_keep(moments(0, 0.05, 0.1)) == set(moments(0))


def test_another_museum_s_backups_in_the_same_folder_are_left_alone(settings, tmp_path):
    for name, owner in (("museum-20200101-030000", shelf.identifier()), ("museum-20200102-030000", "other"),
                        ("museum-20200101-020000", shelf.identifier())):  # fmt: skip
        (tmp_path / name).mkdir()
        (tmp_path / name / "bag-info.txt").write_text(f"External-Identifier: {owner}\n")

    gone = shelf.thin_out(tmp_path)

    assert [path.name for path in gone] == ["museum-20200101-020000"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "museum-20200101-030000", "museum-20200102-030000",
    ]  # fmt: skip
