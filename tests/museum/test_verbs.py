"""What holds for every verb of the house at once: it asks, writes and is one transaction."""

import ast
from pathlib import Path

from museum import refusals

ROOT = Path(refusals.__file__).parent
NOT_VERBS = {"admin", "desk", "migrations", "models", "management", "public"}
# Said inside another verb's transaction.
INSIDE = {"museum.catalogue.moving.put", "museum.ledger.append", "museum.ledger.write_many",
          "museum.visits.organisations.all_of",
          "museum.pictures.arriving.take"}  # files alone until the photograph is whole  # fmt: skip


def calls(function) -> set[str]:
    found = (each.func for each in ast.walk(function) if isinstance(each, ast.Call))
    return {ast.unparse(each).rpartition(".")[2] for each in found}


def verbs():
    """Yield (name, whether it is one transaction) of each public function that is told by whom, and
    asks whether it may."""
    for path in sorted(ROOT.rglob("*.py")):
        if NOT_VERBS & set(path.parts):
            continue
        module = ".".join(("museum", *path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith(("_", "check_")):
                continue
            told = {each.arg for each in node.args.kwonlyargs}
            asks = any(each.startswith(("check_", "demand", "_change")) for each in calls(node))
            if "by" in told and asks:
                decorators = [ast.unparse(each) for each in node.decorator_list]
                yield f"{module}.{node.name}", "transaction.atomic" in decorators


def test_every_verb_is_one_transaction():
    found = dict(verbs())

    assert len(found) > 60
    assert {name for name, is_atomic in found.items() if not is_atomic} == INSIDE
