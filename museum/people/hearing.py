"""Who has to hear when a person's name changes: registers keep it in what they search.

People know no register (house rules), so the registers come and say what they want to hear.
"""

from collections.abc import Callable

LISTENERS: list[Callable] = []


def hear(listener: Callable) -> None:
    """Call listener(person) whenever a person was renamed or erased, inside that transaction."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def tell(person) -> None:
    for listener in LISTENERS:
        listener(person)
