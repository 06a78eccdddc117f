"""What stands ready before the first page."""

import pytest
from wagtail.models import Site

from museum.upkeep import preparing


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("http://localhost:8000", ("localhost", 8000)),
        ("https://museum.example", ("museum.example", 443)),
        ("http://museum.local", ("museum.local", 80)),
        ("https://museum.example:8443", ("museum.example", 8443)),
    ],
)
def test_the_site_is_named_as_the_museum_is_reached(db, address, named, django_assert_num_queries):
    preparing.name_site(address)

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == named
    with django_assert_num_queries(1):
        preparing.name_site(address)


def test_what_is_ready_is_left_alone_and_what_is_not_is_made(db, monkeypatch, settings):
    done, said = [], []
    monkeypatch.setattr(preparing.static_files, "collect", lambda: done.append("styles"))
    settings.BASE_URL = "http://museum.local"
    was_much = []

    for is_collected in (True, False):
        monkeypatch.setattr(preparing.static_files, "is_collected", lambda told=is_collected: told)
        was_much.append(preparing.prepare(said.append))

    assert was_much == [False, True]
    assert done == ["styles"]
    assert len(said) == 1
    assert Site.objects.get().hostname == "museum.local"


def test_nobody_else_reads_the_folder_or_the_database(tmp_path, monkeypatch, settings):
    home = tmp_path / "deep" / "museum"
    home.mkdir(parents=True)
    files = [home / f"museum.sqlite3{left}" for left in ("", "-wal", "-shm")]
    for file in files:
        file.write_bytes(b"")
        file.chmod(0o644)
    home.chmod(0o755)
    settings.DATA_DIR = home
    monkeypatch.setitem(preparing.settings.DATABASES, "default", {"NAME": files[0]})
    monkeypatch.setattr(preparing.connection, "vendor", "sqlite")

    preparing.shut_folder()

    assert oct(home.stat().st_mode & 0o777) == "0o700"
    assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o600"}


def test_a_folder_that_is_not_there_is_made_with_those_above_it(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "deep" / "museum"

    preparing.shut_folder()

    assert oct(settings.DATA_DIR.stat().st_mode & 0o777) == "0o700"
