"""What somebody reads of an object who has just opened its page on a small telephone."""

import pytest

from tests.journeys import of_all_kinds

pytestmark = [pytest.mark.browser, pytest.mark.processes]

SCREEN, NEAR = 640, 1000
EDGES = """() => ["main h1", ".story"].map(each => document.querySelector(each).getBoundingClientRect())
  .map((box, n) => Math.round(n ? box.top : box.bottom))"""


def test_the_name_stands_on_the_first_screen_and_the_story_is_near(
    browser, museum_site, own_database
):
    addresses = own_database.run(of_all_kinds.show)
    context = browser.new_context(viewport={"width": 360, "height": SCREEN}, base_url=museum_site)
    page = context.new_page()
    far = {}

    for kind, address in addresses.items():
        assert page.goto(address).status == 200
        name_ends, story_begins = page.evaluate(EDGES)
        pictured = page.locator(".object-look img").count()
        assert bool(pictured) == bool(of_all_kinds.KINDS[kind][1])
        if name_ends > SCREEN or story_begins > NEAR:
            far[kind] = name_ends, story_begins

    context.close()
    assert far == {}
