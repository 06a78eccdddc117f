"""首页: the curator sees how the museum stands with its backups, and makes one by a button."""

import datetime
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files import locks
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from museum import clock
from museum.upkeep import apart, desk, nightly
from museum.upkeep.backups import rehearsing, status, taking
from museum.upkeep.models import Backup
from tests.upkeep import furnished

DAY = datetime.timedelta(days=1)


def made(ago, **more):
    moment = timezone.now() - ago
    return Backup.objects.create(
        begun_at=moment, ended_at=moment, place="/mnt/stick", name=f"museum-{ago}", **more
    )


def panel(client, user):
    client.force_login(user)
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return page.select_one(".backup")


@pytest.fixture
def stick(settings, tmp_path):
    settings.BACKUP_TO = tmp_path
    return tmp_path


def test_last_night_s_backup_stands_on_the_curator_s_first_page(
    client, curator, wheel, stick, monkeypatch
):
    at_three = clock.at(clock.today(), datetime.time(3))
    monkeypatch.setattr(timezone, "now", lambda: at_three + datetime.timedelta(hours=6))
    made(datetime.timedelta(hours=6), tried_at=timezone.now() - 3 * DAY)

    shown = panel(client, curator)

    assert shown.h2.text == "昨晚备份好了"
    assert "上次验证能恢复：3天前" in shown.text
    assert "backup-old" not in shown["class"]
    assert shown.select_one("form button").text == "现在备份"


def test_after_two_days_it_is_red_and_says_what_is_lost(client, curator, wheel, stick):
    made(5 * DAY)
    made(DAY, failed="U盘满了")

    shown = panel(client, curator)

    assert shown.h2.text == "已经5天没有备份了"
    assert "backup-old" in shown["class"]
    assert "U盘满了" in shown.text
    assert "就没了" in shown.text


def test_day_by_day_the_panel_says_how_old_it_is_until_the_stick_is_in_and_the_button_pressed(
    client, curator, wheel, stick, settings, monkeypatch
):
    morning = clock.at(clock.today(), datetime.time(9))
    told = {}

    def on(day, key=None):
        now = morning + day * DAY
        monkeypatch.setattr(timezone, "now", lambda: now)
        shown = panel(client, curator)
        told[key or day] = (shown.h2.text, "backup-old" in shown["class"], bool(shown.form))

    monkeypatch.setattr(timezone, "now", lambda: morning)
    made(datetime.timedelta(hours=6), tried_at=morning)
    settings.BACKUP_TO = Path("/nowhere/stick")
    for day in range(4):
        on(day)
    settings.BACKUP_TO = stick
    on(3, "stick in")
    monkeypatch.setattr(desk.apart, "begin", lambda *words: made(datetime.timedelta()))
    client.post(reverse("make_backup"))
    on(3, "pressed")

    assert told == {
        0: ("昨晚备份好了", False, False), 1: ("昨天备份好了", False, False),
        2: ("已经2天没有备份了", True, False), 3: ("已经3天没有备份了", True, False),
        "stick in": ("已经3天没有备份了", True, True), "pressed": ("今天备份好了", False, True),
    }  # fmt: skip


def test_a_backup_from_a_clock_that_ran_ahead_hides_no_later_one_and_no_lack_of_one(
    client, curator, wheel, stick
):
    made(-400 * DAY, tried_at=timezone.now() + 400 * DAY)
    alone = panel(client, curator)
    made(3 * DAY)
    beside_an_old_one = panel(client, curator)

    assert alone.h2.text == "还没有备份过"
    assert beside_an_old_one.h2.text == "已经3天没有备份了"
    assert "backup-old" in beside_an_old_one["class"]
    assert rehearsing.is_due()


def test_where_backups_are_locked_the_panel_says_where_the_passphrase_must_lie(
    client, curator, wheel, stick, settings
):
    made(DAY)
    open_ones = panel(client, curator)
    settings.BACKUP_PASSPHRASE_FILE = stick / "words"

    locked = panel(client, curator)

    assert "口令" not in open_ones.text
    assert "装进信封放在村委会" in locked.text
    assert locked.select_one(f'a[href="{reverse("recovery_sheet")}"]')


def test_a_backup_that_could_not_be_brought_back_is_red_however_new(client, curator, wheel, stick):
    made(datetime.timedelta(), tried_at=timezone.now(), fault="少了1个文件")

    shown = panel(client, curator)

    assert "backup-old" in shown["class"]
    assert "少了1个文件" in shown.text


def test_where_there_is_none_or_no_stick_the_page_says_what_to_do(client, curator, wheel, settings):
    settings.BACKUP_TO = None
    nowhere = panel(client, curator)
    settings.BACKUP_TO = Path("/nowhere/stick")
    no_stick = panel(client, curator)

    assert nowhere.h2.text == "还没有备份过"
    assert "BACKUP_TO" in nowhere.text
    assert "把U盘插上" in no_stick.text
    assert not nowhere.form
    assert not no_stick.form


def test_two_who_look_at_the_same_moment_are_no_backup_to_one_another(db):
    with (Path(settings.DATA_DIR) / taking.LOCK).open("a") as looking:
        locks.lock(looking, locks.LOCK_SH)
        while_another_looks = taking.is_under_way()
    with taking.only_one():
        while_one_is_made = taking.is_under_way()

    assert (while_another_looks, while_one_is_made) == (False, True)


def test_an_empty_museum_and_whoever_cannot_help_are_told_nothing(
    client, curator, registrar, db, stick
):
    of_an_empty_one = panel(client, curator)
    made(5 * DAY)

    assert of_an_empty_one is None
    assert panel(client, registrar) is None
    assert panel(client, curator) is not None


def test_the_button_begins_a_backup_and_only_the_curator_s(
    client, curator, registrar, stick, monkeypatch
):
    begun = []
    monkeypatch.setattr(desk.apart, "begin", lambda *words: begun.append(words))
    client.force_login(registrar)
    refused = client.post(reverse("make_backup"))
    client.force_login(curator)
    looked = client.get(reverse("make_backup"))
    pressed = client.post(reverse("make_backup"), follow=True)
    with taking.only_one():
        again = client.post(reverse("make_backup"), follow=True)
        meanwhile = status.now().is_under_way

    assert refused.status_code in (302, 403)
    assert looked.status_code == 405
    assert begun == [("backup",)]
    assert "正在备份" in pressed.content.decode()
    assert "正在备份" in again.content.decode()
    assert meanwhile


def test_the_button_without_the_stick_says_so(client, curator, settings, monkeypatch):
    settings.BACKUP_TO = Path("/nowhere/stick")
    monkeypatch.setattr(desk.apart, "begin", lambda *words: pytest.fail("begun"))
    client.force_login(curator)

    said = client.post(reverse("make_backup"), follow=True)

    assert "先把U盘插上" in said.content.decode()


def test_a_rehearsal_is_due_after_thirty_days_and_never_without_a_backup(db):
    without = rehearsing.is_due()
    made(DAY)
    untried = rehearsing.is_due()
    tried = made(40 * DAY, tried_at=timezone.now() - 29 * DAY)
    lately = rehearsing.is_due()
    Backup.objects.filter(pk=tried.pk).update(tried_at=timezone.now() - 31 * DAY)

    assert (without, untried, lately, rehearsing.is_due()) == (False, True, False, True)


def test_the_night_makes_a_backup_where_it_was_told_where_to_and_names_one_that_failed(
    db, stick, monkeypatch, caplog
):
    said = []

    def say(*words, **_more):
        said.append(words)
        return apart.subprocess.CompletedProcess(
            words, words == ("backup",), "", "CommandError: 满了\n"
        )

    monkeypatch.setattr(nightly, "call_command", lambda name, **streams: None)
    monkeypatch.setattr(apart, "say", say)
    failed = nightly.run(lambda sentence: None)

    assert said == [("backup",), ("rehearse", "--if-due")]
    assert failed == ["backup"]
    assert "满了" in caplog.text


def test_commands_without_a_folder_say_what_to_say(db, settings):
    settings.BACKUP_TO = None
    for command, words in (("backup", "备份到哪里"), ("rehearse", "哪个文件夹")):
        with pytest.raises(CommandError, match=words):
            call_command(command)


@pytest.mark.long
@pytest.mark.processes
def test_a_backup_is_brought_back_in_a_scratch_folder_and_a_bad_one_is_found_out(
    own_database, tmp_path
):
    own_database.run(furnished.furnish)
    own_database.run(furnished.backup, str(tmp_path))

    good = own_database.run(furnished.rehearse, str(tmp_path))
    next(tmp_path.glob("museum-*/data/originals/*/*")).unlink()
    bad = own_database.run(furnished.rehearse, str(tmp_path))

    assert good == {"error": "", "fault": "", "tried": True, "left": False}
    assert "少了1个文件" in bad["fault"]
    assert "少了1个文件" in bad["error"]
    assert not bad["left"]


@pytest.mark.long
@pytest.mark.processes
def test_a_backup_begun_by_the_button_is_made_while_the_museum_goes_on(own_database, tmp_path):
    own_database.run(furnished.furnish)

    own_database.run(furnished.press, str(tmp_path))

    until = time.monotonic() + 120
    while not list(tmp_path.glob("museum-*")) and time.monotonic() < until:
        time.sleep(0.2)
    assert list(tmp_path.glob("museum-*/bagit.txt"))
