"""The office's computer is everybody's: who is signed in stands large, and a page left open covers itself."""

import pytest

from tests.factories import PASSWORD
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]


@pytest.mark.parametrize("width", [360, 1280])
def test_who_is_signed_in_can_be_read_from_across_the_desk(signed_in, width):
    with signed_in("guanzhang", width) as page:
        page.goto("/admin/people/")
        name = page.locator(".desk-who strong")
        size = name.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        seen = name.evaluate(
            "each => { const r = each.getBoundingClientRect();"
            " return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === each }"
        )
        wide = overflow(page)

    assert size >= 20
    assert seen
    assert wide <= 0


def test_a_page_left_open_for_ten_minutes_covers_itself_and_keeps_what_was_typed(signed_in):
    with signed_in("guanzhang") as page:
        page.clock.install()
        page.goto("/admin/people/new/")
        page.fill("[name=name]", "马德全")
        before = page.locator(".desk-cover").is_visible()
        page.clock.fast_forward("10:06")
        page.wait_for_selector(".desk-cover[open]")
        under = page.evaluate("document.elementFromPoint(640, 30).closest('.desk-cover') !== null"
                              " || document.querySelector('.desk-cover').matches(':modal')")  # fmt: skip
        page.keyboard.press("Escape")
        page.fill("#desk-cover-password", "falsch")
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('.desk-cover-refusal').textContent")
        still = page.locator(".desk-cover").is_visible()
        refusal = page.inner_text(".desk-cover-refusal")
        page.fill("#desk-cover-password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".desk-cover", state="hidden")
        typed = page.input_value("[name=name]")

    assert (before, under, still) == (False, True, True)
    assert "密码" in refusal
    assert typed == "马德全"
