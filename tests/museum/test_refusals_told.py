"""Whoever is refused reads why: no screen catches a refusal and keeps it to itself."""

import ast
from pathlib import Path

import pytest

import museum

ROOT = Path(museum.__file__).parent
FILES = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)


def silent(source):
    """Yield the lines that catch a refusal by name and never speak of it again."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler) and node.name:
            said = {each.id for line in node.body for each in ast.walk(line)
                    if isinstance(each, ast.Name)}  # fmt: skip
            if node.name not in said:
                yield node.lineno


def test_a_refusal_that_is_caught_by_name_is_told():
    found = [f"{path.relative_to(ROOT)}:{line}" for path in FILES
             for line in silent(path.read_text())]  # fmt: skip

    caught = sum(path.read_text().count("except ValidationError as") for path in FILES)
    assert caught > 20
    assert found == []


@pytest.mark.parametrize(("handler", "lines"), [
    ("pass", [3]), ("return", [3]), ("messages.error(refusal)", []), ("told = str(refusal)", []),
])  # fmt: skip
def test_that_rule_finds_what_it_is_for(handler, lines):
    source = f"try:\n    verb()\nexcept ValidationError as refusal:\n    {handler}\n"

    assert list(silent(source)) == lines
