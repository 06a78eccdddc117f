"""The database as text: one file for each table, all of one moment, while people go on working.

The first line of a file names the table and its columns, each following one is a row. Not in it is
what belongs to this computer or is made of the rest: the index, who is signed in, the brakes.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, Model

from museum.upkeep.backups.cells_in_text import from_sqlite, kind_of, to_text

NOT_THE_MUSEUM_S = ("search", "wagtailsearch", "sessions", "modelsearch")
OF_THIS_COMPUTER = ("museum.tries", "wagtailadmin.editingsession")
AT_ONCE = 2000


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    places: int = 0


@dataclass(frozen=True)
class Table:
    name: str
    key: str
    columns: tuple[Column, ...]

    def head(self) -> dict:
        return {
            "table": self.name,
            "key": self.key,
            "columns": [[each.name, each.kind, each.places] for each in self.columns],
        }


def headed(head: dict) -> Table:
    """Return the table that the first line of a file tells of, of whatever version."""
    columns = (Column(*each) for each in head["columns"])
    return Table(head["table"], head["key"], tuple(columns))


def tables() -> list[Table]:
    """Return every table that a backup holds, in the order of their names."""
    known: list[type[Model]] = [*models(), MigrationRecorder.Migration]
    found = {model._meta.db_table: _of(model) for model in known}
    return [found[name] for name in sorted(found)]


def models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in NOT_THE_MUSEUM_S
        and model._meta.label_lower not in OF_THIS_COMPUTER
    ]


def _of(model: type[Model]) -> Table:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = tuple(
        Column(str(field.column), kind_of(field), getattr(field, "decimal_places", 0) or 0)
        for field in fields
    )
    return Table(model._meta.db_table, str(model._meta.pk.column), columns)


def file_columns() -> list[tuple[str, str, FileField]]:
    """Return table and column of everything that names a file."""
    return [
        (model._meta.db_table, str(field.column), field)
        for model in models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField)
    ]


class Snapshot:
    """The database as it was at one moment."""

    def __init__(self, read: Any):
        self._read = read

    def rows(self, table: Table) -> Iterator[list]:
        return self._read(table)


def line(said: Any) -> bytes:
    """Return what stands in one line of a table's file: its head, or the cells of a row."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@contextlib.contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Hold the database still for whoever reads here, and for nobody else."""
    opened = _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()
    with opened as read:
        yield Snapshot(read)


@contextlib.contextmanager
def _of_sqlite() -> Iterator[Any]:
    name = connection.settings_dict["NAME"]
    with contextlib.closing(sqlite3.connect(name, timeout=60, isolation_level=None)) as file:
        file.text_factory = _text
        file.execute("PRAGMA query_only = ON")
        # In WAL the moment of the first question is the moment of all, and nobody waits for it.
        file.execute("BEGIN")
        file.execute("SELECT count(*) FROM sqlite_master").fetchone()

        def read(table: Table) -> Iterator[list]:
            for row in file.execute(_question(table)):
                yield [from_sqlite(column.kind, cell, column.places)
                       for column, cell in zip(table.columns, row, strict=True)]  # fmt: skip

        yield read
        file.execute("ROLLBACK")


def _text(cell: bytes) -> str | bytes:
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return cell


@contextlib.contextmanager
def _of_postgresql() -> Iterator[Any]:
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1")

            def read(table: Table) -> Iterator[list]:
                cursor.execute(f"DECLARE reading NO SCROLL CURSOR FOR {_question(table)}")
                while rows := _some(cursor):
                    for row in rows:
                        yield [to_text(column.kind, cell, column.places)
                               for column, cell in zip(table.columns, row, strict=True)]  # fmt: skip
                cursor.execute("CLOSE reading")

            yield read
            cursor.execute("ROLLBACK")
    finally:
        own.close()


def _some(cursor: Any) -> list:
    cursor.execute(f"FETCH {AT_ONCE} FROM reading")
    return cursor.fetchall()


def _question(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'SELECT {names} FROM "{table.name}" ORDER BY "{table.key}"'
