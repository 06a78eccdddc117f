"""The rules of docs/words.md over what the demo's pages really say, at the desk and on the site."""

import pytest
from bs4 import BeautifulSoup

from tests.exhibits.demo.test_walking_through import PAGES
from tests.locale.test_words import APART, LEFT
from tests.museum.desk.screens import SCREENS

pytestmark = [pytest.mark.long, pytest.mark.processes]
# A story says 你 where its teller did.
TOLD_BY_PEOPLE = {"你"}


def lines_of(html):
    soup = BeautifulSoup(html, "html.parser")
    for silent in soup(["script", "style"]):
        silent.decompose()
    return [line.strip() for line in soup.get_text("\n").split("\n") if line.strip()]


def pages():
    """Return what every public page and every list of the desk says, line by line."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    curator = Client()
    curator.force_login(get_user_model().objects.get(username="guanzhang"))
    desk = [reverse(name) + query for name, of, query in SCREENS.values() if of is None]
    said = {path: lines_of(Client().get(path).content.decode()) for path in PAGES}
    return said | {path: lines_of(curator.get(path).content.decode()) for path in desk}


def test_no_page_of_the_village_says_a_word_that_was_left(village):
    said = village.run(pages)

    wrong = {
        (path, line)
        for path, lines in said.items()
        for line in lines
        if APART.search(line) or any(word in line for word in LEFT.keys() - TOLD_BY_PEOPLE)
    }

    assert len(said) > len(PAGES) + 10
    assert all(said.values())
    assert sorted(wrong) == []
