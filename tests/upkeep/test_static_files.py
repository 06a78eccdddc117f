import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from museum.upkeep import static_files

ENTRIES = ["exhibits/css/museum.css", "museum/desk.css", "museum/visits_paper.css"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """What a museum serves, collected once."""
    root = tmp_path_factory.mktemp("static")
    storages = {"staticfiles": {"BACKEND": "museum.upkeep.static_files.JoinedStorage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        static_files.collect()
        yield root


def parts(name):
    return re.findall(r'@import url\("([^"]+)"\)', Path(finders.find(name)).read_text())


@pytest.mark.parametrize("name", ENTRIES)
def test_a_stylesheet_is_served_as_one_file_with_its_parts_in_order(name, served):
    joined = (served / name).read_text()
    named = served / staticfiles_storage.stored_name(name)

    folder = name.rpartition("/")[0]
    bodies = [Path(finders.find(f"{folder}/{part}")).read_text() for part in parts(name)]
    places = [joined.find(body.strip()) for body in bodies if "@import" not in body]

    assert len(bodies) >= 1
    assert -1 not in places
    assert places == sorted(places)
    assert "@import" not in joined
    assert named.exists()
    assert named.name != name.rpartition("/")[2]
    assert "@import" not in named.read_text()
    assert named.with_name(named.name + ".gz").exists()


def test_what_is_for_paper_alone_stays_so_when_joined(served):
    paper = Path(finders.find("exhibits/css/print.css")).read_text()

    assert f"@media print {{\n{paper}\n}}" in (served / "exhibits/css/museum.css").read_text()


def test_a_part_that_changes_makes_another_file_of_the_whole(served, monkeypatch):
    before = staticfiles_storage.stored_name("exhibits/css/museum.css")
    read = static_files._read
    changed = "/* other paper */"
    monkeypatch.setattr(
        static_files, "_read",
        lambda found: read(found) + (changed if found[1].endswith("tokens.css") else ""),
    )  # fmt: skip

    static_files.collect()

    after = staticfiles_storage.stored_name("exhibits/css/museum.css")
    assert after != before
    assert changed in (served / after).read_text()


def test_what_is_collected_is_known_to_be_of_this_version(served, monkeypatch):
    static_files.collect()

    is_now = static_files.is_collected()
    monkeypatch.setattr(static_files, "__version__", "99.0")

    assert is_now
    assert not static_files.is_collected()
    with pytest.raises(ImproperlyConfigured, match="collectstatic"):
        static_files.check_collected()
