"""What a command says is for whoever keeps the computer of a village: it goes through gettext."""

import ast
import re

import pytest

from tests.seeding import ROOT

COMMANDS = sorted(
    file
    for room in ("museum", "exhibits")
    for file in (ROOT / room).rglob("management/commands/*.py")
    if file.name != "__init__.py"
)
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
SAYS = {"CommandError", "write", "say", "ImproperlyConfigured"}


def said(tree):
    """Yield every literal that is said as it stands."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in SAYS:
            for told in call.args:
                yield from _literals(told)


def _literals(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
        return
    else:
        for part in ast.iter_child_nodes(node):
            yield from _literals(part)


@pytest.mark.parametrize("file", [*COMMANDS, ROOT / "museum/upkeep/founding.py", ROOT / "museum/upkeep/addresses.py"],
                         ids=lambda file: file.stem)  # fmt: skip
def test_what_a_command_says_is_said_in_chinese(file):
    tree = ast.parse(file.read_text())

    assert [words for words in said(tree) if ENGLISH.search(words)] == []


def test_an_english_sentence_is_noticed():
    tree = ast.parse('raise CommandError(f"{count} objects could not be read")')

    assert [words for words in said(tree) if ENGLISH.search(words)]
