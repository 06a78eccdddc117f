"""Triggers behind the models: what is kept cannot be deleted and what is written cannot be changed,
by SQL from elsewhere either."""

from collections.abc import Iterator

from django.apps import apps

from museum.freshness.triggers import DELETE, POSTGRESQL, SQLITE, UPDATE, Trigger

SENTENCE = "the register keeps its lines: {table} refuses {act}"


def guards() -> Iterator[Trigger]:
    """Yield the guard of every model that is kept (never_deleted) or append-only (never_changed)."""
    for model in apps.get_models():
        table = model._meta.db_table
        if getattr(model, "never_deleted", False):
            yield _guard(table, DELETE)
        if getattr(model, "never_changed", False):
            yield _guard(table, UPDATE)


def _guard(table: str, act: str) -> Trigger:
    sentence = SENTENCE.format(table=table, act=act)
    body = {
        SQLITE: f"SELECT RAISE(ABORT, '{sentence}');",
        POSTGRESQL: f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';",
    }
    return Trigger("kept", table, (act,), body, before=True)
