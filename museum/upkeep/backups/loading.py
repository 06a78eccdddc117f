"""The rows of a backup put into an empty database, of either engine and by this version or a later one.

The database is first brought to the migrations that the backup was made under, so that every row finds
its own table; only then it is migrated on, as any upgrade. No trigger is there meanwhile: those of the
museum are laid at the end of `migrate`, and none has to be lifted in a database that has none yet.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from museum.upkeep.backups.cells_in_text import to_postgresql, to_sqlite
from museum.upkeep.backups.dumping import Table, headed, line, snapshot
from museum.upkeep.backups.gathering import LINES, TABLES
from museum.upkeep.backups.reading import Bag
from museum.upkeep.backups.trouble import Refused

AT_ONCE = 1000


def load(bag: Bag) -> dict[str, int]:
    """Bring the empty database to the backup's own version and put its rows in. Returns how many rows
    there are in each table; each was read again, and is byte for byte what the backup says."""
    about = json.loads(bag.text(f"{LINES}{TABLES}"))
    leaves = [tuple(each) for each in about["leaves"]]
    executor = MigrationExecutor(connection)
    if unknown := [each for each in leaves if each not in executor.loader.graph.nodes]:
        newer = ", ".join(".".join(each) for each in unknown)
        raise Refused(_("The backup was made by a newer version of this program (%(names)s). Install "
                        "that one and say this again.") % {"names": newer})  # fmt: skip
    executor.migrate(leaves)
    names = [name for name in bag.below("database") if name.endswith(".jsonl")]
    try:
        with connection.constraint_checks_disabled(), transaction.atomic():
            _empty()
            for name in names:
                _fill(bag, name)
    except (Error, ValueError) as error:  # a hand once wrote what this engine does not take
        raise Refused(_("This database does not take what the backup holds: %(error)s") % {"error": error}) from error  # fmt: skip
    if different := _different(bag, names):
        raise Refused(_("These tables are not what the backup says: %(names)s.")
                      % {"names": ", ".join(different)})  # fmt: skip
    return about["counts"]


def tables_there() -> list[str]:
    return connection.introspection.table_names()


def _empty() -> None:
    """Take out what migrations put in: the backup brings all of it."""
    with connection.cursor() as cursor:
        names = [name for name in tables_there() if not name.startswith("search_")]
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in names) + " CASCADE")
            return
        # An index of words keeps its own tables: emptied from outside, it cannot be opened any more, and
        # no later migration could rename a table. Its triggers empty it with what it is about.
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
        virtual = tuple(row[0] for row in cursor.fetchall())
        for name in names:
            if not name.startswith(virtual):
                cursor.execute(f'DELETE FROM "{name}"')


def _fill(bag: Bag, name: str) -> None:
    with bag.open(name) as file:
        rows = (json.loads(each) for each in file)
        table = headed(next(rows))
        (_into_sqlite if connection.vendor == "sqlite" else _into_postgresql)(table, rows)


def _into_sqlite(table: Table, rows: Iterator[list]) -> None:
    places = ", ".join("?" for _each in table.columns)
    statement = f'INSERT INTO "{table.name}" ({_names(table)}) VALUES ({places})'
    while some := list(islice(rows, AT_ONCE)):
        connection.connection.executemany(
            statement, [_cells(table, row, to_sqlite) for row in some]
        )


def _into_postgresql(table: Table, rows: Iterator[list]) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(f'COPY "{table.name}" ({_names(table)}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(_cells(table, row, to_postgresql))
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key])
        if sequence := cursor.fetchone()[0]:
            cursor.execute(
                f'SELECT setval(%s, max("{table.key}")) FROM "{table.name}" HAVING max("{table.key}") > 0',
                [sequence],
            )


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _cells(table: Table, row: list, spelled: Callable[[str, Any], Any]) -> list:
    return [spelled(column.kind, cell) for column, cell in zip(table.columns, row, strict=True)]


def _different(bag: Bag, names: list[str]) -> list[str]:
    """Return the tables of which a backup made now would not have the same bytes."""
    sums, found = bag.sums(), []
    with snapshot() as moment:
        for name in names:
            with bag.open(name) as file:
                table = headed(json.loads(file.readline()))
            digest = hashlib.sha256(line(table.head()))
            for row in moment.rows(table):
                digest.update(line(row))
            if digest.hexdigest() != sums[name]:
                found.append(table.name)
    return found
