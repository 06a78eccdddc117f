"""When what was last changed: one row a name, written in the same transaction as the change.

A page that is kept (exhibits/caching.py) notes the names of what it shows while it is made, and
the moment before it was made. It is good as long as none of its names was touched since. Every
process sees the stamps, so every process drops the same pages; and since the stamp commits or
rolls back with the act, what an act closed is closed in every kept copy as well.

A moment is a place in the order of commits. SQLite lets one writer in at a time, so a counter will
do. On PostgreSQL it is the transaction's id: all below the snapshot's xmin have ended, so whatever
a reader has not seen carries at least that.
"""

import contextlib
import contextvars
from collections.abc import Iterable, Iterator

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

SHELF = "shelf"  # which objects are public, their order, their places and kinds
WORDS = "words"  # any text by which objects are found
MUSEUM = "museum"  # the museum's own settings

_noting: contextvars.ContextVar[set[str] | None] = contextvars.ContextVar("noting", default=None)


def item(key) -> str:
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
def noting() -> Iterator[set[str]]:
    """Collect in a set what is noted inside."""
    found: set[str] = set()
    token = _noting.set(found)
    try:
        yield found
    finally:
        _noting.reset(token)


def note(*names: str) -> None:
    """Say that what is being made shows these. Costs nothing where nobody collects."""
    found = _noting.get()
    if found is not None:
        found.update(names)


@transaction.atomic
def touch(*names: str) -> None:
    """Say that these have changed. Waits for no lock that a verb could hold."""
    wanted = set(names)
    if not wanted:
        return
    old = Stamp.objects.filter(name__in=wanted)
    if connection.vendor == "postgresql":
        moment = _ask("SELECT pg_current_xact_id()::text::bigint")
        # A row that another transaction is replacing just now is left to it.
        old = Stamp.objects.filter(
            pk__in=list(old.filter(moment__lt=moment).select_for_update(skip_locked=True)
                        .values_list("pk", flat=True)))  # fmt: skip
        old.delete()
        wanted -= set(Stamp.objects.filter(moment=moment).values_list("name", flat=True))
    else:
        moment = (_ask("SELECT MAX(moment) FROM museum_stamp") or 0) + 1
        old.delete()
    Stamp.objects.bulk_create([Stamp(name=name, moment=moment) for name in sorted(wanted)])


def now() -> int:
    """Return the moment from which on changes are not known yet. To be asked before anything is
    read, outside a transaction."""
    if connection.vendor == "postgresql":
        return _ask("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return (_ask("SELECT MAX(moment) FROM museum_stamp") or 0) + 1


def latest() -> int:
    """Return the moment of the last change of anything."""
    return _ask("SELECT MAX(moment) FROM museum_stamp") or 0


def latest_of(names: Iterable[str]) -> int:
    """Return the moment of the last change of any of names."""
    asked = list(names)
    found = 0
    for start in range(0, len(asked), 500):
        part = asked[start : start + 500]
        marks = ", ".join(["%s"] * len(part))
        found = max(found, _ask(
            f"SELECT MAX(moment) FROM museum_stamp WHERE name IN ({marks})", part) or 0)  # fmt: skip
    return found


def _ask(statement: str, values=()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
