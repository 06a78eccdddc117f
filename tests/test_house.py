"""What prose promises holds: paths, commands, sections, settings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from museum.accounts.law import rights

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SOURCES = [
    path
    for room in ("museum", "exhibits", "tests", "templates", "release", ".ci")
    for path in (ROOT / room).rglob("*")
    if path.is_file() and path.suffix in {".py", ".html", ".css", ".js", ".sh", ".bat", ".toml", ""}
]
# Folders of whoever works here: where checkouts lie, and what lies beside them.
WORKPLACE = re.compile(
    r"/wor[k]/\w+|(?<![\w.])/(?:home|Users)/\w+|(?<!wagtailadmin/)\bshared/\w+|\.librar[y]\b"
)
# Models on which no role is given a right of Django's, and why not.
OF_THE_PROGRAM = {"museum.counter", "museum.storedversions", "museum.tries", "upkeep.night", "upkeep.backup",
                  "visits.bookedday", "people.mergeentry"}  # fmt: skip
OF_THE_INDEX = {f"search.{name}" for name in ("entry", "material", "words", "document",
                                              "stale", "state")}  # fmt: skip
# Seen and written with what they belong to, under its right.
OF_AN_OBJECT = {"pictures.waitingphoto", "catalogue.numbergiven", "catalogue.photo", "catalogue.story", "catalogue.itemtag",
                "catalogue.tagentry", "catalogue.tagprinting", "catalogue.signedpaper", "catalogue.deaccessionsteps", "catalogue.curatorreview",
                "pictures.picture", "pictures.rendition"}  # fmt: skip
OF_A_VISIT = {"visits.visitorganisation", "visits.batch", "visits.visitcontact", "visits.bookingentry", "visits.tapcorrection",
              "visits.slot", "visits.seat", "people.contact"}  # fmt: skip
OF_A_REPORT = {"figures.submission"}
OF_OPENING_HOURS = {"visits.weeklyhours", "visits.specialday"}
OF_A_VOLUNTEER = {f"volunteers.{name}" for name in ("volunteerentry", "record", "shift", "signup", "signin",
                                                    "serviceline", "confirmation")}  # fmt: skip
WITHOUT_A_RIGHT = (
    OF_THE_PROGRAM
    | OF_THE_INDEX
    | OF_AN_OBJECT
    | OF_A_VISIT
    | OF_A_REPORT
    | OF_OPENING_HOURS
    | OF_A_VOLUNTEER
)

PROGRAM = re.compile(r"^\s*(from [\w.]+ import |import [\w.]+|def \w+\(|class \w+)", re.MULTILINE)
# Written to a file as settings, or asked of a Python that is not this one.
PROGRAMS_IN_STRINGS = {
    "tests/test_adding_a_register.py": 1,
    "tests/benchmarks/worlds.py": 1,
    "tests/upkeep/test_deploying.py": 1,
}


def spoken_of(page: Path) -> list[str]:
    """What a page sets in code, fenced or not."""
    text = page.read_text()
    return re.findall(r"`([^`\n]+)`", text) + re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_path_that_a_page_names_is_there(page):
    named = {
        word
        for code in spoken_of(page)
        for word in re.findall(r"(?<![\w/.-])(?:\.ci|docs|museum|exhibits|release|templates|tests)/[\w./-]*", code)
        if "<" not in code and "/letters/" not in code
    }  # fmt: skip
    linked = {
        str((page.parent / link).resolve().relative_to(ROOT))
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text())
    }

    missing = [path for path in sorted(named | linked) if not (ROOT / path.rstrip("./")).exists()]
    assert not missing
    assert named or linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_command_that_a_page_names_is_there(page):
    said = [
        re.search(r"(?:^|[ /])(?:manage\.py|museum) ([a-z]\w+)", code) for code in spoken_of(page)
    ]
    named = {found[1] for found in said if found and not found.string.startswith("#")}

    assert named <= get_commands().keys()


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 120


def test_each_section_of_the_field_that_the_code_cites_is_there():
    cited = {
        section
        for path in SOURCES
        for line in path.read_text(errors="ignore").splitlines()
        for citation in re.findall(r"field\.md((?:,? §\d\.\d)+)", line)
        for section in re.findall(r"\d\.\d", citation)
    }
    held = set(re.findall(r"^## (\d+\.\d+)", (ROOT / "docs/field.md").read_text(), re.MULTILINE))

    assert "4.5" in cited
    assert cited <= held


def test_nothing_names_the_workplace():
    said = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in [*SOURCES, *PAGES]
        for word in WORKPLACE.findall(path.read_text(errors="ignore"))
    ]

    assert len(WORKPLACE.findall("/".join(["", "home", "x, shared", "y"]))) == 2
    assert said == []


def test_every_model_of_the_museum_has_a_law_or_a_reason():
    lawful = {permission.rpartition(".")[0] for permission in rights()}
    ours = {
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("museum.")
    }

    assert ours - lawful == WITHOUT_A_RIGHT


def strings_of(tree: ast.Module) -> Iterator[str]:
    """Every string of a module but its docstrings; of one with places to fill, what is given."""
    nodes = list(ast.walk(tree))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield "".join(getattr(part, "value", "") for part in node.values
                          if isinstance(part, ast.Constant))  # fmt: skip
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in told | parts
        ):
            yield node.value


def programs_in(source: str) -> int:
    """Count the strings that are programs: more than one line or statement, that import or define."""
    found = [text for text in strings_of(ast.parse(source)) if PROGRAM.search(text)]
    return sum(bool(re.search(r"[\n;]", text.strip())) for text in found)


def test_no_test_holds_a_program_in_a_string_where_nobody_sees_it():
    held = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and (count := programs_in(path.read_text()))
    }

    assert programs_in('CODE = f"""\nfrom museum import chain\nprint({1})\n"""') == 1
    assert programs_in('run("import museum; print(museum)")') == 1
    assert programs_in('"""import museum\nas told"""\nrun("import museum.wsgi")') == 0
    assert held == PROGRAMS_IN_STRINGS


# SQL and triggers that name tables of another room than their own, which no import contract sees.
NAMED_BEYOND = {
    "exhibits/demo/guarding.py": {"accounts_user", "catalogue_item", "museum_museum", "people_person"},
    "museum/catalogue/shown.py": {"people_person", "pictures_picture", "pictures_rendition"},
    "museum/search/facet_names.py": {"catalogue_place", "catalogue_term"},
    "museum/search/listing.py": {"catalogue_holding", "catalogue_place", "catalogue_tag"},
    "museum/search/staleness.py": {
        "catalogue_donation", "catalogue_holding", "catalogue_item", "catalogue_itemtag",
        "catalogue_numbergiven", "catalogue_photo", "catalogue_place", "catalogue_story",
        "catalogue_term", "people_person",
    },
    "museum/search/suggesting.py": {"catalogue_item"},
}  # fmt: skip


def texts_in(tree: ast.Module) -> Iterator[str]:
    """Yield every string of a module that is no docstring."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_tables_of_another_room_are_named_in_these_strings_alone():
    rooms = {
        each.label
        for each in apps.get_app_configs()
        if each.name.startswith(("museum", "exhibits"))
    }
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    ours = re.compile(
        rf"\b(?:{'|'.join(rooms - {'museum'})}|museum(?=_museum|_ledgerline|_counter))_[a-z]+\b"
    )

    found: dict[str, set[str]] = {}
    for path in sorted(
        path for each in ("museum", "exhibits") for path in (ROOT / each).rglob("*.py")
    ):
        where = path.relative_to(ROOT)
        if "migrations" in where.parts:
            continue
        room = (
            where.parts[1]
            if len(where.parts) > 2 and where.parts[0] == "museum"
            else where.parts[0]
        )
        for text in texts_in(ast.parse(path.read_text())):
            named = {each for each in ours.findall(text) if each in tables}
            found.setdefault(str(where), set()).update(
                each for each in named if each.split("_")[0] != room
            )

    assert {where: named for where, named in found.items() if named} == NAMED_BEYOND


LONGEST = {"models": 205, "verb": 170, ".html": 80, ".css": 120}
# They check something too, and are no verbs: what the generator makes, what a server may be told.
NO_VERBS = {"museum/catalogue/generating.py", "museum/upkeep/serving.py"}


def kind_of(path: Path) -> str:
    """Return what a file is, as docs/developing.md tells sizes apart."""
    place = path.relative_to(ROOT)
    if path.suffix != ".py":
        return path.suffix
    if place.parts[0] != "museum" or "migrations" in place.parts:
        return ""
    if "models" in {*place.parts, path.stem}:
        return "models"
    is_verb = "desk" not in place.parts and str(place) not in NO_VERBS
    return "verb" if is_verb and re.search(r"^def check_", path.read_text(), re.MULTILINE) else ""


def test_no_file_is_longer_than_the_house_allows():
    sources = [*SOURCES, *(ROOT / "museum").rglob("*.css"), *(ROOT / "exhibits").rglob("*.css")]
    kinds = {path: kind_of(path) for path in sources}

    found = {
        str(path.relative_to(ROOT)): lines
        for path, kind in kinds.items()
        if kind in LONGEST and (lines := path.read_text().count("\n")) > LONGEST[kind]
    }
    assert found == {}
    assert {*kinds.values()} >= {*LONGEST}
    said = re.search(r"at most (\d+) lines, a verb's (\d+) .*?a template (\d+), a stylesheet (\d+)",
                     (ROOT / "docs/developing.md").read_text(), re.DOTALL)  # fmt: skip
    assert [int(each) for each in said.groups()] == [*LONGEST.values()]
