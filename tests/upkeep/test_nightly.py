import datetime
import logging
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from museum.clock import SHANGHAI
from museum.upkeep import nightly
from museum.upkeep.models import Night

DAY = datetime.date(2023, 10, 1)


@pytest.fixture
def done(monkeypatch):
    """What was called that night; verify_ledger fails."""
    names = []

    def call(name, **streams):
        names.append(name)
        if name == "verify_ledger":
            raise CommandError("line 3 was changed")
        streams["stdout"].write("well")

    monkeypatch.setattr(nightly, "call_command", call)
    return names


def test_one_command_that_fails_keeps_none_of_the_others_from_being_done(db, done, caplog):
    failed = nightly.run(lambda said: None)

    assert done == list(nightly.COMMANDS)
    assert failed == ["verify_ledger"]
    assert "line 3 was changed" in caplog.text


def test_of_two_processes_one_does_the_night_s_work(db, done):
    nightly.run_once(DAY)
    nightly.run_once(DAY)

    assert done == list(nightly.COMMANDS)
    assert Night.objects.get().failed == ["verify_ledger"]
    assert Night.objects.get().ended_at


def test_who_began_the_night_and_lives_is_not_disturbed(db, done):
    Night.objects.create(day=DAY)

    nightly.run_once(DAY)
    left_alone = list(done)
    nightly.run_once(DAY + datetime.timedelta(days=1))

    assert left_alone == []
    assert done == list(nightly.COMMANDS)


def test_who_died_over_the_night_s_work_is_followed_by_another(db, done):
    Night.objects.create(day=DAY, begun_at=timezone.now() - datetime.timedelta(hours=7))

    nightly.run_once(DAY)

    assert done == list(nightly.COMMANDS)


@pytest.mark.parametrize(("minutes", "is_followed"), [(6 * 60 + 1, True), (6 * 60 - 1, False)])
def test_who_began_it_is_given_up_after_six_hours_and_no_sooner(db, done, minutes, is_followed):
    Night.objects.create(day=DAY, begun_at=timezone.now() - datetime.timedelta(minutes=minutes))

    nightly.run_once(DAY)

    assert done == (list(nightly.COMMANDS) if is_followed else [])


def test_of_the_nights_the_last_four_hundred_days_are_kept(db, done):
    for days in (401, 400, 1):
        Night.objects.create(day=DAY - datetime.timedelta(days=days), ended_at=timezone.now())

    nightly.run_once(DAY)

    kept = [(DAY - night.day).days for night in Night.objects.all()]
    assert kept == [0, 1, 400]


def test_what_each_command_said_goes_on_in_one_line(db, done):
    said = []

    nightly.run(said.append)

    assert said == [
        f"{name}: {'line 3 was changed' if name == 'verify_ledger' else 'well'}"
        for name in nightly.COMMANDS
    ]


@pytest.mark.parametrize(("hour", "nights", "is_done"), [
    (3, True, True), (2, True, False), (3, False, False),
])  # fmt: skip
def test_beside_the_serving_the_night_s_work_is_done_when_it_is_due_and_wanted(
    db, done, monkeypatch, hour, nights, is_done
):
    stop, indexed = threading.Event(), []
    monkeypatch.setattr(
        timezone, "now", lambda: datetime.datetime(2023, 10, 1, hour, tzinfo=SHANGHAI)
    )
    monkeypatch.setattr(nightly, "EVERY", 0.001)
    monkeypatch.setattr(nightly, "close_old_connections", lambda: indexed and stop.set())
    monkeypatch.setattr(nightly.indexing, "fresh", lambda: indexed.append(_patience()))

    nightly.keep_up(stop, nights=nights)

    assert len(indexed) == 2
    assert set(indexed) <= {60_000, None}
    assert Night.objects.filter(day=DAY).exists() == is_done
    assert done == (list(nightly.COMMANDS) if is_done else [])


def _patience():
    """How long the database's lock is waited for, in milliseconds; PostgreSQL has no such word."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's own upkeep")
def test_the_night_lets_sqlite_look_after_its_indexes(db, done, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        nightly.run(lambda said: None)

    assert asked.captured_queries[0]["sql"] == "PRAGMA optimize"


def test_keeping_up_begins_beside_the_serving_and_ends_with_it(monkeypatch):
    kept_up = []
    monkeypatch.setattr(
        nightly, "keep_up", lambda stop, nights: kept_up.append((stop.wait(5), nights))
    )

    stop = nightly.begin(nights=False)
    [thread] = [each for each in threading.enumerate() if each.name == "upkeep"]
    stop.set()
    thread.join(5)

    assert thread.daemon
    assert kept_up == [(True, False)]


def test_the_work_is_due_from_three_in_the_morning_in_shanghai(monkeypatch):
    moments = [datetime.datetime(2023, 9, 30, 18, 59, tzinfo=datetime.UTC),
               datetime.datetime(2023, 9, 30, 19, 0, tzinfo=datetime.UTC)]  # fmt: skip
    due = []
    for moment in moments:
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        due.append(nightly.tonight())

    assert due == [None, DAY]


def test_what_goes_wrong_is_logged_and_tried_again(monkeypatch, caplog, db):
    stop, tries = threading.Event(), []

    def fails():
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise OSError("the disk is gone")

    monkeypatch.setattr(nightly, "EVERY", 0.01)
    monkeypatch.setattr(nightly.indexing, "fresh", fails)
    monkeypatch.setattr(nightly, "close_old_connections", lambda: None)
    monkeypatch.setattr(nightly.connection, "close", lambda: None)
    with caplog.at_level(logging.ERROR):
        nightly.keep_up(stop, nights=False)

    assert len(tries) == 3
    assert "the disk is gone" in caplog.text


def test_the_command_does_all_of_it_and_fails_where_something_failed(db, done, capsys):
    with pytest.raises(CommandError, match="没做成：verify_ledger"):
        call_command("nightly")

    assert "forget_contacts: well" in capsys.readouterr().out


def test_every_command_of_the_night_is_one(db, capsys):
    call_command("nightly")

    said = capsys.readouterr().out
    assert [line.partition(":")[0] for line in said.splitlines()] == list(nightly.COMMANDS)
