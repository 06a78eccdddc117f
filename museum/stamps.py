"""When what was last changed: one row a name, written in the same transaction as the change.

A page that is kept (exhibits/caching.py) notes the names of what it shows while it is made, and
the moment before it was made. It is good as long as none of its names was touched since. Every
process sees the stamps, so every process drops the same pages; and since the stamp commits or
rolls back with the act, what an act closed is closed in every kept copy as well. Triggers write
them (museum/stamping.py).

What a reader has not seen yet: SQLite lets one writer in at a time, so a counter tells. On
PostgreSQL a stamp carries its transaction's id, and the reader's snapshot says which of those it
saw: a transaction that began early and ends late is as new as it is.
"""

import contextlib
import contextvars
import threading
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

EVERYTHING = "everything"  # what nobody watched may have changed: a migration, a restore
MUSEUM = "museum"  # the museum's own settings
REGISTER = "register"  # which objects there are, which are public, of which kind, where
TERMS = "terms"  # the code lists' words
CASES = "cases"  # what stands under which printed code of a place
SHELF = "shelf"  # the public list as it is narrowed, counted and sorted
WORDS = "words"  # any public text by which objects are found


class Moment(NamedTuple):
    """What a reader knows. While the generation stays the same, nothing at all has changed."""

    generation: int
    seen: int | str  # SQLite: the last stamp; PostgreSQL: the snapshot


class Noting:
    """What is being made shows these names, and is as old as this moment."""

    def __init__(self, moment: Moment | None):
        self.names: set[str] = set()
        self.moment = moment


_noting: contextvars.ContextVar[Noting | None] = contextvars.ContextVar("noting", default=None)


def card(key) -> str:
    """What a card says of an object, and whether anybody may see it."""
    return f"card:{key}"


def item(key) -> str:
    """What its own page says beyond that."""
    return f"item:{key}"


def hall(key) -> str:
    return f"hall:{key}"


def place(key) -> str:
    return f"place:{key}"


def term(key) -> str:
    return f"term:{key}"


def person(key) -> str:
    return f"person:{key}"


def picture(key) -> str:
    return f"picture:{key}"


class Stamp(models.Model):
    name = models.CharField(_("what changed"), max_length=60, db_index=True)
    moment = models.BigIntegerField(_("place in the order of changes"), db_index=True)

    class Meta:
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")
        default_permissions = ()

    def __str__(self):
        return f"{self.name} {self.moment}"


@contextlib.contextmanager
def noting(moment: Moment | None = None) -> Iterator[set[str]]:
    """Collect in a set what is noted inside, which may know no more than moment."""
    collecting = Noting(moment)
    token = _noting.set(collecting)
    try:
        yield collecting.names
    finally:
        _noting.reset(token)


def note(*names: str) -> None:
    """Say that what is being made shows these. Costs nothing where nobody collects."""
    found = _noting.get()
    if found is not None:
        found.names.update(names)


def touch(*names: str) -> None:
    """Say by hand that these have changed, where no trigger can know it."""
    wanted = sorted(set(names))
    if not wanted:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(*touching(connection.vendor, wanted))


def touching(vendor: str, names: list[str]) -> tuple[str, list]:
    """Return the statement that touches names, with its values."""
    if vendor == "postgresql":
        return "SELECT museum_touch(%s::text[])", [names]
    values = " UNION ALL ".join(["SELECT %s AS name"] * len(names))
    return TOUCH_ON_SQLITE.format(names=values), names


# The moment is read before any row gets it: it never falls.
TOUCH_ON_SQLITE = (
    "INSERT INTO museum_stamp (name, moment) "
    "SELECT n.name, (SELECT COALESCE(MAX(moment), 0) + 1 FROM museum_stamp) FROM ({names}) n "
    "WHERE n.name IS NOT NULL "
    "ON CONFLICT (name) DO UPDATE SET moment = excluded.moment"
)
SINCE = "NOT pg_visible_in_snapshot(moment::text::xid8, %s::pg_snapshot)"
ASK_POSTGRES = (
    "SELECT pg_current_snapshot()::text, EXISTS (SELECT 1 FROM museum_stamp "
    f"WHERE moment >= pg_snapshot_xmin(%s::pg_snapshot)::text::bigint AND {SINCE})"
)


class Generations:
    """On PostgreSQL a process counts itself how often it found that something had changed."""

    def __init__(self):
        self.lock = threading.Lock()
        self.number, self.snapshot = 0, "1:1:"

    def ask(self) -> Moment:
        number, snapshot = self.number, self.snapshot
        with connection.cursor() as cursor:
            cursor.execute(ASK_POSTGRES, [snapshot, snapshot])
            present, changed = cursor.fetchone()
        if changed:
            with self.lock:
                # Whoever was overtaken may have seen less than the one who was quicker, and keeps
                # the number with which it began.
                if self.number == number:
                    number += 1
                    self.snapshot, self.number = present, number
        return Moment(number, present)


_generations = Generations()


def ask() -> Moment:
    """Return the present moment. To be asked before anything is read, outside a transaction."""
    if connection.vendor == "postgresql":
        return _generations.ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(moment), 0) FROM museum_stamp")
        latest = cursor.fetchone()[0]
    return Moment(latest, latest)


def asked() -> Moment:
    """Return the moment of what is being made, which is asked once; else the present one."""
    found = _noting.get()
    if found is None:
        return ask()
    if found.moment is None:
        found.moment = ask()
    return found.moment


def touched(names: Iterable[str], since: Moment) -> bool:
    """Say whether any of names, or everything, was touched after since."""
    wanted = [EVERYTHING, *names]
    condition = SINCE if connection.vendor == "postgresql" else "moment > %s"
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(
                f"SELECT EXISTS (SELECT 1 FROM museum_stamp WHERE name IN ({marks}) "
                f"AND {condition})",
                [*part, since.seen],
            )
            if cursor.fetchone()[0]:
                return True
    return False
