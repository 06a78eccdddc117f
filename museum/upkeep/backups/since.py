"""What was taken away after a backup was made: people erased, objects withdrawn, contacts removed.

Beside the backups lies since.jsonl, a line for each such act in the ledger, with keys and never a name.
It is written on at every such act, at every backup and every night. A restore does again what the
backup did not know of yet, through the verbs. What happened while the file was out of reach (the stick
was not there, and the computer died before it came back) cannot be known.
"""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings

from museum.ledger import LedgerLine
from museum.upkeep.backups.bags import BINARY

logger = logging.getLogger("museum.upkeep")
NAME = "since.jsonl"
# What closes, and what opens again what was closed.
TAKING = ("people.erase", "catalogue.withdrawn", "catalogue.sensitive", "catalogue.consent_ended",
          "catalogue.unsettled", "catalogue.place_hidden", "visits.contact_removed")  # fmt: skip
OPENING = {
    "catalogue.opened": "catalogue.withdrawn",
    "catalogue.not_sensitive": "catalogue.sensitive",
    "catalogue.consented": "catalogue.consent_ended",
    "catalogue.settled": "catalogue.unsettled",
    "catalogue.place_shown": "catalogue.place_hidden",
}
ACTS = (*TAKING, *OPENING)


@dataclass(frozen=True)
class Taken:
    """One act: its line, what it was about (the row's own uuid too, for keys run anew in a museum that
    was put back), and who did it."""

    line: int
    hash: str
    act: str
    subject: str
    uuid: str
    by: int | None


def of_the_ledger() -> list[Taken]:
    lines = LedgerLine.objects.filter(act__in=ACTS).order_by("sequence")
    return [
        Taken(each.sequence, each.hash, each.act, each.subject, _uuid(each.subject), each.by_id)
        for each in lines
    ]


def _uuid(subject: str) -> str:
    row = row_of(subject)
    return str(getattr(row, "uuid", "") or "")


def row_of(subject: str):
    """Return the row that a line names, None where it is not there."""
    label, _colon, pk = subject.rpartition(":")
    return apps.get_model(label)._base_manager.filter(pk=pk).first()


def read(place: Path) -> list[Taken]:
    """Return what stands in the file of a folder. A line that a pulled stick cut off is passed over."""
    try:
        lines = (place / NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            found.append(Taken(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def write_on(place: Path) -> int:
    """Add what the ledger knows and the file does not. Returns how many lines that was."""
    known = {each.hash for each in read(place)}
    new = [each for each in of_the_ledger() if each.hash not in known]
    if new:
        _append(place / NAME, new)
    return len(new)


def _append(path: Path, new: Iterable[Taken]) -> None:
    text = "".join(json.dumps(asdict(each), separators=(",", ":")) + "\n" for each in new)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | BINARY, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size:  # after a line that was cut off
            file.seek(size - 1)
            text = text if file.read(1) == b"\n" else f"\n{text}"
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def keep_up() -> None:
    """Write on beside the backups of this museum, where they are within reach."""
    place = settings.BACKUP_TO
    if place is None or not place.is_dir():
        return
    try:
        write_on(place)
    except OSError as error:
        logger.warning("what was taken away could not be written beside the backups: %s", error)
