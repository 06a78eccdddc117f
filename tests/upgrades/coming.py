"""A museum of an earlier version, brought into a database of a test's own: as it was, on either engine."""

import json
import lzma
import sqlite3
import tempfile
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

HERE = Path(__file__).parent


def museums() -> list[str]:
    return sorted(path.name.removesuffix(".sqlite3.xz") for path in HERE.glob("*.sqlite3.xz"))


def bring(version: str) -> None:
    """Leave nothing in the database in use but that museum's rows, under that version's migrations."""
    content = lzma.decompress((HERE / f"{version}.sqlite3.xz").read_bytes())
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        connection.close()
        for left in ("", "-wal", "-shm"):
            path.with_name(path.name + left).unlink(missing_ok=True)
        path.write_bytes(content)
        return
    with tempfile.NamedTemporaryFile(suffix=".sqlite3") as file:
        file.write(content)
        file.flush()
        _into_postgres(sqlite3.connect(file.name), version)


def _into_postgres(source: sqlite3.Connection, version: str) -> None:
    leaves = json.loads((HERE / f"{version}.json").read_text())
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        MigrationExecutor(connection).migrate([tuple(each) for each in leaves])
        cursor.execute("SET TIME ZONE 'UTC'; SET session_replication_role = replica")
        cursor.execute(
            "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attgenerated = ''"
        )
        tables: dict[str, dict[str, str]] = {}
        for table, column, kind in cursor.fetchall():
            tables.setdefault(table, {})[column] = kind
        cursor.execute("TRUNCATE " + ", ".join(f'"{each}"' for each in tables))
        for table, kinds in tables.items():
            _copy(source, cursor, table, kinds)
        cursor.execute("SET session_replication_role = DEFAULT; SET TIME ZONE DEFAULT")


def _copy(source, cursor, table: str, kinds: dict[str, str]) -> None:
    columns = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")') if row[1] in kinds]
    names = ", ".join(f'"{each}"' for each in columns)
    places = ", ".join(f"%s::text::{kinds[each]}" for each in columns)
    rows = source.execute(f'SELECT {names} FROM "{table}"').fetchall()
    cursor.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({places})',
        [[each if each is None else str(each) for each in row] for row in rows],
    )
    if "id" in columns and rows:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), max(id)) FROM \"{table}\""
        )
