"""Rules that hold over all templates, whatever stands in them."""

import ast
import re

import pytest

from tests.seeding import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LITERAL = r'(?<![\w-]){}="([^"{{}}]+)"'
# Where markup may be made by hand: drawn codes, times that stay in one line, data for search engines,
# and the lines of a filter, each of which escapes what it is given.
MADE_BY_HAND = {
    "museum/qr_codes.py",
    "exhibits/templatetags/typography.py",
    "exhibits/linked_data.py",
    "exhibits/templatetags/marks.py",
    "museum/templatetags/asked.py",
    "exhibits/views/filters.py",
}
TYPES = {"button", "checkbox", "date", "file", "hidden", "number", "password", "radio", "search",
         "submit", "text", "time",
         "application/ld+json", "application/rss+xml", "image/svg+xml", "module"}  # fmt: skip
# Addresses that are not computed.
LINKS = {"/", "/#exhibitions", "#main", "#exhibitions", "#visit", "#today", "?", "?paper=a3",
         "?size=a4", "?size=a5", "/static/exhibits/css/museum.css", "/static/museum/seal.svg", "https://beian.miit.gov.cn/",
         "https://beian.mps.gov.cn/",
         # Beside the guide in a backup.
         "data/site/index.html", "data/registers/objects.html", "data/registers/receipts.html",
         "data/registers/places.html", "data/registers/people.html"}  # fmt: skip
# What a script takes up, and the search, which asks as forms do where they say nothing.
NEVER_SENT = re.compile('data-tap="|role="search"')
NOT_READ_BY_US = {
    "arrow-left",
    "robots",
    "viewport",
    "description",
    "color-scheme",
    "csrfmiddlewaretoken",
}


def named(path):
    return str(path.relative_to(ROOT))


def literals(attribute):
    found = re.compile(LITERAL.format(attribute))
    return {(named(path), each) for path in TEMPLATES for each in found.findall(path.read_text())}


def constants():
    """Return every text that stands in the Python or the scripts of this house."""
    found = set()
    for path in [*(ROOT / "museum").rglob("*.py"), *(ROOT / "exhibits").rglob("*.py")]:
        tree = ast.parse(path.read_text())
        found |= {each.value for each in ast.walk(tree)
                  if isinstance(each, ast.Constant) and isinstance(each.value, str)}  # fmt: skip
        # Fields of a form and arguments of a view or verb.
        found |= {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
        found |= {each.arg for each in ast.walk(tree) if isinstance(each, ast.arg)}
        found |= {each.name.removeprefix("do_") for each in ast.walk(tree)
                  if isinstance(each, ast.FunctionDef)}  # fmt: skip
    return {each for each in found if len(each) > 1} | {"q"}


def test_no_template_takes_a_text_for_markup():
    told = re.compile(r"\|\s*safe|autoescape|safeseq|mark_safe")

    for path in TEMPLATES:
        assert not told.search(path.read_text()), named(path)
    assert len(TEMPLATES) > 100


def test_markup_is_made_by_hand_in_these_places_alone():
    told = re.compile(r"mark_safe\(|SafeString\(|is_safe=True|html_safe")
    found = {named(path) for tree in ("museum", "exhibits") for path in (ROOT / tree).rglob("*.py")
             if told.search(path.read_text())}  # fmt: skip

    assert found == MADE_BY_HAND


def test_whoever_posts_says_that_the_form_is_ours():
    posting = 0
    for path in TEMPLATES:
        text = path.read_text()
        for form in re.findall(r'<form\b[^>]*method="post".*?</form>', text, re.DOTALL):
            if named(path) == "templates/503.html":  # sends again what was sent, the seal with it
                continue
            posting += 1
            sealed = "{% csrf_token %}" in form or 'name="csrfmiddlewaretoken"' in form
            assert sealed, f"{named(path)}: {form[:200]}"
    assert posting > 25


def test_every_form_says_how_it_is_sent():
    for path in TEMPLATES:
        for form in re.findall(r"<form\b[^>]*>", path.read_text()):
            assert re.search(r'method="(post|get|dialog)"', form) or NEVER_SENT.search(form), named(
                path
            )


@pytest.mark.parametrize(("attribute", "known"), [("type", TYPES), ("href", LINKS)])
def test_a_template_says_no_type_and_no_link_but_these(attribute, known):
    assert {each for _path, each in literals(attribute)} == known


def test_every_field_that_a_template_sends_is_read_by_somebody():
    read = constants() | NOT_READ_BY_US
    sent = literals("name") | literals("value")

    assert {each for each in sent if each[1] not in read} == set()
    assert len(sent) > 50


def test_nothing_is_known_that_no_code_says():
    assert not {"x", "xyz"} & constants()
