import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from museum.catalogue import returning
from museum.catalogue.models import SignedPaper
from museum.pictures import sweeping
from museum.pictures.models import Picture
from museum.pictures.taking_in import take_in
from museum.refusals import codes
from tests.factories import photo_file, received

TWO_DAYS = 2 * 24 * 3600


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    settings.MEDIA_ROOT = tmp_path / "media"


def left_behind(root, name, age=TWO_DAYS):
    path = Path(root) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 100)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def files():
    roots = (settings.ORIGINALS_ROOT, settings.MEDIA_ROOT)
    return {path for root in roots for path in Path(root).rglob("*") if path.is_file()}


def test_what_a_killed_upload_left_goes_and_what_a_row_names_stays(registrar):
    take_in([photo_file()], by=registrar)
    kept = files()
    for path in kept:
        os.utime(path, (time.time() - TWO_DAYS, time.time() - TWO_DAYS))
    left_behind(settings.ORIGINALS_ROOT, "ab/abcdef.jpg")
    left_behind(settings.MEDIA_ROOT, "pictures/cd/cdef.webp")

    swept = sweeping.sweep()

    assert len(kept) > 2
    assert files() == kept
    assert (len(swept.originals), len(swept.copies)) == (1, 1)


def test_a_file_whose_row_may_still_come_is_left_alone(db):
    fresh = left_behind(settings.ORIGINALS_ROOT, "ab/abcdef.jpg", age=60)

    sweeping.sweep()

    assert fresh.exists()


def test_what_the_museum_put_beside_the_pictures_is_not_its_to_sweep(db):
    other = left_behind(settings.MEDIA_ROOT, "leaflet.pdf")

    sweeping.sweep()

    assert other.exists()


def test_an_older_database_put_back_does_not_cost_the_originals(db):
    paths = [left_behind(settings.ORIGINALS_ROOT, f"ab/{n}.jpg") for n in range(21)]

    with pytest.raises(ValidationError) as refusal:
        sweeping.sweep()
    left = [path.exists() for path in paths]
    sweeping.sweep(everything=True)

    assert codes(refusal.value) == {"many"}
    assert all(left)
    assert not any(path.exists() for path in paths)


def test_the_command_says_what_it_removed_and_what_it_would(db, capsys):
    orphan = left_behind(settings.ORIGINALS_ROOT, "ab/abcdef.jpg")

    call_command("sweep", dry_run=True)
    was_there = orphan.exists()
    call_command("sweep")

    assert was_there
    assert not orphan.exists()
    assert capsys.readouterr().out.splitlines() == [
        "找到：原图1张，公开用的小图0张，共0.0MB",
        "删掉：原图1张，公开用的小图0张，共0.0MB",
    ]


def test_the_command_fails_loudly_where_it_refuses(db):
    for n in range(21):
        left_behind(settings.ORIGINALS_ROOT, f"ab/{n}.jpg")

    with pytest.raises(CommandError, match="--all"):
        call_command("sweep")

    assert Picture.objects.count() == 0


def test_a_signed_paper_stays_and_one_without_a_row_goes(curator, registrar, ma_family):
    item = received("织布机", by=registrar, owner=ma_family)
    returning.decline(item, by=curator, reason="馆里已有", paper=photo_file())
    paper = Path(SignedPaper.objects.get().file.path)
    os.utime(paper, (time.time() - TWO_DAYS, time.time() - TWO_DAYS))
    orphan = left_behind(settings.ORIGINALS_ROOT, "papers/abcdef.jpg")

    swept = sweeping.sweep()

    assert paper.parent == orphan.parent
    assert swept.originals == ["papers/abcdef.jpg"]
    assert (paper.exists(), orphan.exists()) == (True, False)


def test_the_sweep_knows_every_field_that_keeps_files_among_the_originals():
    fields = {str(field) for field in sweeping.kept_as_originals()}

    assert fields == {
        "pictures.Picture.file",
        "pictures.WaitingPhoto.file",
        "catalogue.SignedPaper.file",
    }


def test_signed_papers_count_among_what_is_known(curator, registrar, ma_family, monkeypatch):
    monkeypatch.setattr(sweeping, "MANY", 0)
    monkeypatch.setattr(sweeping, "SHARE", 1)
    item = received("织布机", by=registrar, owner=ma_family)
    returning.decline(item, by=curator, reason="馆里已有", paper=photo_file())
    left_behind(settings.ORIGINALS_ROOT, "papers/abcdef.jpg")

    assert len(sweeping.sweep().originals) == 1


def test_what_went_while_we_looked_is_no_trouble(db, monkeypatch):
    gone = ["gone.jpg"]
    monkeypatch.setattr(sweeping, "nameless", lambda hours: sweeping.Swept(gone, gone, 0))

    swept = sweeping.sweep()

    assert swept.originals == swept.copies == gone
