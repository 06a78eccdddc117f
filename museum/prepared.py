"""A question whose SQL is written out once and asked many times with other values.

Django writes a queryset out anew each time it is asked, which for one with ten joins takes longer
than the database needs to answer. What a public page asks is always the same but for a number or a
code; so it is written out at the first asking, from the very queryset that means it, and rows come
back as plain values.

    @prepared
    def photos(keys=MANY_NUMBERS):
        return Photo.objects.filter(item__in=keys).values_list("item_id", "caption")

    photos([3, 5])   # → [(3, "背面"), …]
"""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# Stand in for values while the SQL is written out. Nothing else in a question looks like them, and
# the number fits the smallest integer column: of any other PostgreSQL's compiler knows no row.
NUMBER, TEXT = 31_607, "¤ a value to come ¤"
MANY_NUMBERS = [NUMBER]
PLACEHOLDER = re.compile(r"(?<!%)%s")
LENGTHS_AT_MOST = 200


@dataclass
class CompiledQuery:
    """A question in the words of one kind of database."""

    pieces: list[str]  # of the SQL, between its values
    values: list[Any]  # fixed ones, or the Slot of one to come
    read: Callable
    statements: dict[tuple[int, ...], str] = field(default_factory=dict)

    def statement(self, lengths: tuple[int, ...]) -> str:
        """Return the SQL for lists of these lengths."""
        coming, found = iter(lengths), [self.pieces[0]]
        for value, piece in zip(self.values, self.pieces[1:], strict=True):
            several = next(coming) if isinstance(value, Slot) and value.many else 1
            found += [", ".join(["%s"] * several), piece]
        if len(self.statements) >= LENGTHS_AT_MOST:
            self.statements.clear()
        return self.statements.setdefault(lengths, "".join(found))


@dataclass(frozen=True)
class Slot:
    place: int
    many: bool


@dataclass
class Prepared:
    make: Callable
    compiled: dict[str, CompiledQuery] = field(default_factory=dict)

    def __call__(self, *values) -> list[tuple]:
        # An empty IN () is no SQL, and its answer is known.
        if any(isinstance(value, list) and not value for value in values):
            return []
        compiled = self.compiled.get(connection.vendor)
        if compiled is None:
            compiled = self.compiled[connection.vendor] = self._compile()
        given: list[Any] = []
        for fixed in compiled.values:
            if not isinstance(fixed, Slot):
                given.append(fixed)
            elif fixed.many:
                given += values[fixed.place]
            else:
                given.append(values[fixed.place])
        lengths = tuple(len(value) for value in values if isinstance(value, list))
        statement = compiled.statements.get(lengths) or compiled.statement(lengths)
        if connection.vendor == "sqlite" and not connection.queries_logged:
            return compiled.read(_straight(statement, given))
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return compiled.read(cursor.fetchall())

    def _compile(self) -> CompiledQuery:
        """Write the question out with a value of its own for each place, and find these again."""
        kinds: Sequence = self.make.__defaults__ or ()
        marks = [[kind[0] + place] if isinstance(kind, list)
                 else kind + (place if isinstance(kind, int) else str(place))
                 for place, kind in enumerate(kinds)]  # fmt: skip
        slots = {mark[0] if isinstance(mark, list) else mark: Slot(place, isinstance(mark, list))
                 for place, mark in enumerate(marks)}  # fmt: skip
        compiler = self.make(*marks).query.get_compiler(connection=connection)
        statement, given = compiler.as_sql()
        values = [slots.get(value, value) if isinstance(value, int | str) else value
                  for value in given]  # fmt: skip
        missing = set(slots.values()) - {value for value in values if isinstance(value, Slot)}
        if missing:
            raise ValueError(f"{self.make.__name__}: a value does not stand in its SQL as it is")
        converters = compiler.get_converters([each[0] for each in compiler.select])

        def read(rows):
            if not converters:
                return rows
            return [tuple(row) for row in compiler.apply_converters(rows, converters)]

        return CompiledQuery(PLACEHOLDER.split(statement), values, read)


def _straight(statement: str, given: list) -> list[tuple]:
    """Ask SQLite what a cursor of Django's would, without rewriting the statement each time: that
    takes as long as the answer."""
    connection.ensure_connection()
    connection.validate_no_broken_transaction()

    def execute(statement, given, many, context):
        return connection.connection.execute(_for_sqlite(statement), given)

    for wrapper in reversed(connection.execute_wrappers):
        execute = functools.partial(wrapper, execute)
    with connection.wrap_database_errors:
        return execute(statement, given, False, {"connection": connection}).fetchall()


@functools.lru_cache(maxsize=1000)
def _for_sqlite(statement: str) -> str:
    return PLACEHOLDER.sub("?", statement).replace("%%", "%")


def prepared(make: Callable) -> Prepared:
    """Make of a function that returns a queryset of values a question that is written out once."""
    question = Prepared(make)
    functools.update_wrapper(question, make)
    return question
