"""Two numbers that say whether what a page shows has changed, moved by triggers in the very
transaction of the change: whoever writes, in whatever process, every process knows.

`shown` moves with the registers, the pages and the settings. `counted` moves with taps, visits and
hours, of which there are hundreds a day and which only the first page, the figures and 来馆参观 show.
Draft and review move neither.
"""

import contextlib
import contextvars
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection, connections, models
from django.utils.translation import gettext_lazy as _

from museum.freshness.triggers import ANY, POSTGRESQL, SQLITE, UPDATE, Trigger, differ

SHOWN, COUNTED = "shown", "counted"

# Any number that was not there before: one counted on would come again after a rollback, or under a
# running process whose database was restored.
NEW = {SQLITE: "random()", POSTGRESQL: "(random() * 9007199254740991)::bigint"}
# Once a transaction, and at its end: whoever writes at the same time waits for no more than that.
ONCE = (
    "IF current_setting('museum.{number}', true) IS DISTINCT FROM pg_current_xact_id()::text THEN "
    "PERFORM set_config('museum.{number}', pg_current_xact_id()::text, true); {move} END IF;"
)


class Versions(NamedTuple):
    shown: int
    counted: int


class StoredVersions(models.Model):
    """The one row that holds them."""

    shown = models.BigIntegerField(_("version of what is shown"), default=0)
    counted = models.BigIntegerField(_("version of what is counted"), default=0)

    class Meta:
        db_table = "museum_versions"
        verbose_name = _("versions")
        verbose_name_plural = _("versions")
        default_permissions = ()

    def __str__(self):
        return f"{self.shown} {self.counted}"


def moved(number: str, table: str, *, columns: tuple[str, ...] = (),
          acts: tuple[str, ...] = ANY, when: str = "") -> Iterator[Trigger]:  # fmt: skip
    """Yield the triggers by which a change of table moves number.

    columns: of an update those that count, all without any. when: a condition over {row}.
    """
    move = {vendor: f"UPDATE museum_versions SET {number} = {new};" for vendor, new in NEW.items()}
    body = move | {POSTGRESQL: ONCE.format(number=number, move=move[POSTGRESQL])}
    for act in acts:
        asked = [differ(*columns)] if columns and act == UPDATE else []
        # What is no longer shown has been shown until now.
        either = ("OLD", "NEW") if act == UPDATE else ("{row}",)
        if when:
            asked.append("(" + " OR ".join(when.format(row=row) for row in either) + ")")
        yield Trigger(number, table, (act,), body, when=" AND ".join(asked), at_commit=True)


def move(using: str = "default") -> None:
    """Move both by hand: whatever happened while the triggers were lifted, nobody saw it."""
    to = connections[using]
    if "museum_versions" not in to.introspection.table_names():
        return
    new = NEW[to.vendor]
    with to.cursor() as cursor:
        cursor.execute("INSERT INTO museum_versions (id, shown, counted) VALUES (1, 0, 0) "
                       "ON CONFLICT (id) DO NOTHING")  # fmt: skip
        cursor.execute(f"UPDATE museum_versions SET shown = {new}, counted = {new}")


def read() -> Versions:
    """Return the present ones, in one question. To be asked before anything is read that depends on
    them, outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shown, counted FROM museum_versions")
        return Versions(*cursor.fetchone())


class Answer:
    """One answer to a visitor while it is made: as old as its versions, which are asked for once."""

    def __init__(self) -> None:
        self._versions: Versions | None = None
        self.has_counts = False

    @property
    def versions(self) -> Versions:
        if self._versions is None:
            self._versions = read()
        return self._versions


_answer: contextvars.ContextVar[Answer | None] = contextvars.ContextVar("answer", default=None)


@contextlib.contextmanager
def answering() -> Iterator[Answer]:
    answer = Answer()
    token = _answer.set(answer)
    try:
        yield answer
    finally:
        _answer.reset(token)


def current() -> Versions:
    """Return the versions of the answer that is being made, elsewhere the present ones."""
    answer = _answer.get()
    return answer.versions if answer else read()


def has_counts() -> None:
    """Say that what is being made shows taps, visits or hours. For the doors that hand them out."""
    if answer := _answer.get():
        answer.has_counts = True
