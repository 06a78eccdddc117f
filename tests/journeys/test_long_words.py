from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys import long_words
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]
BEGIN = ["/", "/objects/", "/visit/", "/figures/", "/admin/", "/admin/receiving/"]
# What leads out of the page, and files.
NOT_PAGES = ("/media/", "/documents/", "/static/", "/admin/logout", "mailto:", "tel:")
FILES = ("xlsx", "csv", "ics", "export", "original", "poster", "paper", "tablet")
OF_ONE_KIND = 2
WIDEST = """() => [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .filter((each) => ![...each.children].some((child) => child.getBoundingClientRect().right > innerWidth + 1))
  .slice(0, 3).map((each) => `${each.parentElement.className}>${each.tagName}.${each.className}`)"""
LINKS = "[...document.links].map((each) => each.getAttribute('href'))"


def route_of(path):
    try:
        return resolve(path.split("?")[0]).route
    except Resolver404:
        return None


def worth_opening(link):
    parts = urlsplit(link or "")
    return not (
        parts.scheme
        or parts.netloc
        or not parts.path.startswith("/")
        or parts.path.startswith(NOT_PAGES)
        or any(word in link for word in FILES)
    )


def test_no_word_pushes_a_page_sideways_on_a_telephone(museum_site, own_database, signed_in):
    own_database.run(long_words.prepare)
    wide, opened, kinds = {}, set(), {}
    with signed_in("dangjia", 360) as page:
        waiting = list(BEGIN)
        while waiting:
            path = waiting.pop(0)
            route = route_of(path)
            if path in opened or route is None or kinds.get(route, 0) >= OF_ONE_KIND:
                continue
            opened.add(path)
            kinds[route] = kinds.get(route, 0) + 1
            answer = page.goto(path)
            if answer.status != 200 or "html" not in answer.headers["content-type"]:
                continue
            by = overflow(page)
            if by > 0:
                wide[route] = [by, *page.evaluate(WIDEST)]
            waiting += [urlsplit(link)._replace(fragment="").geturl()
                        for link in page.evaluate(LINKS) if worth_opening(link)]  # fmt: skip

    assert len(kinds) > 60
    assert wide == {}
