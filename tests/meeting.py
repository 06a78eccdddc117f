"""Processes that wait for each other and then go together."""

import sys
from collections.abc import Callable

from tests.calling import answer, say
from tests.seeding import SeededDatabase


def meet() -> None:
    """Say in a process of together() that it is ready, and wait until all are."""
    say("ready")
    sys.stdin.readline()


def together(database: SeededDatabase, function: Callable, shares: list) -> list:
    """Start one process for each share of arguments, let them go together when each has met the
    others, and return what the function returned in each."""
    processes = [database.python(function, *share) for share in shares]
    for process in processes:
        assert process.stdout.readline().strip() == "ready", process.communicate(timeout=60)
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    results = [process.communicate(timeout=400) for process in processes]
    assert all(process.returncode == 0 for process in processes), results
    return [answer(out) for out, _err in results]
