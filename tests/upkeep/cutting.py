"""What a museum was doing when the power was cut; called in processes of production's settings, which
end as a computer does: nobody closes anything."""

import os
import signal
from pathlib import Path

from django.conf import settings
from django.db import connection

from museum.accounts.models import User
from museum.pictures import taking_in
from museum.pictures.models import Picture, Rendition
from museum.search import indexing
from tests.calling import say
from tests.factories import photo_file, received
from tests.upkeep import furnished


def gone() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write_down(synchronous: str = "") -> None:
    """Register, publish, photograph; say so when the verbs have ended, and be gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if synchronous:
            cursor.execute(f"PRAGMA synchronous={synchronous}")
    furnished.furnish()
    say("it is written down")
    gone()


def write_half() -> None:
    """Be gone in the middle of everything: the index not yet read anew, a photograph's copies half made,
    another photograph half written."""
    indexing.drain = lambda: None
    furnished.furnish()
    half = Path(settings.ORIGINALS_ROOT) / "2026" / "half.jpg"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(photo_file().read()[:500])
    taking_in.prepare = lambda picture: gone()
    curator = User.objects.get(username="guanzhang")
    received("煤油灯", by=curator, owner=furnished.PersonFactory(name="李家"))
    taking_in.take_in([photo_file("half.jpg")], by=curator)


def files_that_are_not_whole() -> list[str]:
    """Return the originals and copies that rows name and that are not there as they were written."""
    broken = [picture.file.name for picture in Picture.objects.all() if not picture.is_whole()]
    for copy in Rendition.objects.all():
        try:
            with copy.file.open("rb") as file:
                content = file.read()
        except OSError:
            content = b""
        if not content.startswith(b"RIFF") or len(content) < int.from_bytes(content[4:8], "little"):
            broken.append(copy.file.name)
    return broken
