"""How a line is written: its moment first, one line each (an error's trace is set in), and nothing that
somebody typed. What a database or Python says of an error quotes the very row that it is about."""

import logging
import re
import traceback

from django.core.management import CommandError

from museum import clock
from museum.logs import addresses

CUT = addresses.CUT
# What an error quotes; what is not in the program's language; numbers and codes.
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\([^()]*=[^()]*\)|=\([^()]*\)")
FOREIGN = re.compile(r"[^\x00-\x7f]+")
CODE = re.compile(r"\b(?=\w*\d)\w{4,}\b|\b[A-Z]{4,}\b(?<!NULL)(?<!CHECK)(?<!UNIQUE)(?<!FOREIGN)")
TELEPHONE = re.compile(r"\d[\d -]{5,}\d")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
LONGEST, DEEPEST = 300, 6


def scrubbed(text: str) -> str:
    """Return what an error says, without what it says it about."""
    text = text.split("\n", 1)[0]
    for found in (QUOTED, FOREIGN, CODE):
        text = found.sub(CUT, text)
    return CONTROL.sub(" ", text)[:LONGEST]


def of_error(error: BaseException) -> str:
    """Return an error in a line. A command's own complaint is a sentence of ours."""
    if isinstance(error, CommandError):
        return TELEPHONE.sub(CUT, str(error))
    return f"{type(error).__qualname__}: {scrubbed(str(error))}"


def message(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is not None:  # Django's own words hold the whole address
        status = getattr(record, "status_code", 0)
        return f"{status} {request.method} {addresses.of(request, 404)}"
    if record.name.startswith("django.security"):
        return scrubbed(record.getMessage())
    args = record.args
    if isinstance(args, tuple):
        args = tuple(of_error(each) if isinstance(each, BaseException) else each for each in args)
    said = str(record.msg) % args if args else str(record.msg)
    return CONTROL.sub(" ", TELEPHONE.sub(CUT, said))


def trace(error: BaseException) -> list[str]:
    """Return where an error came from and what it was, the first cause last."""
    lines: list[str] = []
    seen: BaseException | None = error
    for _step in range(DEEPEST):
        if seen is None:
            break
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"{each.filename}:{each.lineno} {each.name}" for each in frames]
        lines.append(of_error(seen))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        if seen is not None:
            lines.append("from")
    return lines


class Plain(logging.Formatter):
    """The moment and the message: for lines of which every part is known to be fit."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{_moment()} {CONTROL.sub(' ', record.getMessage())}"


class Discreet(logging.Formatter):
    """For what any library may say."""

    def format(self, record: logging.LogRecord) -> str:
        lines = [f"{_moment()} {record.levelname} {record.name}: {message(record)}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += trace(record.exc_info[1])
        return "\n    ".join(lines)


def _moment() -> str:
    return clock.now().isoformat(timespec="seconds")
