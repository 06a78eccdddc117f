import os
import subprocess
import sys

import pytest

from museum import __version__
from museum.invocation import called
from tests import calling
from tests.museum import loading, settled
from tests.seeding import ROOT

NEEDED = {
    "SECRET_KEY": "a-long-random-text",
    "MUSEUM_KEYS": "another-long-random-text",
    "ALLOWED_HOSTS": "museum.example",
    "BASE_URL": "https://museum.example",
}


def start(tmp_path, **environment):
    return command(tmp_path, "-c", "import museum.wsgi", **environment)


def answer(tmp_path, function, *arguments, **environment):
    """Return what a function returns that is called in such an environment."""
    called = command(tmp_path, *calling.command(function, *arguments)[1:], **environment)
    assert called.returncode == 0, called.stderr
    return calling.answer(called.stdout)


def command(tmp_path, *said, **environment):
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *said],
        cwd=ROOT,
        env=plain | {"DATA_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
    )


def collected(tmp_path):
    made = command(tmp_path, "manage.py", "collectstatic", "--noinput", **NEEDED)
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("missing", NEEDED)
def test_production_does_not_start_half_configured_and_says_what_is_missing(missing, tmp_path):
    given = {name: value for name, value in NEEDED.items() if name != missing}

    started = start(tmp_path, **given)

    assert started.returncode != 0
    assert f"{missing} is not set." in started.stderr


def test_production_starts_with_what_it_needs(tmp_path):
    collected(tmp_path)

    started = start(tmp_path, **NEEDED)

    assert started.returncode == 0, started.stderr


def test_the_server_s_door_is_always_production(tmp_path):
    started = start(tmp_path, DJANGO_SETTINGS_MODULE="museum.settings.dev")

    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr


def test_a_server_of_another_make_says_that_styles_were_not_collected(tmp_path):
    started = start(tmp_path, **NEEDED)

    assert started.returncode != 0
    assert "museum collectstatic" in started.stderr


def test_styles_of_an_older_version_are_not_served_as_if_they_were_of_this_one(tmp_path):
    collected(tmp_path)
    (tmp_path / "static" / ".made-from").write_text("an older version")

    started = start(tmp_path, **NEEDED)

    assert "museum collectstatic" in started.stderr


def test_work_on_the_code_needs_no_environment_but_says_that_it_is_such(tmp_path):
    dev = {"DJANGO_SETTINGS_MODULE": "museum.settings.dev"}

    checked = command(tmp_path, "manage.py", "check", **dev)

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "name", ["forget_contacts", "migrate", "verify_ledger", "nightly", "create_curator"]
)
def test_a_command_that_is_told_nothing_speaks_to_no_other_museum_and_says_why(name, tmp_path):
    said = command(tmp_path, "manage.py", name)

    assert said.returncode != 0
    assert f"{tmp_path} 里还没有村史馆" in said.stderr
    assert "manage.py serve" in said.stderr
    assert "SECRET_KEY" not in said.stderr
    assert "Traceback" not in said.stderr


def test_a_museum_that_is_half_set_says_what_is_missing_and_where_it_may_stand(tmp_path):
    said = command(tmp_path, "manage.py", "nightly", BASE_URL=NEEDED["BASE_URL"])

    assert "SECRET_KEY is not set." in said.stderr
    assert str(tmp_path / "museum.env") in said.stderr
    assert "manage.py serve` makes" in said.stderr


@pytest.mark.parametrize("name", ["serve", "create_curator", "nightly"])
@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_what_a_command_takes_is_said_before_there_is_a_museum(name, asked, tmp_path):
    said = command(tmp_path, "manage.py", name, asked)

    assert (said.returncode, said.stderr) == (0, "")
    assert "usage:" in said.stdout
    assert not list(tmp_path.iterdir())


def test_commands_are_called_as_they_are_called_here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    calls = []
    for argv, script in (
        ([str(tmp_path / ".venv/bin/python"), "manage.py", "serve"], "manage.py"),
        ([".venv/bin/python", "-X", "dev", "manage.py", "serve"], "manage.py"),
        (["/usr/bin/python3", "/opt/museum/bin/museum", "serve"], "/opt/museum/bin/museum"),
        (["/usr/bin/python3", "-c", "import museum.wsgi"], "-c"),
    ):
        monkeypatch.setattr("sys.orig_argv", argv)
        monkeypatch.setattr("sys.argv", [script, "serve"])
        calls.append(called("create_curator"))

    assert calls == [
        ".venv/bin/python manage.py create_curator",
        ".venv/bin/python -X dev manage.py create_curator",
        "museum create_curator",
        "museum create_curator",
    ]


@pytest.mark.parametrize("name", ["forget_contacts", "verify_ledger", "nightly"])
def test_a_command_makes_no_empty_museum_by_asking(name, tmp_path):
    said = command(tmp_path, "manage.py", name, **NEEDED)

    assert said.returncode != 0
    assert "There is no museum in" in said.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="about what root may not do")
@pytest.mark.parametrize("name", ["nightly", "serve"])
def test_root_leaves_nothing_in_a_museum_that_belongs_to_another_user(name, tmp_path):
    os.chown(tmp_path, 65534, 65534)

    said = command(tmp_path, "manage.py", name, **NEEDED)

    assert said.returncode != 0
    assert f"manage.py {name})" in said.stderr
    assert not list(tmp_path.iterdir())


def test_every_command_reads_the_museum_s_own_file_and_says_which_museum_it_speaks_to(tmp_path):
    lines = [f"{name}={value}" for name, value in NEEDED.items()]
    (tmp_path / "museum.env").write_text("\n".join(["# ours", *lines]))

    said = command(tmp_path, "manage.py", "check")

    assert said.returncode == 0, said.stderr
    assert str(tmp_path / "museum.sqlite3") in said.stderr
    assert str(tmp_path) not in said.stdout


def test_what_the_environment_says_wins_over_the_file(tmp_path):
    lines = [f"{name}={value}" for name, value in NEEDED.items()]
    (tmp_path / "museum.env").write_text("\n".join(lines))

    said = answer(
        tmp_path, settled.read, "museum.settings.production", BASE_URL="https://other.example"
    )

    assert said["BASE_URL"] == "https://other.example"
    assert said["SECRET_KEY"] == NEEDED["SECRET_KEY"]


def test_the_database_s_password_is_not_said(tmp_path):
    url = "postgres://museum:very-secret@127.0.0.1:1/village"

    said = command(tmp_path, "manage.py", "check", DATABASE_URL=url, **NEEDED)

    assert "127.0.0.1/village" in said.stderr
    assert "very-secret" not in said.stderr + said.stdout


@pytest.mark.parametrize("word", ["version", "--version"])
def test_the_version_is_said_without_a_museum(word, tmp_path):
    said = command(tmp_path, "manage.py", word)

    assert said.stdout == f"village-museum {__version__}\n"
    assert not list(tmp_path.iterdir())


def test_what_a_server_has_loaded_is_left_out_of_the_search_for_garbage(tmp_path):
    collected(tmp_path)

    collecting, frozen, is_application = answer(tmp_path, loading.load, **NEEDED)

    assert collecting
    assert frozen > 100_000
    assert is_application
