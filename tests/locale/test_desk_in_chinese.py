"""Every word on every screen that a user of the desk meets is Chinese."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.museum.desk.screens import SCREENS, furnish, shown

# What stands in Latin letters in a Chinese museum too.
LATIN = re.compile(
    r"\b(?:CS|JC|FZ|FB|RG|WZ)\b-?[\d-]*"
    r"|\b(?:CS|JC|FZ|FB|WZ)\d+\b|\bRG-\d{4}-\d+(?:-\d+)*\b"
    r"|\b\d{4}-\d\d-\d\d [0-9a-f]{6}\b"
    r"|https?://\S+|\S+@\S+|\b[\w-]+\.(?:svg|webp|jpg|png)\b"
    r"|\b(?:JPE?G|PNG|WebP|AVIF|HEIC|PDF|GIF|SVG|CSV|XLSX|MB|KB|ICP|GB/T|SHA-256|JavaScript|cm|kg)\b"
    r"|\b(?:guanzhang|dengji|baoguan|cotton|photo)\b"
    r"|\b(?:Ctrl|Shift|Alt|Esc|Enter|Tab)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ '’-]+[A-Za-z]+)*")
SAID = ("aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value")
NOT_SAID = ["script", "style", "code", "svg", "kbd"]


def words(html):
    """Yield everything that html says to somebody who looks, listens or points."""
    page = BeautifulSoup(html, "html.parser")
    for tag in page.find_all(NOT_SAID):
        if tag.get("id") == "wagtail-sidebar-props":
            yield from labels(json.loads(tag.string))
        tag.decompose()
    for counter in page.select("[data-side-panel-toggle-counter][hidden]"):
        counter.decompose()
    for tag in page.find_all(True):
        yield from (tag[name] for name in SAID if tag.has_attr(name))
        if tag.name == "input" and tag.get("type") in ("submit", "button"):
            yield tag.get("value", "")
    yield from page.stripped_strings
    for template in page.find_all("template"):
        yield from template.stripped_strings


def labels(packed):
    """Yield the labels in the sidebar's data."""
    if isinstance(packed, dict):
        yield from (value for key, value in packed.items() if key in ("label", "footerText"))
        packed = list(packed.values())
    if isinstance(packed, list):
        for each in packed:
            yield from labels(each)


def english_in(html):
    return sorted({found for said in words(html) for found in ENGLISH.findall(LATIN.sub("", said))})


@pytest.mark.parametrize("role", ["curator", "registrar", "keeper"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_is_in_chinese(
    client, request, curator, registrar, grandmother, case, screen, role
):
    things = furnish(curator, registrar, grandmother, case)
    client.force_login(request.getfixturevalue(role))

    html = shown(client, screen, things)

    if html is None:
        assert role != "curator"
    else:
        assert english_in(html) == []


def test_the_door_is_in_chinese(client, db):
    asked = client.get(reverse("wagtailadmin_login"))
    refused = client.post(reverse("wagtailadmin_login"), {"username": "nobody", "password": "x"})

    for page in (asked, refused):
        assert english_in(page.content.decode().replace("nobody", "")) == []


def test_a_refused_account_is_told_in_chinese(client, curator):
    client.force_login(curator)

    answer = client.post(
        reverse("wagtailusers_users:add"),
        {"username": "guanzhang", "password1": "12345678", "password2": "1234"},
    )

    assert english_in(answer.content.decode()) == []


def test_an_english_word_is_found_wherever_it_is_said():
    html = (
        '<p>老物件 Save</p><nav aria-label="Actions"></nav><input type="submit" value="Search">'
        "<script>var Hidden</script><p>CS00012 RG-2023-0007-4 请传 JPEG</p>"
        "<template><b>Inside</b></template>"
    )

    assert english_in(html) == ["Actions", "Inside", "Save", "Search"]
