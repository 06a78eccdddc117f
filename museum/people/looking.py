"""Who looked at which personal data: counted and kept for the curator's yearly page (个人信息保护法 §51,
§54). The least that answers the question: who, whose row, which day, in which way, how often.

What a request shows is written in one statement when its answer is ready, so a list of fifty numbers
costs no more than one. No part of the ledger: it is about readers, and goes after two years.
"""

import datetime
import logging
from collections.abc import Iterable
from contextvars import ContextVar

from django.db import DatabaseError, connection, models

from museum.clock import today
from museum.logs import security
from museum.people.models import Look
from museum.row_seals import name

logger = logging.getLogger("museum.people")
# This year's page, last year's, and that of the year before.
YEARS = 2
MANY = 5  # so many whole numbers at once are a list
AT_ONCE = 100

_shown: ContextVar[set | None] = ContextVar("museum.people.looking.shown", default=None)


class Looking:
    """Middleware. What an answer shows of people is written down before it is sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        shown: set = set()
        token = _shown.set(shown)
        try:
            response = self.get_response(request)
        finally:
            _shown.reset(token)
        _write(shown)
        return response


def note(viewer, row: models.Model, kind: str) -> None:
    """Write down that viewer gets to see this row's personal data. Of one request once."""
    look, shown = (viewer.pk, kind, name(row)), _shown.get()
    if viewer.pk is None:
        return
    if shown is None:
        _write({look})
    else:
        shown.add(look)


def _write(looks: Iterable[tuple[int, str, str]]) -> None:
    found = sorted(looks)
    if not found:
        return
    _tell(found)
    try:
        for at in range(0, len(found), AT_ONCE):
            _count(found[at : at + AT_ONCE])
    except DatabaseError as error:  # the disk is full, or somebody else writes: the log has it
        logger.error("%s looks could not be counted: %s", len(found), error)
        for by, kind, subject in found:
            security.write("looked", account=by, kind=kind, at=subject)


def _count(looks: list[tuple[int, str, str]]) -> None:
    """One more for each, in one statement, which both databases understand."""
    day = connection.ops.adapt_datefield_value(today())
    values = [cell for by, kind, subject in looks for cell in (by, day, kind, subject)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_look (by_id, day, kind, subject, times) VALUES "
            + ", ".join(["(%s, %s, %s, %s, 1)"] * len(looks))
            + " ON CONFLICT (by_id, day, kind, subject)"
            " DO UPDATE SET times = people_look.times + 1",
            values,
        )


def _tell(looks: list[tuple[int, str, str]]) -> None:
    """What is carried out of the house stands in the security log too."""
    kinds: dict[str, list[str]] = {}
    for _by, kind, subject in looks:
        kinds.setdefault(kind, []).append(subject)
    for kind, subjects in kinds.items():
        if kind != Look.Kind.PHONE or len(subjects) >= MANY:
            security.write("taken_out" if kind != Look.Kind.PHONE else "list_of_telephones",
                           account=looks[0][0], kind=kind, rows=len(subjects))  # fmt: skip


def forget_looks(on: datetime.date | None = None) -> int:
    """Delete what is older than the yearly pages go back, and return of how many. Said every night."""
    first = (on or today()).replace(month=1, day=1)
    gone, _each = Look.objects.filter(day__lt=first.replace(year=first.year - YEARS)).delete()
    return gone
