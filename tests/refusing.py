"""Which refusals the tests have provoked, beside those that the code promises.

Promised is each code that a docstring names ("Refuse by code: full, not_here.") and a "forbidden"
of each function that demands a right. Provoked is what refuse() was asked for during the run, with
every function of the museum that was under way. A missing right must be met at the verb itself: a
screen in front of it proves nothing.
"""

import ast
import re
import sys
from pathlib import Path

from django.core.exceptions import ValidationError

from museum import refusals

ROOT = Path(refusals.__file__).parent
LISTED = re.compile(r"Refuses? by code:\s*([^.]*)\.")
SINGLE = re.compile(r"Refuses?\b[^.]*?\(code\s+\"(\w+)\"\)|\(\"(\w+)\"\)")
CODE = re.compile(r"^[a-z][a-z_]*$")
DEMANDS = {"demand", "demand_own"}
# What asks for a right on a screen is met on that screen.
SCREENS = re.compile(r"\.(admin|desk|views)(\.|$)")

provoked: set[tuple[str, str, str]] = set()


def promised() -> set[tuple[str, str, str]]:
    """Return (module, function, code) of every promise in the museum's source."""
    found = set()
    for path in ROOT.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        module = ".".join(("museum", *path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                words = " ".join((ast.get_docstring(node) or "").split())
                found |= {(module, node.name, code) for code in codes_in(words)}
                if any(_demands(each) for each in ast.walk(node)):
                    found.add((module, node.name, "forbidden"))
    return found


def codes_in(words: str) -> set[str]:
    listed = [part.strip() for told in LISTED.findall(words) for part in told.split(",")]
    single = [one or other for one, other in SINGLE.findall(words)] if "efuse" in words else []
    return {each for each in [*listed, *single] if CODE.match(each)}


def _demands(node) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in DEMANDS


class Remembered(ValidationError):
    """A refusal that remembers which functions of the museum were under way."""

    def __init__(self, message, code=None, params=None):
        super().__init__(message, code, params)
        if code is None:
            return
        frame, under_way, on_the_web = sys._getframe(1), [], False
        while frame:
            module = frame.f_globals.get("__name__", "")
            on_the_web = on_the_web or module.startswith("django.core.handlers")
            if module.startswith("museum."):
                under_way.append((module, frame.f_code.co_name))
            frame = frame.f_back
        provoked.update(
            (module, name, code)
            for module, name in under_way
            if code != "forbidden" or not on_the_web or SCREENS.search(module)
        )


def watch() -> None:
    refusals.ValidationError = Remembered


def missing(seen: set) -> list[str]:
    return [
        f"{module}.{name} promises to refuse with “{code}”, and no test has made it"
        for module, name, code in sorted(promised() - seen)
    ]
