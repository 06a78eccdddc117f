"""Bringing a museum back from a backup, on a computer that has none.

Everything is read and held against its hash before anything is written. museum.env, by which a museum
is found at all, comes last: what was broken off is no museum, and is begun anew by the same command.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, connections
from django.utils.translation import gettext as _

from museum.logs import security
from museum.pictures.models import Rendition
from museum.search import backend, indexing
from museum.upkeep import museum_env, preparing, static_files
from museum.upkeep.backups import bags, encrypting, files, lending, loading, proving, since
from museum.upkeep.backups.reading import Bag, NoBackup, faults, opened
from museum.upkeep.backups.reapplying import reapply
from museum.upkeep.backups.taking import HEAD, PAGES
from museum.upkeep.backups.trouble import Refused
from museum.visits.forgetting import forget_contacts

MARK, SHOWN = ".coming-back", 10


def restore(path: Path, say: Callable[[str], None]) -> proving.Report:
    """Bring the museum of a backup here, and prove that it is the same. Refuses (Refused) where there
    is a museum already, where the backup is not whole, and where this computer cannot take it."""
    try:
        with opened(path) as bag:
            check_empty()
            say(_("Reading the backup and every hash in it."))
            check_whole(bag)
            report = _restored(lending.unlocked(bag), say)
            report.lock(was_locked=encrypting.is_locked(bag))
            return report
    except NoBackup as error:
        raise Refused(_("%(path)s is no whole backup. Name its folder, or the first of its parts.")
                      % {"path": path}) from error  # fmt: skip


def check_empty() -> None:
    """Refuse where a museum is; what an earlier try left is removed."""
    home = Path(settings.DATA_DIR)
    # Before anything is removed: on several machines a museum may live in this database, with its
    # files in this bucket, while an earlier try's mark lies in the folder of one of them.
    if connection.vendor != "sqlite":
        _check_database()
    if (home / MARK).exists():
        _clear(home)
    if (home / museum_env.NAME).exists() or not files.are_empty():
        raise Refused(_("There is a museum in %(home)s already. Nothing was changed. Move it away first, "
                        "or name another folder by DATA_DIR.") % {"home": home})  # fmt: skip
    if connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).exists():
        _check_database()


def _check_database() -> None:
    if loading.tables_there():
        raise Refused(_("The database %(name)s is not empty. Nothing was changed. Make an empty one.")
                      % {"name": connection.settings_dict["NAME"]})  # fmt: skip


def _clear(home: Path) -> None:
    connection.close()
    files.clear()
    (home / museum_env.NAME).unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        for left in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{left}").unlink(missing_ok=True)


def check_whole(bag: Bag) -> None:
    found = faults(bag)
    if found:
        names = [*found.missing, *found.changed]
        raise Refused(
            _("This backup is not what was written: %(missing)s files are missing and %(changed)s "
              "changed (%(names)s). Nothing was changed here. Take another one.")
            % {"missing": len(found.missing), "changed": len(found.changed),
               "names": ", ".join(names[:SHOWN])}
        )  # fmt: skip
    size = int(bag.info()["Payload-Oxum"].partition(".")[0])
    home = Path(settings.DATA_DIR)
    there = next(each for each in (home, *home.parents) if each.exists())
    if shutil.disk_usage(there).free < size:
        raise Refused(_("There is no room in %(home)s: the museum takes %(size)s MB.")
                      % {"home": home, "size": size // 2**20})  # fmt: skip


def _restored(bag: Bag, say: Callable[[str], None]) -> proving.Report:
    home, info = Path(settings.DATA_DIR), bag.info()
    bags.make_folder(home)
    (home / MARK).touch(mode=0o600)
    report = proving.Report()
    say(_("Putting the rows back."))
    report.rows(loading.load(bag))
    call_command("migrate", verbosity=0, interactive=False)
    preparing.shut_folder()
    say(_("Putting photographs and papers back."))
    report.files(_bring_files(bag), int(info["Museum-Missing-Files"]))
    report.ledger(info[HEAD])
    again = reapply(since.read(bag.place.parent))
    report.again(again, forget_contacts()["contacts"])
    say(_("Making the search index anew."))
    report.index(indexing.rebuild(), backend.rebuild_documents())
    say(_("Opening every page."))
    if isinstance(storages["staticfiles"], static_files.JoinedStorage):
        static_files.collect()
    report.pages(int(info[PAGES]), is_less_expected=bool(again.done))
    lending.write(home, bag)
    security.write("restored", version=info["Museum-Version"])
    (home / MARK).unlink()
    connections.close_all()
    preparing.shut_folder()
    return report


def _bring_files(bag: Bag) -> int:
    """Write every file where it lay, and hold it against its hash once more on the way."""
    sums, count = bag.sums(), 0
    below = tuple(f"data/{folder}/" for folder in files.ALIASES)
    for name in (each for each in sums if each.startswith(below)):
        digest = hashlib.sha256()
        with bag.open(name) as coming:
            files.bring(name.removeprefix("data/"), _hashed(coming, digest))
        if digest.hexdigest() != sums[name]:
            raise Refused(_("%(name)s could not be read the second time. The stick may be failing: "
                            "take another backup.") % {"name": name})  # fmt: skip
        count += 1
    files.settle()
    _forget_copies_that_are_not_there()
    return count


def _hashed(coming: BinaryIO, digest) -> Iterator[bytes]:
    for piece in bags.read_in_pieces(coming):
        digest.update(piece)
        yield piece


def _forget_copies_that_are_not_there() -> None:
    """Let a public copy be drawn anew that was withdrawn while the backup was made."""
    storage = storages["renditions"]
    gone = [
        pk for pk, name in Rendition.objects.values_list("pk", "file") if not storage.exists(name)
    ]
    Rendition.objects.filter(pk__in=gone).delete()
