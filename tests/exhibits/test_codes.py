from urllib.parse import quote

import pytest

from museum.catalogue import opening
from museum.catalogue.models import Tag
from tests.exhibits.conftest import soup, words


@pytest.mark.parametrize("address", ["/o/CS00001", "/o/CS00001/"])
def test_a_code_leads_to_its_object(client, shown_wheel, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response.url == "/objects/CS00001/"


def test_the_code_of_a_case_leads_to_what_stands_in_it(client, shown_wheel, case):
    tag = Tag.objects.create(code="GUI-3", place=case)

    response = client.get(f"/o/{tag.code}", follow=True)

    assert [card.h3.text for card in soup(response).select(".card")] == ["手摇纺车"]


def test_the_code_of_a_hidden_object_says_only_that_it_is_hidden(client, curator, shown_wheel):
    opening.withdraw(shown_wheel, by=curator)

    response = client.get("/o/CS00001")

    assert response.status_code == 200
    assert words(response) == "此物暂不公开"
    assert not soup(response).main.find(["img", "a"])
    assert "CS00001" not in response.content.decode()
    assert "手摇纺车" not in response.content.decode()


def test_search_engines_do_not_keep_a_hidden_object(client, curator, shown_wheel):
    opening.withdraw(shown_wheel, by=curator)

    answer = client.get("/o/CS00001")

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert soup(answer).find("meta", {"name": "robots"})["content"] == "noindex"


@pytest.mark.parametrize("typed", ["cs00001", "CS1", "ＣＳ－１", "「CS-00001。」"])
def test_a_number_typed_by_hand_leads_to_its_object(client, shown_wheel, typed):
    response = client.get(f"/o/{quote(typed)}")

    assert (response.status_code, response.url) == (302, "/objects/CS00001/")


@pytest.mark.parametrize("code", ["CS99999", "%00", "%F0%9F%8E%8F", "x" * 400])
def test_a_code_that_was_never_given_is_not_found(client, shown_wheel, code):
    assert client.get(f"/o/{code}").status_code == 404
