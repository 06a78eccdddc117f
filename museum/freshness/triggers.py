"""The one kind of database trigger. It holds whoever writes: a verb, a bulk update, SQL from elsewhere.

A register adds those that it needs when it gets ready. All are lifted around a migration, because
SQLite loses a table's triggers when it remakes the table and refuses to remake one that another
table's trigger names; and all are laid again after it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connections

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
ANY = (INSERT, UPDATE, DELETE)
PREFIX = "museum_"
# Also what releases before 0.3 laid, under other names.
OURS = re.compile(rf"{PREFIX}|.*_no_(delete|update)$|.*_stale_")
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True)
class Trigger:
    """What happens to a row's table when one is written.

    when, body: SQL over OLD, NEW and {row}, which is NEW, and OLD where a row is deleted. body ends
    with a semicolon; where the engines differ it is given for each ("sqlite", "postgresql").
    before: it may forbid the act. at_commit: PostgreSQL runs it when the transaction ends (SQLite
    has one writer at a time and knows no such thing).
    """

    name: str
    table: str
    acts: tuple[str, ...]
    body: str | Mapping[str, str]
    when: str = ""
    before: bool = False
    at_commit: bool = False

    def named(self, act: str) -> str:
        return f"{PREFIX}{self.name}_{self.table}_{act.lower()}"

    def statements(self, vendor: str, act: str) -> list[str]:
        """Return the SQL that lays it for one act."""
        row = "OLD" if act == DELETE else "NEW"
        body = self.body if isinstance(self.body, str) else self.body[vendor]
        body, when = body.format(row=row), self.when.format(row=row)
        time = "BEFORE" if self.before else "AFTER"
        head = f'"{self.named(act)}" {time} {act} ON "{self.table}"'
        if vendor == SQLITE:
            asked = f" WHEN {when}" if when else ""
            return [f"CREATE TRIGGER {head} FOR EACH ROW{asked} BEGIN {body} END"]
        if when:
            body = f"IF {when} THEN {body} END IF;"
        kind, time = "TRIGGER", "FOR EACH ROW"
        if self.at_commit:
            kind, time = "CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
        name = f'"{self.named(act)}"'
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$BEGIN {body} RETURN COALESCE(NEW, OLD); END$$",
            f"CREATE {kind} {head} {time} EXECUTE FUNCTION {name}()",
        ]


_sources: list[Callable[[], Iterable[Trigger]]] = []


def add(source: Callable[[], Iterable[Trigger]]) -> None:
    """Have the triggers laid that source returns. To be said once, when a register gets ready."""
    if source not in _sources:
        _sources.append(source)


def wanted() -> dict[str, tuple[Trigger, str]]:
    """Return every trigger with its act, by the name that it has in the database."""
    found: dict[str, tuple[Trigger, str]] = {}
    for trigger, act in (
        (each, act) for source in _sources for each in source() for act in each.acts
    ):
        if trigger.named(act) in found:
            raise ValueError(f"two triggers are called {trigger.named(act)}")
        found[trigger.named(act)] = (trigger, act)
    return found


def differ(*columns: str) -> str:
    """Return the condition that an update really changed one of columns."""
    return (
        "(" + " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in columns) + ")"
    )


def lay(using: str = "default") -> None:
    """Create the triggers of the tables that are there."""
    lift(using)
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger, act in wanted().values():
            if trigger.table in present:
                for statement in trigger.statements(connection.vendor, act):
                    cursor.execute(statement)


def lift(using: str = "default") -> None:
    """Remove the triggers, an earlier release's too: before migrations, and where a test needs it."""
    connection = connections[using]
    with connection.cursor() as cursor:
        found = list(_laid(cursor, connection.vendor))
        if found and connection.vendor == POSTGRESQL:
            connection.check_constraints()  # what waits for the transaction's end holds its table
        for table, name, _active, _text in found:
            on = f' ON "{table}"' if connection.vendor == POSTGRESQL else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def missing(using: str = "default") -> list[str]:
    """Return which triggers are not in force as they were laid: "catalogue_item DELETE (kept)".

    One that is there under its name and does something else, or is switched off, is missing.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        laid = {
            name: (table, text)
            for table, name, active, text in _all(cursor, connection.vendor)
            if active
        }
    return [
        f"{trigger.table} {act} ({trigger.name})"
        for name, (trigger, act) in wanted().items()
        if not _is_the_same(laid.get(name), trigger, connection.vendor, act)
    ]


def strange(using: str = "default") -> list[str]:
    """Return the triggers that nobody here laid on a table that has some of ours: one may let an
    insert go by unwritten. "visits_tap (its name)"."""
    connection = connections[using]
    known = wanted()
    tables = {trigger.table for trigger, _act in known.values()}
    with connection.cursor() as cursor:
        return [
            f"{table} ({name})"
            for table, name, _active, _text in _all(cursor, connection.vendor)
            if table in tables and name not in known
        ]


def _is_the_same(laid: tuple[str, str] | None, trigger: Trigger, vendor: str, act: str) -> bool:
    if laid is None or laid[0] != trigger.table:
        return False
    statements = trigger.statements(vendor, act)
    if vendor == POSTGRESQL:  # which tells of a function and of a trigger in its own words
        function, called = statements
        statements = [function.split("$$")[1], called.replace('"', "")]
    return laid[1] == "\n".join(statements)


LAID = {
    SQLITE: "SELECT tbl_name, name, 1, sql FROM sqlite_master WHERE type = 'trigger'",
    # The function's text first, then how it is called.
    POSTGRESQL: (
        "SELECT c.relname, t.tgname, CASE WHEN t.tgenabled IN ('O', 'A') THEN 1 ELSE 0 END, "
        "p.prosrc || chr(10) || replace(replace(pg_get_triggerdef(t.oid), '\"', ''), "
        "' ON ' || n.nspname || '.', ' ON ') FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
    ),
}


def _laid(cursor, vendor: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield table, name, whether it is in force, and text of every trigger that is ours."""
    yield from (row for row in _all(cursor, vendor) if OURS.match(row[1]))


def _all(cursor, vendor: str) -> list[tuple[str, str, int, str]]:
    cursor.execute(LAID[vendor])
    return cursor.fetchall()
