"""恢复单: the museum's keys and settings on one sheet of paper, for the day on which nothing else is left.

SECRET_KEY is not on it. A new one signs everybody out and does nothing else, which a restore does
anyway; what it is good for on paper is stealing sessions.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from museum import ledger
from museum.institution import Museum
from museum.upkeep import museum_env, recovery_letters
from museum.upkeep.backups import shelf
from museum.upkeep.founding import PLACES, SETTINGS
from museum.upkeep.permissions import demand

NOT_ON_IT = ("SECRET_KEY", "MUSEUM_KEYS", *PLACES)


@dataclass(frozen=True)
class Sheet:
    """lines: the keys, to be typed; settings: as they stand in museum.env."""

    museum: str
    lines: list[str]
    settings: list[str]

    @property
    def text(self) -> str:
        """The sheet as `museum restore --keys` reads it: what its code holds."""
        return "\n".join([f"# {self.museum}", *self.lines, *self.settings]) + "\n"


def check_print_keys(*, by) -> None:
    """Refuse by code: forbidden."""
    demand(by, "print_keys")


@transaction.atomic
def print_keys(*, by) -> Sheet:
    """Return the sheet, and write down that it was printed. Not one letter of the keys is in that line:
    it names them by what every backup says of them too."""
    check_print_keys(by=by)
    museum = Museum.load()
    ledger.write("upkeep.keys_printed", museum, by=by, happened_at=timezone.now(),
                 keys=shelf.identifier())  # fmt: skip
    return Sheet(
        museum.name, recovery_letters.to_lines(",".join(settings.MUSEUM_KEYS)), _settings()
    )


def _settings() -> list[str]:
    said = museum_env.read(Path(settings.DATA_DIR))
    said |= {name: os.environ[name] for name in SETTINGS if os.environ.get(name)}
    return [f"{name}={said[name]}" for name in SETTINGS if said.get(name) and name not in NOT_ON_IT]
