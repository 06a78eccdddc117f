"""/health/: what a monitor is told."""

import datetime
import json
import shutil
from collections import namedtuple

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from museum import clock
from museum.people.models import Person
from museum.search.models import Stale
from museum.throttling import Tries
from museum.upkeep import health
from museum.upkeep.models import Backup, Night

DAY = datetime.timedelta(days=1)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def room(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(2**40, 0, 2**40))


def asked(client=None):
    answer = (client or Client()).get("/health/")
    return answer.status_code, json.loads(answer.content)


def backed_up(ago, **more):
    moment = timezone.now() - ago
    return Backup.objects.create(
        begun_at=moment, ended_at=moment, place="/mnt/stick", name=f"museum-{ago}", **more
    )


def worked(ago, **more):
    moment = timezone.now() - ago
    return Night.objects.create(
        day=clock.day_of(moment), begun_at=moment, **{"ended_at": moment} | more
    )


def test_a_new_museum_is_well(db):
    status, told = asked()

    assert status == 200
    assert told["well"] is True
    assert told["sentence"] == "一切正常。"
    assert set(told) == {
        "well",
        "sentence",
        "database",
        "disk",
        "queue",
        "night",
        "backup",
        "rehearsal",
    }


def test_a_museum_in_use_is_well_while_its_backups_are_new_and_tried(wheel):
    Stale.objects.all().delete()
    backed_up(DAY / 4, tried_at=timezone.now() - 3 * DAY)
    worked(DAY / 4)

    status, told = asked()

    assert (status, told["sentence"]) == (200, "一切正常。")
    assert told["rehearsal"]["sentence"] == "上次验证能恢复：3天前"


@pytest.mark.parametrize(
    ("name", "befalls", "words"),
    [
        ("backup", lambda: None, "还没有备份"),
        ("backup", lambda: backed_up(5 * DAY), "已经5天没有备份了"),
        ("rehearsal", lambda: backed_up(DAY / 4, tried_at=timezone.now(), fault="王桂兰.jpg 少了"), "恢复不回来"),
        ("rehearsal", lambda: [backed_up(60 * DAY), backed_up(DAY / 4)], "还没"),
        ("rehearsal", lambda: backed_up(DAY / 4, tried_at=timezone.now() - 50 * DAY), "50天前"),
        ("queue", lambda: Stale.objects.create(item=1, tried_at=timezone.now()), "读不出来"),
        ("queue", lambda: Stale.objects.bulk_create(Stale(item=1) for _n in range(1001)), "等着"),
        ("night", lambda: worked(4 * DAY), "两天"),
        ("night", lambda: worked(DAY / 4, failed=["sweep"]), "没有做成"),
        ("night", lambda: worked(4 * DAY, ended_at=None), "两天"),
    ],
)  # fmt: skip
def test_what_is_not_well_is_said_and_is_a_503(wheel, name, befalls, words):
    befalls()

    status, told = asked()

    assert (status, told["well"], told[name]["well"]) == (503, False, False)
    assert words in told[name]["sentence"]
    assert words in told["sentence"]


def test_a_disk_that_is_nearly_full_is_not_well(db, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(2**40, 0, 100 * 2**20))

    status, told = asked()

    assert (status, told["disk"]["well"]) == (503, False)


def test_a_database_that_does_not_answer_is_said_and_the_disk_is_still_looked_at(db, monkeypatch):
    def refuse(*said, **more):
        raise health.DatabaseError("no")

    monkeypatch.setattr(health.Museum.objects, "values_list", refuse)

    status, told = asked()

    assert (status, told["database"]["well"], told["disk"]["well"]) == (503, False, True)
    assert "backup" not in told


def test_a_database_that_takes_nothing_is_not_well(db, monkeypatch):
    monkeypatch.setattr(health, "_can_write", lambda: False)

    status, told = asked()

    assert (status, told["database"]["well"]) == (503, False)
    assert "写不进去" in told["database"]["sentence"]


def test_it_says_nothing_of_people_no_number_no_folder_and_is_not_kept(
    client, wheel, grandmother, settings, django_assert_max_num_queries
):
    settings.KEEP_PAGES = True
    Person.objects.create(name="马建国", surname="马", phone="13800009999")
    backed_up(DAY / 4, tried_at=timezone.now(), fault="王桂兰.jpg")

    with django_assert_max_num_queries(14):
        answer = client.get("/health/")
    text = answer.content.decode()

    for secret in (
        "王桂兰",
        "马建国",
        "1380000",
        "/mnt",
        str(settings.DATA_DIR),
        settings.SECRET_KEY,
        "sqlite",
    ):
        assert secret not in text
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert not any(each.isdigit() for each in text)


def test_asked_a_hundred_times_it_takes_nobody_s_tries_and_writes_nothing(db):
    changes = "SELECT total_changes()" if connection.vendor == "sqlite" else "SELECT 0"
    with connection.cursor() as cursor:
        before = cursor.execute(changes).fetchone()[0] if connection.vendor == "sqlite" else 0
        statuses = {asked()[0] for _n in range(100)}
        after = cursor.execute(changes).fetchone()[0] if connection.vendor == "sqlite" else 0

    assert statuses == {200}
    assert before == after
    assert not Tries.objects.exists()


def test_a_monitor_on_this_computer_is_not_sent_to_the_proxy(db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert asked()[0] == 200
    assert Client().get("/visit/").status_code == 301
