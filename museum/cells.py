"""Reading a table whatever stands in its cells.

A hand at the database writes what no field takes: text where a day should be, half a list, bytes that
are no text. One such cell must not keep anybody from reading the rest, so it is named instead.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connections
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    QuerySet,
    TimeField,
    UUIDField,
)

AT_ONCE = 2000
DAY, CLOCK, FRACTION = (
    "-".join(["[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2]),
    ":".join(["[0-9]" * 2] * 3),
    "." + "[0-9]" * 6,
)
# How SQLite keeps what it has no type for, as Django writes it. A moment is a day to Django as well.
SPELLED: dict[type, tuple[str, ...]] = {
    BooleanField: ("0", "1"),
    DateTimeField: (f"{DAY} {CLOCK}", f"{DAY} {CLOCK}{FRACTION}"),
    DateField: (DAY,),
    TimeField: (CLOCK, CLOCK + FRACTION),
    UUIDField: ("[0-9a-f]" * 32,),
}


class Unreadable:
    """Stands where a cell cannot be read."""

    def __repr__(self):
        return "UNREADABLE"


UNREADABLE = Unreadable()


def rows(query: QuerySet, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield (key, *columns) of every row in the order of the keys, which the database itself keeps
    to be numbers. A cell that cannot be read, or is not written as it is kept, is UNREADABLE."""
    query, last = query.order_by("pk"), None
    doubtful = _doubtful(query, columns)
    while True:
        window = query if last is None else query.filter(pk__gt=last)
        try:
            found = list(window.values_list("pk", *columns)[:AT_ONCE])
        except Exception:  # what a driver or a field raises over a cell, it may be anything
            keys = list(window.values_list("pk", flat=True)[:AT_ONCE])
            found = _in_halves(query, keys, columns)
        if found and doubtful:
            found = _settled(query, found, doubtful)
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1][0]


def unreadable(columns: tuple[str, ...], values: tuple[Any, ...]) -> list[str]:
    """Return the names of those columns of which the values could not be read."""
    return [name for name, value in zip(columns, values, strict=True) if value is UNREADABLE]


def _doubtful(query: QuerySet, columns: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return (place, condition) of what SQLite keeps and its driver hides: whatever is no moment is
    read as nothing at all, whatever is not 1 as no, and 2023-5-1 as a day that no question finds
    between two others. The condition is met by a cell that is not written as the program writes it."""
    connection = connections[query.db]
    if connection.vendor != "sqlite":
        return []
    found = []
    for place, column in enumerate(columns, start=1):
        if condition := _misspelled(query.model, column, connection.ops.quote_name):
            found.append((place, condition))
    return found


def _misspelled(model: Any, column: str, quoted: Callable[[str], str]) -> str:
    """Return the condition that a row's cell is spelled otherwise; slot__day is the day of its slot."""
    link, _through, far = column.rpartition("__")
    try:
        field = model._meta.get_field(link or column)
        if link:
            there = field.related_model._meta
            condition = _misspelled(field.related_model, far, quoted)
            return condition and (
                f"{quoted(field.column)} IN (SELECT {quoted(there.pk.column)}"
                f" FROM {quoted(there.db_table)} WHERE {condition})"
            )
    except FieldDoesNotExist:  # an annotation
        return ""
    kind = next((each for each in SPELLED if isinstance(field, each)), None)
    if kind is None:
        return ""
    forms = " OR ".join(f"{quoted(field.column)} GLOB '{form}'" for form in SPELLED[kind])
    return f"{quoted(field.column)} IS NOT NULL AND NOT ({forms})"


def _settled(query: QuerySet, found: list[tuple], doubtful: list[tuple[int, str]]) -> list:
    """Return found with UNREADABLE where a cell holds what its driver hides."""
    connection, meta = connections[query.db], query.model._meta
    table, key = map(connection.ops.quote_name, (meta.db_table, meta.pk.column))
    hiding = " UNION ALL ".join(
        f"SELECT {place}, {key} FROM {table} WHERE {key} BETWEEN %s AND %s AND {condition}"
        for place, condition in doubtful
    )
    bad: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(hiding, [found[0][0], found[-1][0]] * len(doubtful))
        for place, pk in cursor.fetchall():
            bad.setdefault(pk, set()).add(place)
    if not bad:
        return found
    return [
        tuple(
            UNREADABLE if place in bad.get(row[0], ()) else cell for place, cell in enumerate(row)
        )
        for row in found
    ]


def _in_halves(query: QuerySet, keys: list[int], columns: tuple[str, ...]) -> list[tuple]:
    """Return the rows with these keys, though some cannot be read as a whole."""
    part = query.filter(pk__gte=keys[0], pk__lte=keys[-1])
    try:
        return list(part.values_list("pk", *columns))
    except Exception:
        if len(keys) == 1:
            return [(keys[0], *(_cell(part, each) for each in columns))]
    half = len(keys) // 2
    return _in_halves(query, keys[:half], columns) + _in_halves(query, keys[half:], columns)


def _cell(row: QuerySet, column: str) -> Any:
    try:
        return row.values_list(column, flat=True)[0]
    except Exception:
        return UNREADABLE
