"""What is imported is declared, what is declared has its reason, and a server gets what was tried."""

import ast
import re
import sys
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.seeding import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text()
PROJECT = tomllib.loads(PYPROJECT)["project"]
LOCKS = {"": ROOT / "requirements.lock", "bucket": ROOT / "requirements-bucket.lock"}
# Declared and never imported: read as data, spoken to by Django, called by its name in settings.
NOT_IMPORTED = {"opencc-python-reimplemented": "its tables are read as files"}
# Redraws the demo's pictures, names a type for mypy: for whoever works on them, never on a server.
FOR_THE_WORKSHOP = {
    "exhibits/demo/rendering.py": {"playwright"},
    "museum/wording.py": {"django_stubs_ext"},
}
# Imported by one module alone, where a museum asks for it: an extra of its own.
ON_WISH = {"museum/pictures/bucket.py": "bucket"}


def declared(*extras):
    lines = [*PROJECT["dependencies"]]
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return {canonicalize_name(each.name): each for each in map(Requirement, lines)}


def imported():
    """Return the distributions that the museum's own modules import, and where."""
    providers, found = metadata.packages_distributions(), {}
    for path in [*(ROOT / "museum").rglob("*.py"), *(ROOT / "exhibits").rglob("*.py")]:
        where = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            for top in {name.split(".")[0] for name in names}:
                if top in sys.stdlib_module_names or top in {"museum", "exhibits"}:
                    continue
                if top not in FOR_THE_WORKSHOP.get(where, ()):
                    providing = providers.get(top, [top])
                    found.setdefault(canonicalize_name(providing[0]), set()).add(where)
    return found


def locked(*locks):
    """Return each locked distribution with its version and the number of its hashes."""
    found = {}
    text = "\n".join(LOCKS[lock].read_text().strip() for lock in locks or LOCKS)
    for block in re.split(r"\n(?=\S)", text):
        name, version = re.match(r"([\w.-]+)==(\S+)", block).groups()
        found[canonicalize_name(name)] = (version, block.count("--hash=sha256:"))
    return found


def test_everything_that_is_imported_is_declared():
    undeclared = {
        name: where
        for name, where in imported().items()
        if any(name not in declared(*filter(None, [ON_WISH.get(each)])) for each in where)
    }

    assert undeclared == {}


def test_everything_that_is_declared_is_imported_or_has_its_reason():
    assert set(declared()) - set(imported()) == set(NOT_IMPORTED)
    assert set(declared(*ON_WISH.values())) <= {*imported(), *declared(), *NOT_IMPORTED}


def test_every_dependency_says_why():
    parts = re.findall(r'^    "([\w.-]+(?:\[\w+\])?[<>=!~][^"]*)",(.*)$', PYPROJECT, re.MULTILINE)

    assert len(parts) >= len(declared("postgres", "test"))
    assert [name for name, after in parts if "#" not in after] == []


def test_the_lock_holds_every_dependency_at_a_version_that_is_allowed():
    for name, requirement in declared("bucket").items():
        assert requirement.specifier.contains(locked("", "bucket")[name][0]), name
    held = locked("")

    for name, requirement in declared("postgres").items():
        assert name in held, name
        assert requirement.specifier.contains(held[name][0]), (name, held[name])


@pytest.mark.parametrize("locks", [(), ("bucket",)], ids=str)
def test_the_lock_is_whole(locks):
    held, missing, todo = locked("", *locks), set(), [*declared("postgres", *locks).values()]
    seen = set()
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if name not in held:
            missing.add(name)
        if (name, *requirement.extras) in seen:
            continue
        seen.add((name, *requirement.extras))
        try:
            lines = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # this machine is tested on SQLite alone
            continue
        for each in map(Requirement, lines):
            extras = [{"extra": extra} for extra in [*requirement.extras, ""]]
            if not each.marker or any(each.marker.evaluate(extra) for extra in extras):
                todo.append(each)

    assert missing == set()
    assert set(held) >= {name for name, *_extras in seen}


def test_every_line_of_the_lock_has_its_hashes_and_names_no_place():
    assert [name for name, (_version, hashes) in locked().items() if not hashes] == []
    for lock in LOCKS.values():
        assert not re.search(r"://|--index|--extra|--find|--trusted|^-", lock.read_text(), re.M)
