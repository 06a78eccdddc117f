"""The desk's lists on paper: what they say, as wide as the sheet, without the desk around it."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]

LISTS = ("catalogue/objects/coming-and-going/", "calls/", "visits/singles/", "visits/bookings/")


def test_a_list_prints_as_wide_as_its_sheet_and_without_the_sidebar(signed_in):
    with signed_in("guanzhang", 700) as page:
        for path in LISTS:
            page.goto(f"/admin/{path}")
            page.emulate_media(media="print")
            wide = page.locator(".desk-screen").evaluate(
                "each => each.getBoundingClientRect().width"
            )
            assert wide > 600, path
            assert not page.locator("#wagtail-sidebar, header.w-header").first.is_visible(), path
            page.emulate_media(media="screen")
