import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from museum.accounts.models import User
from museum.accounts.roles import CURATOR

PASSWORD = "shiliuwan-chunxiao"


def create(monkeypatch, *lines, **said):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    call_command("create_curator", **said)


def test_the_first_curator_is_asked_for_her_name_and_not_only_for_a_login(db, monkeypatch):
    create(monkeypatch, "欧阳明远", "guanzhang", PASSWORD)

    made = User.objects.get(username="guanzhang")
    assert (made.last_name, made.first_name, str(made)) == ("欧阳", "明远", "欧阳明远")
    assert [group.name for group in made.groups.all()] == [CURATOR]
    assert not made.is_superuser
    assert authenticate(username="guanzhang", password=PASSWORD) == made


@pytest.mark.parametrize("lines", [("", "guanzhang", PASSWORD), ("周明远", "", PASSWORD),
                                   ("周明远", "guanzhang", "12345678"), ("周明远", "guanzhang", "")])  # fmt: skip
def test_nobody_is_made_without_a_name_or_with_a_password_that_others_guess(db, monkeypatch, lines):
    with pytest.raises(CommandError):
        create(monkeypatch, *lines)

    assert not User.objects.filter(username="guanzhang").exists()


def test_a_name_that_is_taken_keeps_its_password(curator, monkeypatch):
    before = curator.password

    with pytest.raises(CommandError, match="changepassword"):
        create(monkeypatch, PASSWORD, name="别人", username=curator.username)

    curator.refresh_from_db()
    assert curator.password == before


def test_a_sole_curator_who_forgot_her_password_gets_another_at_the_computer(curator, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)

    call_command("changepassword", curator.username)

    assert authenticate(username=curator.username, password=PASSWORD) == curator


def test_whoever_types_is_asked_again_for_what_is_guessed_or_mistyped(db, monkeypatch, capsys):
    typed = iter(["12345678", PASSWORD, "another-one", PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))

    call_command("create_curator", name="周明远", username="guanzhang")

    assert authenticate(username="guanzhang", password=PASSWORD)
    assert list(typed) == []
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
