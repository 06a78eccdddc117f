"""Suggestions at the desk, and who is given them."""

from bs4 import BeautifulSoup
from django.urls import reverse

from museum.catalogue import opening
from tests.factories import UserFactory


def suggested(client, typed):
    return client.get(reverse("suggest_objects"), {"q": typed})


def test_the_desk_suggests_what_is_not_public_too(client, put, curator):
    put("手摇纺车", public=False)
    opening.withdraw(put("纺线车"), by=curator)
    client.force_login(curator)

    for typed in ("纺", "紡", "fang"):
        assert set(suggested(client, typed).json()) == {"手摇纺车", "纺线车"}, typed
    assert client.get("/objects/suggest/", {"q": "纺"}).json() == []


def test_a_private_word_is_suggested_to_nobody(client, put, curator, grandmother):
    put("手摇纺车", owner=grandmother, note="估价三百")
    client.force_login(curator)

    assert suggested(client, "纺").json() == ["手摇纺车"]
    for private in ("估价", "桂兰", "13800001234"):
        assert suggested(client, private).json() == []


def test_suggestions_at_the_desk_are_for_those_who_may_see_the_register(client, put):
    put("手摇纺车")

    assert suggested(client, "纺").status_code == 302
    client.force_login(UserFactory(username="guoke"))
    assert suggested(client, "纺").status_code in (302, 403)


def test_the_boxes_of_the_desk_are_told_where_to_ask(client, curator):
    client.force_login(curator)

    page = BeautifulSoup(
        client.get(reverse("wagtailsnippets_catalogue_item:list")).content, "html.parser"
    )

    script = page.select_one("script[data-suggest]")
    assert script["data-suggest"] == reverse("suggest_objects")
    box = page.select_one("form[data-search-form] input[name=q]")
    action = box.find_parent("form")["action"]
    assert any(action.startswith(ours) for ours in script["data-boxes"].split())


def test_a_list_that_finds_nothing_names_what_sounds_like_it(client, put, curator):
    put("手摇纺车")
    put("犁")
    client.force_login(curator)

    page = BeautifulSoup(
        client.get(reverse("wagtailsnippets_catalogue_item:list"), {"q": "fangche"}).content,
        "html.parser",
    )

    offered = [link.text for link in page.select("a[href^='?q=']")]
    assert offered == ["手摇纺车"]
