"""恢复单: printed by the curator alone, and enough to bring a museum back whose backup has no keys."""

import secrets

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from museum.ledger import LedgerLine
from museum.qr_codes import drawn
from museum.refusals import codes
from museum.upkeep import museum_env, recovery_letters
from museum.upkeep.backups import lending, shelf
from museum.upkeep.recovery import print_keys
from museum.verifying import misfits
from tests.factories import PASSWORD
from tests.upkeep import furnished
from tests.upkeep.empty_computers import newest


def asked(client, password):
    answer = client.post(reverse("recovery_sheet"), {"password": password})
    return answer, BeautifulSoup(answer.content, "html.parser")


def test_the_sheet_holds_the_keys_and_its_line_in_the_ledger_does_not(curator):
    sheet = print_keys(by=curator)

    line = LedgerLine.objects.latest("sequence")
    assert recovery_letters.read(sheet.text.splitlines()).keys == ",".join(settings.MUSEUM_KEYS)
    assert "BASE_URL=http://testserver" in sheet.settings
    assert settings.SECRET_KEY not in sheet.text
    assert (line.act, line.by) == ("upkeep.keys_printed", curator)
    assert line.facts == {"keys": shelf.identifier()}
    assert settings.MUSEUM_KEYS[0] not in str(line.facts)
    assert not list(misfits())


def test_only_the_curator_prints_it(registrar, keeper):
    for user in (registrar, keeper):
        with pytest.raises(ValidationError) as refusal:
            print_keys(by=user)
        assert codes(refusal.value) == {"forbidden"}
    assert not LedgerLine.objects.filter(act="upkeep.keys_printed").exists()


def test_it_is_shown_once_after_the_password_and_no_browser_keeps_it(client, curator, keeper):
    client.force_login(keeper)
    of_a_keeper = client.get(reverse("recovery_sheet")).status_code
    client.force_login(curator)
    before = client.get(reverse("recovery_sheet")).content.decode()
    _answer, wrong = asked(client, "guessed")
    answer, page = asked(client, PASSWORD)
    after = BeautifulSoup(client.get(reverse("recovery_sheet")).content, "html.parser")

    typed = [line.text for line in page.select(".recovery-keys li code")]
    assert of_a_keeper in (302, 403)
    assert "还没有打过" in before
    assert "密码" in wrong.select_one(".ask-refusal").text
    assert recovery_letters.read(typed).keys == ",".join(settings.MUSEUM_KEYS)
    assert page.select_one(".recovery-code svg")
    assert "no-store" in answer["Cache-Control"]
    assert "杨振华" in after.select_one(".desk-rows").text
    assert not after.select(".recovery-keys")


def test_the_password_is_not_found_out_there_by_trying(client, curator):
    client.force_login(curator)
    for _time in range(5):
        asked(client, "guessed")

    _answer, braked = asked(client, PASSWORD)

    assert "输错太多次了" in braked.select_one(".ask-refusal").text
    assert not LedgerLine.objects.filter(act="upkeep.keys_printed").exists()


def test_the_code_holds_the_whole_sheet_and_is_left_out_where_it_does_not_fit(curator):
    assert "<svg" in drawn(print_keys(by=curator).text)
    assert drawn("A" * 5000) == ""


def test_the_command_prints_the_lines_in_somebody_s_name(curator, keeper, capsys):
    call_command("recovery_sheet", by="guanzhang")
    for name, words in (("nobody", "nobody"), ("baoguan", "馆长")):
        with pytest.raises(CommandError, match=words):
            call_command("recovery_sheet", by=name)

    said = capsys.readouterr().out
    assert recovery_letters.read(said.splitlines()).keys == ",".join(settings.MUSEUM_KEYS)
    assert LedgerLine.objects.filter(act="upkeep.keys_printed").count() == 1


def test_at_a_screen_the_lines_are_asked_for_until_the_keys_are_whole(curator, monkeypatch, capsys):  # fmt: skip
    lines = print_keys(by=curator).lines
    typed = iter([lines[0], lines[1].replace(lines[1][:4], "9999"), *lines[1:]])
    monkeypatch.setattr(lending.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda words: next(typed))

    keys = lending._ask_for_keys().keys

    said = capsys.readouterr().err
    assert keys == ",".join(settings.MUSEUM_KEYS)
    assert said.count("第2行跟印的不一样") == 1


@pytest.fixture
def museum(own_database, stick):
    """A museum whose backup on the stick has no keys; they are on paper, and a code hangs at the door."""
    own_database.run(furnished.furnish)
    own_database.sheet = own_database.run(furnished.sheet)
    own_database.code = own_database.run(furnished.hang_up)
    assert own_database.run(furnished.backup_without_keys, str(stick)) == ""
    return own_database


@pytest.mark.long
@pytest.mark.processes
def test_by_the_sheet_alone_codes_torn_off_and_printed_addresses_work_again(
    museum, stick, computers, tmp_path
):  # fmt: skip
    computer, place = computers(), newest(stick)
    in_backup = (place / "data/museum.env").read_text()
    typed = tmp_path / "typed"
    keys = [line for line in museum.sheet.splitlines() if "=" not in line]
    typed.write_text("\n".join(keys).lower().replace("0", "o"))

    without = computer.restore(place)
    done = computer.restore(place, "--keys", str(typed))

    env = museum_env.read(computer.home)
    tried = museum.run(furnished.rehearse_without_keys, str(stick))
    guide = (place / "怎么恢复.html").read_text()
    assert tried == {"error": "", "fault": "", "tried": True, "left": False}
    assert "钥匙没有放在里面" in guide
    assert "MUSEUM_KEYS" not in in_backup
    assert "SECRET_KEY" not in in_backup
    assert without.returncode == 1
    assert "恢复单" in without.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    assert env["MUSEUM_KEYS"] == "for-what-lasts-in-tests-only"
    assert len(env["SECRET_KEY"]) > 40
    assert computer.call(furnished.torn_off, museum.code) == 1
    assert computer.call(furnished.seen) == {"/objects/CS00001/": 200, "/objects/CS00002/": 200}


@pytest.mark.long
@pytest.mark.processes
def test_another_museum_s_sheet_and_a_slip_of_the_finger_are_told_before_anything_is_touched(
    museum, stick, computers, tmp_path
):  # fmt: skip
    computer = computers()
    lines = museum.sheet.splitlines()
    others = recovery_letters.to_lines(secrets.token_urlsafe(50))
    slip = [lines[0], lines[1][:-1] + ("2" if lines[1][-1] != "2" else "3"), *lines[2:]]
    said = {}
    for name, text in (("other", others), ("slip", slip), ("cut", lines[:2])):
        (tmp_path / name).write_text("\n".join(text))
        done = computer.restore(newest(stick), "--keys", str(tmp_path / name))
        assert done.returncode == 1
        said[name] = done.stderr
    nowhere = computer.restore(newest(stick), "--keys", str(tmp_path / "nowhere"))

    assert "不是这份备份那个馆" in said["other"]
    assert "第1行" in said["slip"]
    assert "少了" in said["cut"]
    assert "读不了" in nowhere.stderr
    assert not computer.home.exists()
