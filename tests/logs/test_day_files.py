import datetime
import gzip
import logging
import multiprocessing
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from museum import clock
from museum.logs import day_files
from museum.logs.day_files import DayFile, tidy
from museum.upkeep import nightly
from tests.logs.writing import write_lines


@pytest.fixture
def on_day(monkeypatch):
    start = clock.at(datetime.date(2026, 1, 1))

    def go(days):
        monkeypatch.setattr(timezone, "now", lambda: start + datetime.timedelta(days=days))

    go(0)
    return go


def record(said):
    return logging.LogRecord("x", logging.INFO, "", 0, said, (), None)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_day_has_its_file(tmp_path, on_day):
    log = DayFile(tmp_path, "access")
    log.emit(record("one"))
    on_day(1)
    log.emit(record("two"))

    assert names(tmp_path) == ["access-2026-01-01.log", "access-2026-01-02.log"]
    assert (tmp_path / "access-2026-01-02.log").read_text() == "two\n"


def test_nobody_else_on_the_computer_reads_a_log(tmp_path, on_day):
    log = DayFile(tmp_path / "logs", "security")
    log.emit(record("one"))

    path = tmp_path / "logs" / "security-2026-01-01.log"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_flood_fills_the_day_s_parts_and_no_disk(tmp_path, on_day, monkeypatch, capsys):
    monkeypatch.setattr(day_files, "PART", 500)
    log = DayFile(tmp_path, "access")
    for _each in range(200):
        log.emit(record("x" * 99))
    on_day(1)
    log.emit(record("the next day"))

    sizes = [path.stat().st_size for path in tmp_path.glob("access-2026-01-01*.log")]
    assert sizes == [500] * day_files.PARTS
    assert (tmp_path / "access-2026-01-02.log").read_text() == "the next day\n"
    assert capsys.readouterr().err.count("cannot be written") == 1


def test_half_a_year_is_kept_and_no_day_more(tmp_path, on_day):
    for day in range(188):
        on_day(day)
        log = DayFile(tmp_path, "security")
        log.emit(record(str(day)))
        log.close()
    (tmp_path / "a note of somebody's.txt").write_text("stays")
    (tmp_path / "security-of-mine.log").write_text("stays too")

    compressed, removed = tidy(tmp_path)

    held = names(tmp_path)
    assert (compressed, removed) == (188 - 3 - 2, 3)
    assert {"a note of somebody's.txt", "security-of-mine.log"} <= {*held}
    assert (
        next(each for each in held if each.startswith("security-20"))
        == "security-2026-01-04.log.gz"
    )
    assert {"security-2026-07-06.log", "security-2026-07-07.log"} <= {*held}
    assert gzip.decompress((tmp_path / "security-2026-01-04.log.gz").read_bytes()) == b"3\n"
    assert tidy(tmp_path) == (0, 0)


def test_the_night_removes_what_is_older_than_half_a_year(tmp_path, on_day, monkeypatch):
    monkeypatch.setattr(settings, "LOGS", tmp_path)
    DayFile(tmp_path, "errors").emit(record("old"))
    on_day(185)

    call_command("tidy_logs")

    assert names(tmp_path) == []
    assert "tidy_logs" in nightly.COMMANDS


def test_of_many_processes_that_write_at_once_no_line_is_lost_or_mixed(tmp_path):
    context = multiprocessing.get_context("fork")
    writers = [
        context.Process(target=write_lines, args=(who, str(tmp_path), 250)) for who in range(4)
    ]
    for each in writers:
        each.start()
    for each in writers:
        each.join(60)

    lines = [
        line.split(" ") for path in tmp_path.glob("*.log") for line in path.read_text().splitlines()
    ]
    assert {(who, number) for who, number, _more in lines} == {
        (str(who), str(number)) for who in range(4) for number in range(250)
    }
    assert len(lines) == 1000
    assert {more for _who, _number, more in lines} == {"x" * 60}
    assert len(names(tmp_path)) > 2


def test_a_log_that_was_taken_away_is_begun_anew(tmp_path, on_day):
    log = DayFile(tmp_path, "access")
    log.emit(record("one"))
    (tmp_path / "access-2026-01-01.log").unlink()

    log.emit(record("two"))

    assert (tmp_path / "access-2026-01-01.log").read_text() == "two\n"


def test_a_full_disk_is_said_once_and_hurts_nobody(tmp_path, on_day, capsys):
    (tmp_path / "access-2026-01-01.log").symlink_to(Path("/dev/full"))
    log = DayFile(tmp_path, "access")

    for _each in range(3):
        log.emit(record("one"))

    assert capsys.readouterr().err.count("\n") == 1


def test_what_a_full_disk_cut_off_does_not_run_into_the_next_line(tmp_path, on_day, monkeypatch):
    log = DayFile(tmp_path, "access")
    log.emit(record("one"))
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:2]))
    log.emit(record("two"))
    monkeypatch.setattr(os, "write", write)
    log.emit(record("three"))

    assert (tmp_path / "access-2026-01-01.log").read_text() == "one\ntw\nthree\n"


@pytest.mark.django_db
def test_the_museum_goes_on_where_no_log_can_be_written(logs, client, capsys):
    logs.write_text("a file where the folder should be")

    answer = client.get("/visit/")

    assert answer.status_code == 200
    assert "the access log cannot be written" in capsys.readouterr().err
