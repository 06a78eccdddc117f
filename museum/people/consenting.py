"""How far the rows of one person may be named: of all that they agreed to, wherever a register asked,
the most private holds for each of them.

Worked out by the database and by triggers, whoever writes: a gift may be received, a naming corrected,
a story withdrawn long after two rows were found to be one person, and no verb must think of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from museum.freshness.triggers import DELETE, INSERT, UPDATE, Trigger, differ
from museum.people.models import Person
from museum.people.naming import PRIVACY


class NamingColumns(NamedTuple):
    """Where a register asked: a table, whose the row is, how they want to be named."""

    table: str
    person: str
    naming: str


def naming_columns() -> Iterator[NamingColumns]:
    """Yield every place where somebody says how they want to be named: "naming" for whose the row is,
    "teller_naming" for its teller."""
    for relation in Person._meta.related_objects:
        model, role = relation.related_model, relation.field.name
        columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
        naming = f"{role}_naming" if f"{role}_naming" in columns else "naming"
        if naming in columns and (naming != "naming" or role in ("owner", "person")):
            yield NamingColumns(model._meta.db_table, columns[role], columns[naming])


def agree(person_id: int) -> None:
    """Let the most private consent of all rows of this person hold for each of them."""
    with connection.cursor() as cursor:
        cursor.execute(_agreement(str(int(person_id))))


def triggers() -> Iterator[Trigger]:
    """Yield what lets it hold whenever one of them agrees to something."""
    for table, person, naming in naming_columns():
        yield _trigger("consent", table, person, (INSERT, DELETE), "{row}")
        yield _trigger("consent", table, person, (UPDATE,), "NEW", differ(person, naming))
        # A row that changes hands: whose it was until now is told as well.
        yield _trigger("consent_from", table, person, (UPDATE,), "OLD", differ(person))


def _trigger(name, table, person, acts, row, changed="") -> Trigger:
    whose = f'{row}."{person}"'
    asked_first = " AND ".join(filter(None, [changed, MERGED.format(person=whose)]))
    return Trigger(name, table, acts, _agreement(whose), when=asked_first)


# Most people are in one row: asked first, for two looks at an index.
MERGED = (
    "EXISTS (SELECT 1 FROM people_person m WHERE m.merged_into_id = {person} "
    "OR (m.id = {person} AND m.merged_into_id IS NOT NULL))"
)


def _agreement(person: str) -> str:
    """Return the statement that writes it down for all rows of the person with this key."""
    kept = f"(SELECT COALESCE(k.merged_into_id, k.id) FROM people_person k WHERE k.id = {person})"
    rows = f"(SELECT r.id FROM people_person r WHERE {kept} IN (r.id, r.merged_into_id))"
    rank = " ".join(f"WHEN '{each.value}' THEN {at}" for at, each in enumerate(PRIVACY))
    name = " ".join(f"WHEN {at} THEN '{each.value}'" for at, each in enumerate(PRIVACY))
    chosen = " UNION ALL ".join(
        f'SELECT CASE "{naming}" {rank} END AS chosen FROM "{table}" WHERE "{whose}" IN {rows}'
        for table, whose, naming in naming_columns()
    )
    most = f"(SELECT CASE MAX(c.chosen) {name} ELSE '' END FROM ({chosen}) c)"
    alone = f"NOT EXISTS (SELECT 1 FROM people_person a WHERE a.merged_into_id = {kept})"
    agreed = f"CASE WHEN {alone} THEN '' ELSE {most} END"
    return (
        f"UPDATE people_person SET named_at_most = {agreed} "
        f"WHERE id IN {rows} AND named_at_most <> {agreed};"
    )
