import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "exhibits" / "static" / "exhibits"
PUBLIC = sorted((STATIC / "css").glob("*.css"))
TOKENS = ROOT / "museum" / "static" / "museum" / "tokens.css"
SHEETS = sorted(
    path
    for folder in ("museum/static", "museum/catalogue/static", "exhibits/static")
    for path in (ROOT / folder).rglob("*.css")
)
# What stands on desk/screen.css and desk/ask.css.
DESK = ROOT / "museum" / "static" / "museum"
REGISTERS = [
    DESK / f"{name}.css"
    for name in ("figures", "one", "people", "receiving", "visits", "visits_door", "volunteers")
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:oklch|rgb|hsl)\(", re.IGNORECASE)
TYPE = re.compile(r"\bfont(?:-size)?:[^;}]*\d(?:rem|px|pt)\b")
TARGET = re.compile(r"(?<![\d.])(?:2\.75rem|44px|3\.75rem)\b")
FACES = re.compile(r"--(?:serif|sans)\s*:|font-family:[^;}]*[\"']")
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

    found = [each.search(text) for each in (COLOUR, TYPE, TARGET, FACES)]
    assert sheet == TOKENS or not any(found)


def test_there_is_one_palette_and_every_stylesheet_is_looked_at():
    everywhere = {path for path in ROOT.rglob("*.css") if "static" in path.parts}
    ours = {path for path in everywhere if not {".venv", "var"} & set(path.relative_to(ROOT).parts)}

    assert ours == set(SHEETS)
    assert [path for path in SHEETS if path.name == "tokens.css"] == [TOKENS]


def test_every_token_that_is_asked_for_is_told():
    told = set(re.findall(r"(--[\w-]+)\s*:", "".join(path.read_text() for path in SHEETS)))
    asked = {
        (name, path.name)
        for path in SHEETS
        for name in re.findall(r"var\((--[\w-]+)", path.read_text())
    }

    assert {
        each for each in asked if each[0] not in told and not each[0].startswith("--w-")
    } == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_a_stylesheet_knows_no_left_and_right(sheet):
    assert not PHYSICAL.search(sheet.read_text())


def test_every_stylesheet_is_loaded_once():
    entry = (STATIC / "css" / "museum.css").read_text()

    loaded = re.findall(r'@import url\("([^"]+)"\)', entry)

    shared = {f"../../museum/{name}.css" for name in ("tokens", "forced")}
    parts = {sheet.name for sheet in PUBLIC} - {"museum.css"} | shared
    assert sorted(loaded) == sorted(parts)


def test_every_light_and_dark_pair_has_a_plain_value_for_older_phones():
    text = TOKENS.read_text()
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


@pytest.mark.parametrize("path", [*SHEETS, *TEMPLATES], ids=names([*SHEETS, *TEMPLATES]))
def test_no_line_is_wider_than_a_screen(path):
    wide = [line for line in path.read_text().splitlines() if len(line) > 160]

    assert wide == []


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_nothing_is_forced_but_against_wagtail(sheet):
    forced = [line for line in sheet.read_text().splitlines() if "!important" in line]

    assert [line for line in forced if "/* against Wagtail */" not in line] == []


@pytest.mark.parametrize("sheet", REGISTERS, ids=names(REGISTERS))
def test_a_register_that_differs_from_the_shared_screen_says_it_is_its_own(sheet):
    """Else the look of every other register would hang on which sheet is loaded."""
    selectors = re.findall(r"(?:^|[{};])\s*([^{};@/*]+?)\s*\{", sheet.read_text())

    shared = re.compile(r"\.(?:desk-|ask-|asks?(?![\w-]))")
    assert selectors
    assert [each for each in selectors if shared.match(each)] == []


def test_the_desk_s_own_screens_have_one_scope():
    screens = [path for path in TEMPLATES if "desk-screen" in path.read_text()]
    sheets = {
        name
        for path in TEMPLATES
        for name in re.findall(r"museum/([\w/-]+\.css)", path.read_text())
        if "extends" in path.read_text() and "desk/screen.html" in path.read_text()
    }

    assert names(screens) == ["templates/desk/screen.html", "templates/visits/desk/away.html"]
    assert sheets == {sheet.name for sheet in REGISTERS}
