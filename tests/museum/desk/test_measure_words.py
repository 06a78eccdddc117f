"""Every list of the desk counts what it lists with its own measure word, never with Wagtail's 个."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum.people.models import Person
from museum.templatetags.counted import UNITS, found, unit_of
from tests.factories import UserFactory
from tests.museum.desk.test_lists import LISTS

# 个 stands only before the word that it counts.
BARE = re.compile(r"(?<!网页：)(?:找到|共|选了|还有)\s*\d[\d,]*\s*个(?!网页|账号|词|网站|班)")
COUNTED = re.compile(r"找到\d+\S+")


@pytest.fixture
def desk(client, db):
    client.force_login(UserFactory(is_superuser=True, username="zonghe"))
    return client


def said(answer) -> str:
    if answer["Content-Type"].startswith("application/json"):
        told = answer.json()
        html = told.get("html", "") if isinstance(told, dict) else ""
        return BeautifulSoup(html, "html.parser").get_text(" ")
    soup = BeautifulSoup(answer.content, "html.parser")
    for each in soup(["script", "style", "template"]):
        each.decompose()
    return soup.get_text(" ")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("query", ["", "纺"])
def test_no_list_counts_with_a_bare_ge(desk, wheel, loom, address, query):
    answer = desk.get(address, {"q": query} if query else {})
    kind = answer.headers["Content-Type"]
    if answer.status_code != 200 or not ("html" in kind or "json" in kind):
        return

    assert BARE.findall(said(answer)) == []


@pytest.mark.parametrize(("address", "query", "words"), [
    ("wagtailsnippets_catalogue_item:list", {"q": "纺车"}, "找到1件"),
    ("wagtailsnippets_catalogue_item:list", {"at_reception": "true"}, "找到2件"),
    ("wagtailsnippetchoosers_catalogue_item:choose_results", {"q": "纺车"}, "找到1件"),
    ("people:index", {"q": "王桂兰"}, "找到1位"),
    ("person_chooser:choose_results", {"q": "王桂兰"}, "找到1位"),
    ("donations:index", {"q": "纺车"}, "找到1张"),
    ("places:index", {"q": "接收处"}, "找到1处"),
    ("terms:index", {"q": "木"}, r"找到\d+个词"),
    ("wagtailusers_users:index", {"q": "zonghe"}, "找到1个账号"),
    ("wagtailadmin_choose_page_search", {"q": "石榴"}, r"找到\d+个网页"),
    ("wagtailadmin_pages:search", {"q": "石榴"}, r"找到\d+个网页|没有找到"),
])  # fmt: skip
def test_what_was_found_is_counted_as_one_counts_it(desk, wheel, loom, address, query, words):
    page = said(desk.get(reverse(address), query))

    assert re.search(words, page), COUNTED.findall(page) or page[-600:]


def test_a_view_may_say_another_unit_and_what_nobody_named_is_counted_in_lines(db):
    class Of:
        unit = "班"

    assert found(Of(), 3) == "找到3班"
    assert unit_of(Person.objects.all()) == UNITS["people.person"] == "位"
    assert found([1, 2], 2) == "找到2条"
