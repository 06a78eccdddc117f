"""A seal holds a row to what was written down of it: the digest of its ids, codes, numbers and days.

Each line of the ledger carries the seals of the rows that its act wrote, and the line's own hash
covers them. What a row has under its seal, its model says, and the scheme of the line how much of it:

sealed: columns in an order that stays. Nothing that is erased in time is among them, so that a person
    can be forgotten while everything still fits.
sealed_words: what people wrote and no act changes, with the row's own salt (museum.append_only.WithWords).
sealed_later: what a later scheme put under seal too, by the scheme: {4: ("describer_id", …)}.
sealed_parts: rows that hang on it, by the name of the relation, and which of their columns.
sealed_since: the first scheme in which rows of this model are held at all.
sealed_when: which rows a line must hold. Others may be held, and then fit as well.
"""

import datetime
import functools
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from museum import cells

# What every append-only row has.
WRITTEN_ONCE = ("uuid", "by_id", "happened_at", "recorded_at")
# How much a line holds: nothing of its rows, their ids, codes and days, their words and parts too,
# what was agreed with the family.
# Lines of an older scheme stay as they are and still fit.
WITHOUT_ROWS, WITH_ROWS, WITH_WORDS, WITH_FAMILY = 1, 2, 3, 4
SCHEME = WITH_FAMILY
LENGTH = 32  # 128 bits in hex: a second row with the same seal cannot be found


@dataclass(slots=True)
class CurrentRow:
    """A row as it stands: its key, whether a line must hold it, what is under its seal. values is
    empty where rows hang on a key that is not there."""

    model: type[models.Model]
    pk: Any
    must: bool
    values: tuple
    parts: dict[str, list[list]]

    def seal(self, scheme: int) -> str | None:
        """Return the seal of the row, None where some of it cannot be read."""
        try:
            return digest(self.model, self.values, self.parts, scheme)
        except (TypeError, ValueError, OverflowError, RecursionError):
            return None

    def unreadable(self) -> list[str]:
        """Return the names of the columns that cannot be read, those of its parts too."""
        found = cells.unreadable(columns(self.model), self.values)
        for relation, (_part, _link, wanted) in _parts(self.model).items():
            for row in self.parts[relation]:
                found += [f"{relation}__{each}" for each in cells.unreadable(wanted, tuple(row))]
        return found


def sealed_models() -> list[type[models.Model]]:
    """Return the models whose rows the ledger holds, in the order of their names."""
    found = [model for model in apps.get_models() if getattr(model, "sealed", None)]
    return sorted(found, key=lambda model: model._meta.label_lower)


@functools.cache
def columns(model: type[models.Model], scheme: int = SCHEME) -> tuple[str, ...]:
    """Return the columns under the seal of a model's rows, in order. A later scheme adds at the end."""
    once = WRITTEN_ONCE if getattr(model, "never_changed", False) and _has_author(model) else ()
    words = getattr(model, "sealed_words", ()) if scheme >= WITH_WORDS else ()
    later = [
        name
        for since, names in sorted(getattr(model, "sealed_later", {}).items())
        for name in names
        if scheme >= since
    ]
    return (*once, *model.sealed, *words, *(("salt",) if words else ()), *later)  # type: ignore[attr-defined]


def since(model: type[models.Model]) -> int:
    """Return the first scheme in which a line holds rows of model."""
    return getattr(model, "sealed_since", WITH_ROWS)


def name(row: models.Model) -> str:
    """Return how a line names a row: catalogue.movement:17."""
    return f"{row._meta.label_lower}:{row.pk}"


def seal(row: models.Model, scheme: int = SCHEME) -> str:
    """Return the seal of a row as it stands in memory, which is as it was just written."""
    model, meta = type(row), row._meta
    values = [
        meta.get_field(_field(column)).to_python(getattr(row, column))
        for column in columns(model, scheme)
    ]
    parts = {}
    for relation, (part, link, wanted) in _parts(model).items():
        rows = part._base_manager.filter(**{link: row.pk}).values_list(*wanted)
        parts[relation] = [list(each) for each in rows]
    return digest(model, values, parts, scheme)


def seals(rows: Iterable[models.Model]) -> dict[str, str]:
    """Return the seals of rows by their names."""
    return {name(row): seal(row) for row in rows}


def current_seals(model: type[models.Model]) -> Iterator[CurrentRow]:
    """Yield every row of model as it stands now."""
    when = getattr(model, "sealed_when", models.Q())
    when = when() if callable(when) else when
    query = model._base_manager.annotate(
        must_be_held=models.Case(models.When(when, then=True), default=False)
        if when
        else models.Value(True)
    )
    wanted = columns(model)
    parts = {relation: _current_parts(*each) for relation, each in _parts(model).items()}
    for pk, must, *values in cells.rows(query, ("must_be_held", *wanted)):
        mine = {relation: of_each.pop(pk, []) for relation, of_each in parts.items()}
        yield CurrentRow(model, pk, bool(must), tuple(values), mine)
    for relation, of_nobody in parts.items():
        for pk, rows in of_nobody.items():
            yield CurrentRow(model, pk, False, (), {relation: rows})


@functools.cache
def _parts(model: type[models.Model]) -> dict[str, tuple[type[models.Model], str, tuple[str, ...]]]:
    """Return for each relation the model of the rows that hang on a row, what links them to it, and
    what of them is under its seal."""
    found = {}
    for relation, wanted in getattr(model, "sealed_parts", {}).items():
        link = model._meta.get_field(relation)
        found[relation] = (link.related_model, link.field.attname, wanted)
    return found  # type: ignore[return-value]


def _current_parts(part: type[models.Model], link: str, wanted: tuple[str, ...]) -> dict:
    found: dict[Any, list[list]] = {}
    for _pk, whose, *values in cells.rows(part._base_manager.all(), (link, *wanted)):
        found.setdefault(whose, []).append(values)
    return found


def digest(model: type[models.Model], values: Sequence, parts: dict[str, list[list]],
           scheme: int = SCHEME) -> str:  # fmt: skip
    """Return the seal over what a row has in columns(model) and in its parts."""
    covered: list = list(values[: len(columns(model, scheme))])
    if scheme >= WITH_WORDS:
        # In an order of their own: they hang on the row in none.
        covered += [sorted(rows, key=_text) for rows in parts.values()]
    return _digest(covered)


def _plain(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(f"no row says {value!r}")


# Made once: a register has hundreds of thousands of rows.
_text = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
).encode


def _digest(values: list) -> str:
    return hashlib.sha256(_text(values).encode()).hexdigest()[:LENGTH]


def _field(column: str) -> str:
    return column.removesuffix("_id")


def _has_author(model: type[models.Model]) -> bool:
    return any(field.name == "recorded_at" for field in model._meta.fields)
