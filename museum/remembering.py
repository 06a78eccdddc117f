"""What a process remembers between pages, for as long as nothing of it was touched.

The masthead's words, the hall's order: the same for everybody until their stamp moves. Whoever
remembers says by which names it lives (museum/stamps.py), and the page that shows it notes them.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from museum import stamps

MANY = 1000


class Remembered:
    __slots__ = ("generation", "made", "value")

    def __init__(self, value, made: stamps.Moment):
        self.value, self.made, self.generation = value, made, made.generation


_values: dict[Any, Remembered] = {}
_lock = threading.Lock()


def remembered(key, make: Callable[[], Any], *names: str) -> Any:
    """Return what make returns, made anew only if one of names was touched since.

    Inside a transaction nothing is remembered: it may be rolled back.
    """
    stamps.note(*names)
    if connection.in_atomic_block:
        return make()
    moment = stamps.asked()
    known = _values.get(key)
    if known is not None and _is_good(known, moment, names):
        return known.value
    found = Remembered(make(), moment)
    with _lock:
        if len(_values) >= MANY:
            _values.clear()
        _values[key] = found
    return found.value


def _is_good(known: Remembered, moment: stamps.Moment, names) -> bool:
    if known.generation == moment.generation:
        return True
    if stamps.touched(names, known.made):
        return False
    known.generation = moment.generation
    return True
