"""The address that others are given: one for every page, and none on paper that leads nowhere."""

import pytest
from bs4 import BeautifulSoup

from exhibits.models import HomePage, TextPage
from museum import public_address


@pytest.mark.parametrize(
    ("base", "written"),
    [
        ("https://museum.example", "museum.example/visit/"),
        ("https://xn--museum-1a2b.example:8443", "xn--museum-1a2b.example:8443/visit/"),
        ("http://museum.example", ""),
        ("http://localhost:8000", ""),
        ("https://localhost", ""),
        ("https://192.168.1.20", ""),
        ("https://10.0.0.3:8443", ""),
        ("https://museum.local", ""),
        ("https://museum.internal", ""),
    ],
)
def test_an_address_is_printed_where_a_visitor_reaches_it_and_no_browser_warns(
    settings, base, written
):
    settings.BASE_URL = base

    assert public_address.on_paper("/visit/") == written
    assert public_address.printable("/visit/") == (f"https://{written}" if written else "")
    assert public_address.absolute("/visit/") == f"{base}/visit/"


@pytest.mark.parametrize(
    ("address", "own"),
    [("http://localhost:8000/x", True), ("http://127.0.0.1/", True), ("http://[::1]:8000", True),
     ("http://village.localhost", True), ("http://192.168.1.20:8000", False),
     ("https://museum.example", False), ("http://museum", False)],
)  # fmt: skip
def test_what_this_computer_alone_finds_is_known(address, own):
    assert public_address.is_of_this_computer(address) is own


def canonical(client, path, **headers):
    page = BeautifulSoup(client.get(path, **headers).content, "html.parser")
    return page.select_one("link[rel=canonical]")["href"]


def test_every_page_has_one_address_however_it_was_reached(client, db, settings):
    settings.BASE_URL = "https://museum.example"
    settings.ALLOWED_HOSTS = ["*"]
    HomePage.objects.get().add_child(instance=TextPage(title="个人信息", slug="privacy"))

    for host in ("localhost", "192.168.1.20", "museum.example"):
        for path in ("/", "/privacy/", "/objects/", "/visit/", "/figures/"):
            said = canonical(client, path, headers={"host": host})
            assert said.partition("?")[0] == f"https://museum.example{path}", (host, path)
