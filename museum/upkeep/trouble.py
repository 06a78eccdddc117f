"""What stands behind an error when it is neither the visitor's fault nor the program's: the database
is busy with somebody else, or the computer lets nothing be written."""

import errno
import sqlite3
from enum import Enum

from django.db import InterfaceError, OperationalError


class Trouble(Enum):
    BUSY = "busy"  # over in a moment
    STUCK = "stuck"  # until whoever looks after the computer comes


SQLITE = {"BUSY": Trouble.BUSY, "LOCKED": Trouble.BUSY, "INTERRUPT": Trouble.BUSY}
SQLITE |= dict.fromkeys(
    ("FULL", "READONLY", "IOERR", "CANTOPEN", "CORRUPT", "NOTADB", "PERM"), Trouble.STUCK
)
# By SQLSTATE, the class of two signs or the whole.
POSTGRES = dict.fromkeys(
    ("55P03", "40P01", "40001", "57014", "53300", "57P01", "57P02", "57P03"), Trouble.BUSY
) | dict.fromkeys(("53", "58", "25006", "08"), Trouble.STUCK)
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
DEEP = 6


def behind(error: BaseException | None) -> Trouble | None:
    """Return the trouble behind error or what it came from, None where there is none of the kind."""
    for _step in range(DEEP):
        if error is None:
            return None
        if found := _of(error):
            return found
        error = error.__cause__ or error.__context__
    return None


def _of(error: BaseException) -> Trouble | None:
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", None) or ""
        return SQLITE.get(name.removeprefix("SQLITE_").partition("_")[0])
    if state := getattr(error, "sqlstate", None):
        return POSTGRES.get(state) or POSTGRES.get(state[:2])
    if isinstance(error, OSError):
        return Trouble.STUCK if error.errno in DISK else None
    if isinstance(error, InterfaceError):
        return Trouble.BUSY  # the database was started anew: the next question finds it
    if isinstance(error, OperationalError):
        return _of(error.__cause__) if error.__cause__ else Trouble.STUCK
    # psycopg without a state: the server was not reached at all.
    return (
        Trouble.STUCK if type(error).__name__ in ("OperationalError", "ConnectionTimeout") else None
    )
