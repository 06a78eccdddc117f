import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests import conftest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "museum/locale/zh_Hans/LC_MESSAGES/django.po"
PLACEHOLDER = r"%\(\w+\)[sd]|\{\w+\}"


def words(entries):
    return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in entries}


def test_every_word_of_ours_is_in_chinese():
    catalogue = polib.pofile(CATALOGUE)

    missing = [entry.msgid for entry in catalogue if not entry.msgstr or "fuzzy" in entry.flags]

    assert missing == []


def test_what_is_compiled_is_what_is_written():
    compiled = polib.mofile(CATALOGUE.with_suffix(".mo"))

    assert words(compiled) == words(polib.pofile(CATALOGUE))


def test_no_word_in_the_code_is_missing_from_the_catalogue(tmp_path):
    if shutil.which("xgettext") is None:
        conftest.LEFT_OUT["freshness of the translations"] = "gettext is not installed"
        pytest.skip("gettext is not installed")
    copy = tmp_path / "house"
    ignored = shutil.ignore_patterns(
        "var", ".venv", ".git", "media", "demo", "__pycache__", "*.webp"
    )
    shutil.copytree(ROOT, copy, ignore=ignored)
    (copy / "var").mkdir()
    shutil.copytree(ROOT / "exhibits/demo", copy / "exhibits/demo", ignore=ignored)

    command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-obsolete",
               "-i", "museum/locale/wagtail/*", "-i", "tests/*"]  # fmt: skip
    subprocess.run(command, cwd=copy, check=True, capture_output=True,
                   env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(copy),
                        "DJANGO_SETTINGS_MODULE": "museum.settings.dev"})  # fmt: skip

    fresh = polib.pofile(copy / CATALOGUE.relative_to(ROOT))
    assert set(words(fresh)) == set(words(polib.pofile(CATALOGUE)))


def test_every_placeholder_survives_translation():
    broken = [
        entry.msgid
        for entry in polib.pofile(CATALOGUE)
        if set(re.findall(PLACEHOLDER, entry.msgid)) != set(re.findall(PLACEHOLDER, entry.msgstr))
    ]

    assert broken == []


def test_no_word_hides_behind_a_name_that_makemessages_does_not_know():
    aliased = re.compile(r"import p?gettext(?:_lazy)? as (?!_$)\w+$", re.M)

    hidden = [
        str(path.relative_to(ROOT))
        for folder in ("museum", "exhibits")
        for path in (ROOT / folder).rglob("*.py")
        if aliased.search(path.read_text(encoding="utf-8"))
    ]

    assert hidden == []


def test_no_english_stop_stands_between_two_pieces_of_a_page():
    """A full stop that the template itself puts after a translated sentence stays English."""
    found, read = [], 0
    for page in (ROOT / "templates").rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", page.read_text())
        text = re.sub(r"\{% blocktrans.*?endblocktrans %\}", "\0", text, flags=re.DOTALL)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", text)
        read += text.count("\0")
        found += [page.name for _each in re.finditer(r"\0[.,;:!](?=\s|\0|<)", text)]

    assert read > 1000
    assert found == []
