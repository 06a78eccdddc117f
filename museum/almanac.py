"""What the registers tell each other about days: when the museum is open, and who counts on it.

Visits and volunteers do not know each other (house rules). The visits say here how the hours of a
day are read, the volunteers how their shifts are; each asks without naming the other.
"""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """One day as the opening hours have it, and as the week alone would have it."""

    is_open: bool
    usually_open: bool
    differs: bool


HOURS: list[Callable[[datetime.date, datetime.date], Mapping[datetime.date, Day]]] = []
DUTIES: list[Callable[[Collection[datetime.date]], list[str]]] = []


def tell_hours(reader: Callable) -> None:
    """Take reader(first, last) for who knows the days of a period."""
    if reader not in HOURS:
        HOURS.append(reader)


def tell_duties(reader: Callable) -> None:
    """Take reader(days) for who knows, in words, who has promised to be there on days."""
    if reader not in DUTIES:
        DUTIES.append(reader)


def days(first: datetime.date, last: datetime.date) -> dict[datetime.date, Day]:
    """Return the days of a period; nothing where nobody has set any hours."""
    return {day: hours for reader in HOURS for day, hours in reader(first, last).items()}


def on_duty(days: Collection[datetime.date]) -> list[str]:
    """Return who has promised to be there on days, a line each."""
    return [line for reader in DUTIES for line in reader(days)] if days else []
