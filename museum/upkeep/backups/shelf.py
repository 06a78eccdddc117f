"""The folder in which this museum's backups lie: which are there, and which go."""

import datetime
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from museum import clock
from museum.upkeep import museum_env
from museum.upkeep.backups import bags, keeping
from museum.upkeep.backups.reading import IDENTIFIER, info_in

NAMED = re.compile(r"museum-(\d{8}-\d{6})")


@dataclass(frozen=True)
class Lying:
    path: Path
    made_at: datetime.datetime


def name_of(moment: datetime.datetime) -> str:
    return f"museum-{moment.astimezone(clock.SHANGHAI):%Y%m%d-%H%M%S}"


def identifier() -> str:
    """Return what tells this museum's backups from another's in the same folder, and no secret."""
    return museum_env.identifier(settings.MUSEUM_KEYS)


def lying(place: Path) -> list[Lying]:
    """Return the whole backups of this museum in a folder, the newest first."""
    found = []
    for path in place.iterdir():
        named = NAMED.fullmatch(path.name)
        if named and _is_ours(path):
            moment = datetime.datetime.fromisoformat(named[1].replace("-", "T"))
            found.append(Lying(path, moment.replace(tzinfo=clock.SHANGHAI)))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def _is_ours(path: Path) -> bool:
    try:
        info = info_in((path / bags.INFO).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    return info.get(IDENTIFIER) == identifier()


def thin_out(place: Path) -> list[Path]:
    """Remove what need not stay any more, and what a killed backup left. Returns what went."""
    here = lying(place)
    stay = keeping.to_keep(each.made_at for each in here)
    gone = [each.path for each in here if each.made_at not in stay]
    for path in gone:
        # Renamed first: what is half removed is no backup.
        going = path.with_name(f".{path.name}.going")
        path.rename(going)
        shutil.rmtree(going)
    return gone


def clear(place: Path) -> None:
    """Remove what was being made or removed when somebody pulled the plug."""
    for pattern in (f".museum-*{bags.MAKING}", ".museum-*.going"):
        for left in place.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)
