"""Triggers that write the stamps (museum/stamps.py), so that no verb, no bulk update and no SQL
from elsewhere can change what a page shows without dropping the page.

Each register says which of its tables are watched, which columns count, and the names that a row
touches. An update counts only where one of the columns really differs, and both rows, the old and
the new, are told: what leaves a hall changes it as much as what comes. Laid anew after every
migrate, because SQLite loses a table's triggers when a migration remakes it.
"""

from dataclasses import dataclass

from django.db import connections

from museum.stamps import EVERYTHING, TOUCH_ON_SQLITE, touching

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
ROWS = {INSERT: ("NEW",), UPDATE: ("OLD", "NEW"), DELETE: ("OLD",)}
TABLE, PREFIX = "table:", "museum_stamp_at_"
LAID = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE t.tgname LIKE %s AND n.nspname = current_schema()"
    ),
}


@dataclass(frozen=True)
class Watch:
    """A table and what a change of a row touches: expressions or queries over {row}, each of which
    gives names. columns: those that count at an update, all without any. when: a condition."""

    table: str
    names: tuple[str, ...]
    columns: tuple[str, ...] = ()
    acts: tuple[str, ...] = (INSERT, UPDATE, DELETE)
    when: str = ""


WATCHED: list[Watch] = []


def watch(*watches: Watch) -> None:
    """Have these tables watched. To be said once, when the register gets ready."""
    WATCHED.extend(each for each in watches if each not in WATCHED)


def whole(*tables: str) -> None:
    """Have any change of these tables touch the table's own name."""
    watch(*(Watch(table, (f"'{TABLE}{table}'",)) for table in tables))


def watched_tables() -> frozenset[str]:
    return frozenset(each.table for each in WATCHED)


def whole_tables() -> frozenset[str]:
    return frozenset(each.table for each in WATCHED if each.names == (f"'{TABLE}{each.table}'",))


def lay(using: str = "default") -> None:
    """Create the triggers, those of tables that are there."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if "museum_stamp" not in present:
        return
    with connection.cursor() as cursor:
        for statement in PREPARATION[connection.vendor]:
            cursor.execute(statement)
        for name, each, act in _triggers():
            if each.table in present:
                for statement in _statements(connection.vendor, name, each, act):
                    cursor.execute(statement)
        # Whatever happened while they were lifted, nobody saw it.
        cursor.execute(*touching(connection.vendor, [EVERYTHING]))


def lift(using: str = "default") -> None:
    """Remove the triggers, an earlier release's too, before migrations remake tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(LAID[connection.vendor], [f"{PREFIX}%"])
        for name, table in cursor.fetchall():
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def _triggers():
    for place, each in enumerate(WATCHED):
        for act in each.acts:
            yield f"{PREFIX}{place}_{each.table}_{act.lower()}"[:63], each, act


def _statements(vendor: str, name: str, each: Watch, act: str):
    condition = _condition(vendor, each, act)
    names = " UNION ".join(_query(one.format(row=row)) for row in ROWS[act] for one in each.names)
    when = f" WHEN ({condition})" if condition else ""
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN PERFORM museum_touch(ARRAY({names})); RETURN NULL; END $$"
        )
        yield (
            f'CREATE OR REPLACE TRIGGER "{name}" AFTER {act} ON "{each.table}" FOR EACH ROW'
            f"{when} EXECUTE FUNCTION {name}()"
        )
    else:
        yield f'DROP TRIGGER IF EXISTS "{name}"'
        yield (
            f'CREATE TRIGGER "{name}" AFTER {act} ON "{each.table}" FOR EACH ROW{when} '
            f"BEGIN {TOUCH_ON_SQLITE.format(names=names)}; END"
        )


def _query(names: str) -> str:
    return names if names.startswith("SELECT ") else f"SELECT {names} AS name"


def _condition(vendor: str, each: Watch, act: str) -> str:
    differ = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    found = []
    if act == UPDATE and each.columns:
        changed = (f'OLD."{name}" {differ} NEW."{name}"' for name in each.columns)
        found.append(f"({' OR '.join(changed)})")
    if each.when:
        rows = " OR ".join(each.when.format(row=row) for row in ROWS[act])
        found.append(f"({rows})")
    return " AND ".join(found)


# On PostgreSQL two transactions may touch one name at once, and neither waits for the other: each
# leaves a row of its own, and a row that another is replacing just now is left to it.
TOUCH_ON_POSTGRES = """
CREATE OR REPLACE FUNCTION museum_touch(touched text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    present bigint := pg_current_xact_id()::text::bigint;
    fresh text[] := ARRAY(
        SELECT DISTINCT n FROM unnest(touched) n WHERE n IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM museum_stamp s WHERE s.name = n AND s.moment = present));
BEGIN
    IF cardinality(fresh) = 0 THEN RETURN; END IF;
    DELETE FROM museum_stamp WHERE id = ANY(ARRAY(
        SELECT id FROM museum_stamp WHERE name = ANY(fresh) AND moment < present
        FOR UPDATE SKIP LOCKED));
    INSERT INTO museum_stamp (name, moment) SELECT n, present FROM unnest(fresh) n;
END $$
"""
PREPARATION = {
    "sqlite": ("CREATE UNIQUE INDEX IF NOT EXISTS museum_stamp_one_a_name ON museum_stamp (name)",),
    "postgresql": (TOUCH_ON_POSTGRES,),
}
