"""One script suggests on the site, in the desk's own boxes and in Wagtail's."""

import pytest
from django.urls import reverse

from tests.journeys import doorkeeping, objects

pytestmark = [pytest.mark.browser, pytest.mark.processes]

OFFERED = (
    "([box]) => [...(document.querySelector(box).list?.options ?? [])].map((each) => each.value)"
)


@pytest.fixture
def shown(own_database, museum_site):
    own_database.run(objects.show_a_wheel)


def offered(page, box, count):
    """Return what a box offers, once that is so many."""
    page.wait_for_function(
        f"([box, count]) => ({OFFERED})([box]).length === count", arg=[box, count]
    )
    return page.evaluate(OFFERED, [box])


def test_a_visitor_is_offered_what_may_be_meant_and_nothing_that_is_not_public(shown, signed_in):
    with signed_in(None, 360) as page:
        page.goto("/objects/")
        page.locator("#q").press_sequentially("fangch")
        assert offered(page, "#q", 1) == ["手摇纺车"]

        page.fill("#q", "")
        assert offered(page, "#q", 0) == []


def test_the_desk_s_boxes_offer_what_the_register_knows(shown, signed_in):
    with signed_in("guanzhang") as page:
        page.goto(reverse("wagtailsnippets_catalogue_item:list"))
        box = "form[data-search-form] input[name=q]"
        page.locator(box).press_sequentially("纺")
        assert sorted(offered(page, box, 2)) == ["手摇纺车", "纺线车"]

        page.locator("#menu-search-q").press_sequentially("syf")
        assert offered(page, "#menu-search-q", 1) == ["手摇纺车"]


def test_a_body_that_came_before_is_offered_at_the_door_and_brings_its_kind_along(
    own_database, museum_site, signed_in
):
    own_database.run(doorkeeping.go_on_duty)
    own_database.run(doorkeeping.write_down_a_dozen_groups)
    box = "[name=organisation]"
    with signed_in("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        at_first = page.evaluate(OFFERED, [box])
        page.locator(box).press_sequentially("青石")
        assert offered(page, box, 1) == ["青石桥小学"]
        page.locator(box).press_sequentially("桥小学")
        assert page.input_value("select[name=kind]") == "school"

        page.fill(box, "")
        assert offered(page, box, len(at_first)) == at_first
        assert "青石桥小学" not in at_first
