import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.urls import reverse

from museum.institution import Museum
from tests.museum.desk.screens import SCREENS, shown

ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//(?!testserver/|localhost/)", re.IGNORECASE)
LEADING = ("src", "href", "srcset", "action", "poster", "data-src", "formaction")


def leading_elsewhere(html):
    """Return every address in html that another host would answer."""
    page = BeautifulSoup(html, "html.parser")
    for template in page.find_all(["template", "noscript"]):
        template.append(BeautifulSoup(template.decode_contents(), "html.parser"))
    return {
        tag[name]
        for tag in page.find_all(True)
        for name in LEADING
        if tag.has_attr(name) and ELSEWHERE.match(tag[name].strip())
    }


@pytest.mark.parametrize("role", ["curator", "registrar", "keeper"])
def test_no_screen_of_the_desk_leads_to_another_host(client, request, things, role):
    client.force_login(request.getfixturevalue(role))

    pages = {name: shown(client, name, things) for name in SCREENS}
    seen = {name: html for name, html in pages.items() if html}

    assert {"home", "objects", "object", "own account"} <= set(seen)
    assert {name: found for name, html in seen.items() if (found := leading_elsewhere(html))} == {}


def test_the_curator_sees_every_screen(client, curator, things):
    client.force_login(curator)

    assert [name for name in SCREENS if shown(client, name, things) is None] == []


def test_the_door_leads_to_no_other_host(client, db):
    html = client.get(reverse("wagtailadmin_login")).content.decode()

    assert 'name="password"' in html
    assert leading_elsewhere(html) == set()


def test_the_crawler_knows_another_host():
    html = '<a href="https://guide.wagtail.org/">x</a><noscript><img src="//cdn.example/a.png"></noscript>'

    assert leading_elsewhere(html) == {"https://guide.wagtail.org/", "//cdn.example/a.png"}


def test_the_museum_s_name_stands_in_the_title_and_on_the_seal(client, curator):
    museum = Museum.load()
    museum.name = "石榴湾村史馆"
    museum.save()

    door = BeautifulSoup(client.get(reverse("wagtailadmin_login")).content, "html.parser")
    client.force_login(curator)
    home = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")

    for page in (door, home):
        assert page.title.text.strip().endswith("- 石榴湾村史馆")
        assert page.find(class_="seal").string == "石榴湾村史馆"
        assert "Wagtail" not in page.title.text
    assert home.h1.text == "石榴湾村史馆"


def test_the_desk_wears_the_museum_s_styles(client, db):
    page = BeautifulSoup(client.get(reverse("wagtailadmin_login")).content, "html.parser")

    assert "/static/museum/desk.css" in [
        link["href"] for link in page.select("link[rel=stylesheet]")
    ]
    assert page.select_one("link[rel=icon]")["href"] == "/static/museum/seal.svg"


def style(name):
    return Path(finders.find(f"museum/{name}") or "/nowhere")


def named():
    """Return the styles that the entry names."""
    return re.findall(r'@import url\("([^"]+)"\)', style("desk.css").read_text())


def test_every_style_that_is_named_is_there():
    assert len(named()) > 5
    assert [name for name in named() if not style(name).exists()] == []
