"""docs/adding-a-register.md, word by word: its files are written down, and the register lives."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.seeding import seed_file

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "adding-a-register.md").read_text()
SETTINGS = """
import museum, museum.routes
museum.__path__.append({folder!r} + "/museum")
museum.routes.OPEN += {routes!r}
from museum.settings.test import *
DATABASES["default"]["TEST"] = {{"NAME": {folder!r} + "/letters.sqlite3"}}
INSTALLED_APPS = ["museum.letters.apps.Letters", *INSTALLED_APPS]
TEMPLATES = [{{**each, "DIRS": [{folder!r} + "/templates", *each["DIRS"]]}} for each in TEMPLATES]
"""
KIND = {"python": ".py", "html": ".html"}


def files() -> dict[str, str]:
    """Return the page's files: a block is the first file of its kind that the words before it name."""
    found = {"museum/letters/__init__.py": "", "museum/letters/desk/__init__.py": ""}
    pieces = re.split(r"```(\w+)\n(.*?)```", PAGE, flags=re.DOTALL)
    for prose, kind, code in zip(
        pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True
    ):
        if kind in KIND:
            named = re.findall(r"`((?:museum|templates)/letters/[\w/]+\.\w+)`", prose)
            found[next(path for path in named if path.endswith(KIND[kind]))] = code
    return found


@pytest.mark.processes
@pytest.mark.long
def test_a_register_added_by_the_page_alone_lives(tmp_path):
    for path, code in files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(code)
    routes = tuple(re.search(r"```routes\n(.*?)```", PAGE, re.DOTALL)[1].split())
    (tmp_path / "scratch").mkdir()
    seed_file(tmp_path / "letters.sqlite3")
    settings = SETTINGS.format(folder=str(tmp_path), routes=routes)
    (tmp_path / "with_letters.py").write_text(settings)
    (tmp_path / "test_letters.py").write_text((ROOT / "tests" / "three_letters.py").read_text())

    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("PYTEST", "MUSEUM", "DATABASE"))}  # fmt: skip
    environment |= {
        "DJANGO_SETTINGS_MODULE": "with_letters",
        "PYTHONPATH": f"{tmp_path}:{ROOT}",
        "MUSEUM_TEST_SCRATCH": str(tmp_path / "scratch"),
    }
    say = [sys.executable, "-m", "django", "makemigrations", "letters", "-v0"]
    subprocess.run(say, cwd=tmp_path, env=environment, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--reuse-db",
         "--ds=with_letters", "--rootdir", str(tmp_path), str(tmp_path / "test_letters.py")],
        cwd=tmp_path, env=environment, capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
    assert len(files()) == 10
