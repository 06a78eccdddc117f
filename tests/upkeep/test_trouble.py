"""What stands behind an error: the database is busy, or nothing can be written, or neither."""

import errno
import sqlite3

import pytest
from django.db import InterfaceError, OperationalError

from museum.upkeep.trouble import Trouble, behind

BUSY, STUCK = Trouble.BUSY, Trouble.STUCK


class OfPostgres(Exception):
    """As psycopg tells it: by a state of five signs."""

    def __init__(self, state):
        self.sqlstate = state


class ConnectionTimeout(Exception):
    """As psycopg tells that it reached nobody."""


def of_sqlite(name):
    error = sqlite3.OperationalError(name)
    error.sqlite_errorname = name
    return error


def caused(error, *, by):
    error.__cause__ = by
    return error


@pytest.mark.parametrize(("error", "trouble"), [
    (None, None),
    *((of_sqlite(f"SQLITE_{name}"), BUSY) for name in ("BUSY", "BUSY_SNAPSHOT", "LOCKED", "INTERRUPT")),
    *((of_sqlite(f"SQLITE_{name}"), STUCK) for name in (
        "FULL", "READONLY", "READONLY_DBMOVED", "IOERR_WRITE", "CANTOPEN", "CORRUPT", "NOTADB", "PERM")),
    (of_sqlite("SQLITE_CONSTRAINT_UNIQUE"), None),
    (sqlite3.OperationalError("no such table"), None),
    *((OfPostgres(state), BUSY) for state in (
        "55P03", "40P01", "40001", "57014", "53300", "57P01", "57P02", "57P03")),
    *((OfPostgres(state), STUCK) for state in ("53100", "58030", "25006", "08006")),
    (OfPostgres("23505"), None),
    *((OSError(number, "x"), STUCK) for number in (
        errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)),
    (OSError(errno.ENOENT, "x"), None),
    (InterfaceError("connection already closed"), BUSY),
    (OperationalError("x"), STUCK),
    (caused(OperationalError("x"), by=of_sqlite("SQLITE_BUSY")), BUSY),
    (caused(OperationalError("x"), by=OfPostgres("23505")), None),
    (ConnectionTimeout(), STUCK),
    (ValueError("x"), None),
], ids=repr)  # fmt: skip
def test_each_error_is_known_by_its_own_name(error, trouble):
    assert behind(error) is trouble


def chain(length):
    error = of_sqlite("SQLITE_BUSY")
    for _step in range(length):
        error = caused(ValueError("x"), by=error)
    return error


def test_trouble_is_looked_for_behind_what_came_of_it_but_not_for_ever():
    during = ValueError("x")
    during.__context__ = of_sqlite("SQLITE_FULL")

    assert behind(during) is STUCK
    assert [behind(chain(length)) for length in (1, 5, 6)] == [BUSY, BUSY, None]
