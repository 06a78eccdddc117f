"""What goes into a backup: the rows of one moment, the files that they name, the website, what runs it."""

import contextlib
import importlib.metadata
import json
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from museum import __version__, ledger, ledger_head
from museum.upkeep import museum_env
from museum.upkeep.backups import bags, files, site, site_copy
from museum.upkeep.backups.dumping import Table, line, snapshot, tables
from museum.upkeep.founding import PLACES, SETTINGS

LINES, TABLES = "data/database/", "tables.json"
# Where things lie is this computer's: on another one they lie elsewhere.
STAYS_HERE = (*PLACES, "BACKUP_TO", "BACKUP_PASSPHRASE_FILE", "DATA_DIR")
KEYS = ("SECRET_KEY", "MUSEUM_KEYS")


def add_database(writer: bags.Writer) -> tuple[files.Named, str]:
    """Write the rows of one moment. Returns the files that they name, and the ledger's head then."""
    named, counts, last = files.Named(), {}, (0, "")
    with snapshot() as moment:
        for table in tables():
            counter = _Counting(table)
            rows = named.look(table, moment.rows(table))
            writer.add(f"database/{table.name}.jsonl", counter.lines(rows))
            counts[table.name] = counter.count
            last = max(last, counter.last)
    about = {"counts": counts, "leaves": leaves()}
    writer.add(f"database/{TABLES}", [json.dumps(about, indent=1).encode()])
    return named, str(ledger_head.of_hash(*last)) if last[0] else ""


def leaves() -> list[tuple[str, str]]:
    """Return the migrations under which these rows stand."""
    return sorted(MigrationExecutor(connection).loader.graph.leaf_nodes())


class _Counting:
    """The rows of one table, counted while they pass; of the ledger, which line is the last."""

    def __init__(self, table: Table):
        self.table, self.count, self.last = table, 0, (0, "")

    def lines(self, rows: Iterable[list]) -> Iterator[bytes]:
        names = [column.name for column in self.table.columns]
        is_ledger = self.table.name == ledger.LedgerLine._meta.db_table
        yield line(self.table.head())
        for row in rows:
            self.count += 1
            if is_ledger:
                values = dict(zip(names, row, strict=True))
                if isinstance(values["sequence"], int) and isinstance(values["hash"], str):
                    self.last = max(self.last, (values["sequence"], values["hash"]))
            yield line(row)


def add_files(writer: bags.Writer, named: files.Named) -> list[str]:
    """Write the files that rows name. Returns those that cannot be opened any more."""
    missing = []
    for name in sorted(named.names):
        try:
            writer.add_opened(name, partial(files.opened, name))
        except bags.Gone:  # withdrawn meanwhile, or lost long before
            missing.append(name)
    return missing


def add_site(writer: bags.Writer) -> int:
    """Write the website as it is served now. Returns how many pages that is."""
    copy = site_copy.Copy()
    for name, content in copy.rewritten(site.pages()):
        writer.add(f"site/{name}", [content])
    for name, content in site_copy.static_of(copy.files):
        writer.add(f"site/{name}", [content])
    for name in sorted(copy.pictures()):  # copies drawn since the database was read
        if not writer.has(name):
            with contextlib.suppress(bags.Gone):
                writer.add_opened(name, partial(files.opened, name))
    return copy.count


def add_what_runs_it(writer: bags.Writer) -> None:
    """Add settings and keys (BACKUP_KEYS), the version and the libraries that it was tried with."""
    said = museum_env.read(Path(settings.DATA_DIR))
    said |= {name: os.environ[name] for name in SETTINGS if os.environ.get(name)}
    left_out = STAYS_HERE if settings.BACKUP_KEYS else (*STAYS_HERE, *KEYS)
    lines = "".join(f"{name}={value}\n" for name, value in said.items() if name not in left_out)
    writer.add(museum_env.NAME, [lines.encode()])
    writer.add("version.txt", [f"village-museum {__version__}\n".encode()])
    for folder in (settings.PACKAGE, settings.BASE_DIR):
        if (folder / "requirements.lock").is_file():
            writer.add_file("requirements.lock", folder / "requirements.lock")
            break
    installed = {f"{each.metadata['Name']}=={each.version}" for each in importlib.metadata.distributions()}  # fmt: skip
    writer.add("installed.txt", ["".join(f"{each}\n" for each in sorted(installed)).encode()])
