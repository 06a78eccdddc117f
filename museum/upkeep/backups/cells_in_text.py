"""One cell of a table as a backup holds it: the same whatever database it came from or goes to.

A day is 2026-03-08, a moment 2026-03-08T01:02:03.000004+00:00, JSON has its keys in order. What a hand
at the database put where no field takes it ({"raw": …}) goes along as it stands, and verify_ledger
names it afterwards as it did before: one bad cell keeps nobody from making a backup.
"""

import base64
import datetime
import json
import uuid
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

NUMBER, TEXT = "integer", "text"
KINDS = {
    "BooleanField": "boolean", "DateField": "date", "DateTimeField": "datetime", "TimeField": "time",
    "UUIDField": "uuid", "JSONField": "json", "DecimalField": "decimal", "FloatField": "real",
    "BinaryField": "binary", "CharField": TEXT, "TextField": TEXT, "SlugField": TEXT,
    "FileField": TEXT, "GenericIPAddressField": TEXT,
}  # fmt: skip
NUMBERS = ("AutoField", "IntegerField", "SmallIntegerField", "BigIntegerField")


def kind_of(field: models.Field) -> str:
    """Return what a column holds, in a word that no database has to know."""
    while field.remote_field:
        field = field.target_field  # type: ignore[attr-defined]
    name = field.get_internal_type()
    return NUMBER if name.endswith(NUMBERS) else KINDS[name]


def from_sqlite(kind: str, cell: Any, places: int = 0) -> Any:
    """Return a cell of SQLite as text or number."""
    if cell is None:
        return None
    try:
        value = READ[kind](cell)
        plain = to_text(kind, value, places)
        if kind in SPELLED and to_sqlite(kind, plain) != cell:
            raise ValueError(cell)  # spelled otherwise than Django does: it stays so
        return plain
    except (ValueError, TypeError, InvalidOperation, RecursionError):
        if isinstance(cell, bytes):
            return {"raw": base64.b64encode(cell).decode(), "bytes": True}
        return {"raw": cell}


def to_text(kind: str, value: Any, places: int = 0) -> Any:
    """Return a value of Python as text or number; JSON comes as its text."""
    if value is None:
        return None
    if kind == "json":
        return _json(json.loads(value) if isinstance(value, str | bytes) else value)
    if kind == "datetime":
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if kind == "decimal":
        return f"{value:.{places}f}"
    return PLAIN.get(kind, lambda same: same)(value)


def to_sqlite(kind: str, plain: Any) -> Any:
    """Return what Django would have put into a cell of SQLite."""
    if isinstance(plain, dict):
        return base64.b64decode(plain["raw"]) if plain.get("bytes") else plain["raw"]
    if plain is None:
        return None
    return TO_SQLITE.get(kind, lambda same: same)(plain)


def to_postgresql(kind: str, plain: Any) -> str | None:
    """Return a cell as PostgreSQL reads it. Raises ValueError for what no type of its own takes."""
    if plain is None:
        return None
    if isinstance(plain, dict):
        raise ValueError(plain["raw"])
    if kind == "binary":
        return "\\x" + base64.b64decode(plain).hex()
    return str(plain).lower() if kind == "boolean" else str(plain)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _exactly(kind: type) -> Callable[[Any], Any]:
    def same(cell):
        if type(cell) is not kind:
            raise TypeError(cell)
        return cell

    return same


def _truth(cell: Any) -> bool:
    if cell not in (0, 1) or isinstance(cell, float):
        raise ValueError(cell)
    return bool(cell)


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def _loaded(cell: Any) -> str:
    json.loads(_exactly(str)(cell))
    return cell


READ: dict[str, Callable[[Any], Any]] = {
    "boolean": _truth,
    NUMBER: _exactly(int),
    TEXT: _exactly(str),
    "date": datetime.date.fromisoformat,
    "datetime": _moment,
    "time": datetime.time.fromisoformat,
    "uuid": uuid.UUID,
    "json": _loaded,
    "decimal": lambda cell: Decimal(str(cell)),
    "real": float,
    "binary": _exactly(bytes),
}
PLAIN: dict[str, Callable[[Any], Any]] = {
    "date": datetime.date.isoformat,
    "time": datetime.time.isoformat,
    "uuid": str,
    "binary": lambda value: base64.b64encode(value).decode(),
}
SPELLED = ("date", "datetime", "time", "uuid")
TO_SQLITE: dict[str, Callable[[Any], Any]] = {
    "boolean": int,
    "datetime": lambda plain: str(datetime.datetime.fromisoformat(plain).replace(tzinfo=None)),
    "time": lambda plain: str(datetime.time.fromisoformat(plain)),
    "uuid": lambda plain: uuid.UUID(plain).hex,
    "json": lambda plain: json.dumps(json.loads(plain)),
    "binary": base64.b64decode,
}
