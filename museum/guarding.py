"""Triggers behind the models: what is kept cannot be deleted and what is written cannot be changed,
by SQL from elsewhere either.

Laid anew after every migrate, because SQLite loses a table's triggers when a migration remakes it.
"""

from django.apps import apps
from django.db import connections

NO_DELETE = "DELETE"
NO_UPDATE = "UPDATE"
SENTENCE = "the register keeps its lines: {table} refuses {act}"


def guarded() -> list[tuple[str, str]]:
    """Return (table, forbidden act) for every model that is kept or append-only."""
    found = []
    for model in apps.get_models():
        if getattr(model, "never_deleted", False):
            found.append((model._meta.db_table, NO_DELETE))
        if getattr(model, "never_changed", False):
            found.append((model._meta.db_table, NO_UPDATE))
    return found


def lay(using: str = "default") -> None:
    """Create the triggers that are missing. Says nothing of tables that are not there yet."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table, act in guarded():
            if table in present:
                cursor.execute(_trigger(connection, table, act))


def lift(using: str = "default") -> None:
    """Remove the triggers: for a restore into an empty database, and for tests that need it."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, act in guarded():
            if table in present:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{_name(table, act)}"{on}')


def _name(table: str, act: str) -> str:
    return f"{table}_no_{act.lower()}"


def _trigger(connection, table: str, act: str) -> str:
    name, sentence = _name(table, act), SENTENCE.format(table=table, act=act)
    if connection.vendor == "postgresql":
        return (
            f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {act} ON "{table}" FOR EACH ROW '
            "EXECUTE FUNCTION museum_refuse()"
        )
    return (
        f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {act} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION museum_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register keeps its lines: % refuses %', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
