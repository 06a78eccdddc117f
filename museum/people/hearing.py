"""Who has to hear when a person's name changes: registers keep it in what they search.

People know no register (house rules), so the registers come and say what they want to hear.
"""

from collections.abc import Callable

LISTENERS: list[Callable] = []


def hear(listener: Callable) -> None:
    """Call listener(person) whenever a person was renamed or erased, inside that transaction."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


FORGETTERS: list[Callable] = []


def hear_erasing(forgetter: Callable) -> None:
    """Call forgetter(person, by) when a person is erased, inside that transaction."""
    if forgetter not in FORGETTERS:
        FORGETTERS.append(forgetter)


def tell_erased(person, by) -> None:
    for forgetter in FORGETTERS:
        forgetter(person, by)


def tell(person) -> None:
    for listener in LISTENERS:
        listener(person)
