"""What stands in the way on a telephone, seen in a real browser."""

import pytest

from tests.journeys import objects
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]

COLOURS = """each => {
  const said = getComputedStyle(each), line = getComputedStyle(each.closest("li"));
  return [said.color, line.color, line.backgroundColor];
}"""


def edges(page, of):
    box = page.locator(of).first.bounding_box()
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def test_a_message_leaves_the_menu_s_button_where_it_is_and_its_link_can_be_read(signed_in):
    with signed_in("guanzhang", 360) as page:
        page.goto("/admin/visits/door/")
        before = edges(page, ".sidebar-nav-toggle")
        group = page.locator("form[data-group]")
        group.locator("[name=persons]").fill("4")
        group.locator("[name=origin][value=city]").check(force=True)
        group.locator("[type=submit]").last.click()
        link, line, ground = page.locator(".messages a").evaluate(COLOURS)
        page.evaluate("window.scrollTo(0, 0)")  # the page stays where the thumb was
        after = edges(page, ".sidebar-nav-toggle")
        sentence = edges(page, ".messages .messages-icon")

        assert (link == line, link == ground) == (True, False)
        assert after == before
        assert sentence[0] >= after[2]
        assert overflow(page) == 0


def test_no_list_is_wider_than_the_telephone(signed_in, own_database):
    own_database.run(objects.accept_two)
    home = own_database.run(objects.add_an_exhibition)

    with signed_in("guanzhang", 360) as page:
        page.goto("/admin/objects/")
        left, _top, right, _foot = edges(page, ".footer__container")
        page.goto(f"/admin/pages/{home}/")
        title = edges(page, "table.listing tbody td.title")

        assert (left >= 0, right <= 360) == (True, True)
        assert title[2] - title[0] > 150
        assert overflow(page) == 0


def test_a_screen_on_paper_says_whose_it_is_and_leaves_the_desk_away(signed_in, own_database):
    item = own_database.run(objects.accept_two)[0]
    seen = {}

    with signed_in("guanzhang") as page:
        for path in (f"/admin/catalogue/objects/{item}/", "/admin/objects/", "/admin/figures/"):
            page.goto(path)
            on_screen = page.locator(".letterhead").is_visible()
            page.emulate_media(media="print")
            head = page.locator(".letterhead")
            around = [
                page.locator(each).first.is_visible()
                for each in (".sidebar", ".w-slim-header", ".desk-who")
            ]
            seen[path] = on_screen, head.count(), head.inner_text(), any(around)
            page.emulate_media(media="screen")

    assert {*seen.values()} == {(False, 1, "石榴湾村史馆", False)}
