"""What a page says, written out and approved by somebody who has read it.

Whatever leaves a page, comes to it or changes its place is seen: a value, a branch, a field of a
form, a link. After a change that was meant: APPROVE=yes pytest …, then read the difference in git.
"""

import datetime
import os
import re

import pytest
from bs4 import BeautifulSoup, Comment, Doctype, Tag
from django.db import connection

from museum.clock import SHANGHAI
from tests.seeding import ROOT

FOLDER = ROOT / "tests" / "approved"
# What makes the page do something. Classes and icons are for the eye.
TOLD = ("href", "action", "method", "name", "type", "value", "placeholder", "content", "alt",
        "aria-label", "aria-current", "aria-disabled", "for", "role", "lang", "required", "checked",
        "selected", "disabled", "hidden", "min", "max", "maxlength", "colspan", "datetime", "rel",
        "autocomplete", "inputmode", "pattern", "enctype", "data-refused", "data-tap", "data-count", "open", "multiple",
        "viewbox", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "d", "points")  # fmt: skip
# What differs from one run to the next.
PASSING = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID"),
    (re.compile(r"\b(?=[A-Za-z]*\d)[A-Za-z0-9]{16}\b"), "CODE"),
    (re.compile(r"\b[A-Z2-7]{16}\b"), "CODE"),  # one in thirty has no digit
    (re.compile(r"\b(?:[A-Z2-9]{4} ){3}[A-Z2-9]{4}\b"), "CODE IN FOURS"),
    (re.compile(r"\b\d+ [A-Z]{4}-[A-Z]{4}-[A-Z]{4}\b"), "HEAD"),
    (re.compile(r"(?<=/)\d{1,6}(?=/)"), "N"),
    (re.compile(r"[\w-]+:[\w-]{6}:[\w-]{20,}"), "SEAL"),
    (re.compile(r"\b(in|out)-\d+\b"), r"\1-N"),
    (re.compile(r"(?<=hall=)\d+"), "N"),
    (re.compile(r"/media/[\w./-]+"), "/media/FILE"),
    (re.compile(r"(?<=/)[\w-]{32,}(?=\.ics|/)"), "SECRET"),
    (re.compile(r"\.[0-9a-f]{12}\."), "."),
    # A line says on which day it was written: by the real clock, as below.
    (re.compile(r"(?<=您在)\d{4}年\d{1,2}月\d{1,2}日(?=记的)"), "TODAY"),
    (re.compile(r"(?<![A-Za-z0-9])(?=[a-f]*\d)[0-9a-f]{12}(?![A-Za-z0-9])"), "CARD"),
)
MOMENT = re.compile(r"(\d{4})[-年](\d{1,2})[-月](\d{1,2})日? ([01]?\d|2[0-3]):([0-5]\d)")
MOMENTS = datetime.timedelta(minutes=20)
SILENT = {"script", "style", "noscript", "template"}
# What a page of ours brings along; Wagtail's own frame brings the rest, on every screen alike.
FRAME = ("/static/wagtailadmin/", "/admin/jsi18n")


def _states() -> frozenset[str]:
    """Return the classes by which a template shows a state: those that stand below a condition."""
    found = set()
    for file in (ROOT / "templates").rglob("*.html"):
        text = file.read_text()
        for attribute in re.findall(r'class="((?:[^"{]|\{[%{].*?[%}]\})*)"', text):
            for words in re.findall(r"\{% (?:if|elif|else)[^%]*%\}([^{]*)", attribute):
                found.update(words.split())
        for words in re.findall(r'\{% if [^%]+ %\} class="([^"{]+)"', text):
            found.update(words.split())
    return frozenset(found)


STATES = _states()


def as_read(html: str, within: str = "main") -> str:
    """Return a page, or its part that within selects, line by line: what is written and what acts."""
    soup = BeautifulSoup(html, "html.parser")
    lines: list[str] = []
    # Every screen of the desk has the same one, for its print (tests/journeys/test_on_a_telephone.py).
    for head in soup.select("main .letterhead"):
        head.decompose()
    for part in soup.select(within):
        _write(part, 0, lines)
    assert lines, f"nothing on the page is {within}"
    lines += sorted({_brought(part) for part in soup.select("script[src], link[rel=stylesheet]")})
    return "\n".join(lines) + "\n"


def _brought(part: Tag) -> str:
    address = str(part.get("src") or part["href"])
    if address.startswith(FRAME):
        return "with Wagtail's own"
    return f"with {_lasting(address.rpartition('/')[2].partition('?')[0])}"


def _write(node, depth, lines):
    if isinstance(node, Comment | Doctype):
        return
    if not isinstance(node, Tag):
        if words := " ".join(node.split()):
            lines.append(f"{'  ' * depth}{_lasting(words)}")
        return
    if node.name == "svg" and "icon" in node.get("class", ()):
        return
    if node.name == "svg" and "qr" in node.get("class", ()):
        lines.append(f"{'  ' * depth}<code to scan>")
        return
    types = ("application/ld+json", "application/json")
    is_data = node.get("type") in types and not node.get("id", "").startswith("wagtail")
    if (node.name in SILENT and not is_data) or node.get("name") == "csrfmiddlewaretoken":
        lines.append(f"{'  ' * depth}<{node.name}>")
        return
    if (
        node.name == "option"
        and node.get("value", "").isdecimal()
        and node.text.strip() != node["value"]
    ):
        node["value"] = "N"  # a row's key
    told = [f'{name}="{_lasting(_plain(node[name]))}"' for name in TOLD if name in node.attrs]
    if state := [each for each in node.get("class", ()) if each in STATES]:
        told.append(f'state="{" ".join(state)}"')
    if told or node.name not in ("div", "span", "small", "b", "em"):
        lines.append(f"{'  ' * depth}<{' '.join([node.name, *told])}>")
        depth += 1
    for child in node.children:
        _write(child, depth, lines)


def _plain(value) -> str:
    return " ".join(value) if isinstance(value, list) else value


def _lasting(text: str) -> str:
    text = MOMENT.sub(_unless_just_now, text)
    for pattern, word in PASSING:
        text = pattern.sub(word, text)
    return text


def _unless_just_now(match: re.Match) -> str:
    """When a row was written down the real clock says, whatever the test's clock does: that is moments
    ago, and told from a day of the test's own that happens to be today."""
    moment = datetime.datetime(*map(int, match.groups()), tzinfo=SHANGHAI)
    ago = datetime.datetime.now(SHANGHAI) - moment
    return "JUST NOW" if datetime.timedelta(0) <= ago < MOMENTS else match[0]


def approved(name: str, response, within: str = "main", status: int = 200) -> None:
    """Hold a page against what was approved under name."""
    if connection.vendor == "postgresql":
        # Keys run on there from test to test, and stand in a few hidden fields.
        pytest.skip("pages are held against what was approved on SQLite")
    assert response.status_code == status, (name, response.status_code)
    said = as_read(response.content.decode(), within)
    file = FOLDER / f"{name}.txt"
    if os.environ.get("APPROVE"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(said)
    assert file.exists(), f"nobody has approved {name} yet: APPROVE=yes pytest …"
    assert said == file.read_text(), f"{name} says something else: APPROVE=yes, if that was meant"
