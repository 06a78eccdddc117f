"""Functions of ordinary modules, called in processes of their own.

A process is told the function's name and its arguments as JSON, and what the function returns is
the last line that the process prints, as JSON too: linters, types and renames see both sides.
"""

import json
import os
import pkgutil
import sys
from collections.abc import Callable


def named(function: Callable) -> str:
    """Return the name by which another process finds this function."""
    assert "<" not in function.__qualname__, f"no other process can import {function.__qualname__}"
    return f"{function.__module__}:{function.__qualname__}"


def call(name: str, arguments: list, options: dict) -> None:
    """Call the function of this name and say what it returns; of what JSON does not know, its text."""
    say(json.dumps(pkgutil.resolve_name(name)(*arguments, **options), default=str))


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def answer(printed: str):
    """Return what the function returned in the process that printed this."""
    return json.loads(printed.splitlines()[-1])


def command(function: Callable, *arguments, **options) -> list[str]:
    """Return the command by which a new Python calls the function, which nothing was loaded for."""
    told = json.dumps([arguments, options])
    return [sys.executable, "-m", "tests.calling", named(function), told]


if __name__ == "__main__":
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        import django

        django.setup()
    call(sys.argv[1], *json.loads(sys.argv[2]))
