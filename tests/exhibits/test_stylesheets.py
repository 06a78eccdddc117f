import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "exhibits" / "static" / "exhibits"
SHEETS = sorted((STATIC / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NOT_ON_SCREEN = {"museum.css", "sheet.css"}

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:oklch|rgb|hsl)\(", re.IGNORECASE)
TYPE = re.compile(r"\bfont(?:-size)?:[^;]*\d(?:rem|px|pt)\b")
LOADED = re.compile(
    r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)|<(?:link|script|img|source|iframe)[^>]*?(?:href|src)=["']([^"']+)"""
)
PHYSICAL = re.compile(r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b|\b(?:left|right):")


def names(paths):
    return [path.relative_to(ROOT).as_posix() for path in paths]


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_a_stylesheet_stays_short(sheet):
    assert len(sheet.read_text().splitlines()) <= 120


@pytest.mark.parametrize("template", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_stays_short(template):
    assert len(template.read_text().splitlines()) <= 80


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_colour_and_type_are_said_in_the_tokens_alone(sheet):
    text = sheet.read_text()

    assert sheet.name == "tokens.css" or not (COLOUR.search(text) or TYPE.search(text))


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_a_stylesheet_knows_no_left_and_right(sheet):
    assert not PHYSICAL.search(sheet.read_text())


def test_every_stylesheet_is_loaded_once():
    entry = (STATIC / "css" / "museum.css").read_text()

    loaded = re.findall(r'@import url\("([^"]+)"\)', entry)

    assert sorted(loaded) == sorted({sheet.name for sheet in SHEETS} - NOT_ON_SCREEN)


def test_every_light_and_dark_pair_has_a_plain_value_for_older_phones():
    text = (STATIC / "css" / "tokens.css").read_text()
    plain, progressive = text.split("@supports")

    pairs = re.findall(r"(--[\w-]+): light-dark", progressive)

    assert pairs
    assert all(f"{name}: " in plain for name in pairs)
    assert "light-dark" not in plain.split("*/", 1)[1]


@pytest.mark.parametrize("path", [*SHEETS, *TEMPLATES], ids=names([*SHEETS, *TEMPLATES]))
def test_nothing_is_loaded_from_another_host(path):
    found = ["".join(groups) for groups in LOADED.findall(path.read_text())]

    assert not [address for address in found if re.match(r"(?:https?:)?//", address)]


@pytest.mark.parametrize(
    "template",
    [path for path in TEMPLATES if path.parent.name == "components"],
    ids=lambda path: path.name,
)
def test_a_component_names_its_inputs_first(template):
    assert template.read_text().startswith("{# ")
