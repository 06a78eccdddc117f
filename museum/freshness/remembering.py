"""What a process remembers between pages until anything that is shown changes: the masthead's words,
a hall's order, the same for everybody."""

import threading
from collections.abc import Callable, Hashable
from typing import Any

from django.db import connection

from museum.freshness import versions

MANY = 1000

_values: dict[Hashable, tuple[int, Any]] = {}
_lock = threading.Lock()


def remembered(key: Hashable, make: Callable[[], Any]) -> Any:
    """Return what make returns, made anew only if something shown has changed since.

    Inside a transaction nothing is remembered: it may be rolled back. make reads nothing counted.
    """
    if connection.in_atomic_block:
        return make()
    shown = versions.current().shown
    known = _values.get(key)
    if known is not None and known[0] == shown:
        return known[1]
    value = make()
    with _lock:
        if len(_values) >= MANY:
            _values.clear()
        _values[key] = (shown, value)
    return value
