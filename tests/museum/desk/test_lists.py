"""Every list and chooser of the desk, asked and sorted at the same time."""

import re

import pytest
from bs4 import BeautifulSoup

from museum.routes import OPEN
from tests.factories import UserFactory

# Without a key in the address, and no form on it that acts when it is opened.
LISTS = [f"/{route.replace('^', '')}" for route in OPEN if "<" not in route and "(" not in route]


@pytest.fixture
def desk(client, db):
    client.force_login(UserFactory(is_superuser=True))
    client.raise_request_exception = False
    return client


def sorted_by(page) -> set[str]:
    """Return by what the page's own heads can sort it."""
    links = BeautifulSoup(page.content, "html.parser").select("a[href*='ordering=']")
    return {re.search(r"ordering=([^&]*)", link["href"])[1] for link in links}


@pytest.mark.parametrize("address", LISTS)
def test_a_list_that_is_asked_and_sorted_is_no_fault_of_the_museum(desk, wheel, address):
    asked = desk.get(address, {"q": "a"})
    if asked.status_code != 200 or "html" not in asked.headers["Content-Type"]:
        return
    ways = sorted_by(asked) | sorted_by(desk.get(address)) | {"name", "-name", "pk", "title", "x"}

    for way in ways:
        assert desk.get(address, {"q": "a", "ordering": way}).status_code < 500, way
