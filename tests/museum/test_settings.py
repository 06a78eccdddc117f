import os
import subprocess
import sys

import pytest

from tests.seeding import ROOT

NEEDED = {
    "SECRET_KEY": "a-long-random-text",
    "ALLOWED_HOSTS": "museum.example",
    "BASE_URL": "https://museum.example",
}


def start(tmp_path, code="import museum.wsgi", **environment):
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=plain | {"DATA_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("missing", NEEDED)
def test_production_does_not_start_half_configured_and_says_what_is_missing(missing, tmp_path):
    given = {name: value for name, value in NEEDED.items() if name != missing}

    started = start(tmp_path, **given)

    assert started.returncode != 0
    assert f"{missing} is not set." in started.stderr


def test_production_starts_with_what_it_needs(tmp_path):
    started = start(tmp_path, **NEEDED)

    assert started.returncode == 0, started.stderr


def test_the_server_s_door_is_always_production(tmp_path):
    started = start(tmp_path, DJANGO_SETTINGS_MODULE="museum.settings.dev")

    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr


def test_work_on_the_code_needs_no_environment(tmp_path):
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    checked = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT, env=plain | {"DATA_DIR": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stderr


def test_what_a_server_has_loaded_is_left_out_of_the_search_for_garbage(tmp_path):
    code = (
        "import gc; from museum.wsgi import application; "
        "print(gc.isenabled(), gc.get_freeze_count() > 100_000, callable(application))"
    )

    started = start(tmp_path, code, **NEEDED)

    assert started.stdout.split() == ["True", "True", "True"], started.stderr
