"""Objects for an exhibition: several are chosen at once, by their pictures, on a telephone too."""

import pytest

from tests.journeys import objects
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]

# What of the list reaches out of what one sees of it, or is squeezed so that its words stand one a line.
CUT = """() => {
  const seen = document.querySelector(".modal-body").getBoundingClientRect();
  return [...document.querySelectorAll(".modal-body :is(th, td)")]
    .filter((cell) => cell.offsetParent)
    .filter((cell) => cell.getBoundingClientRect().right > seen.right + 1 || cell.scrollWidth > cell.clientWidth + 1)
    .map((cell) => cell.textContent.trim());
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_several_objects_are_chosen_at_once(own_database, signed_in, width):
    page_of = own_database.run(objects.add_an_exhibition_to_fill)

    with signed_in("guanzhang", width) as page:
        page.goto(f"/admin/pages/{page_of}/edit/")
        page.locator(".c-sf-add-button").first.click()
        page.get_by_role("option", name="老物件").click()
        page.get_by_role("button", name="挑几件").click()
        page.wait_for_selector(".modal-body .plate")
        wide = overflow(page)
        cut = page.evaluate(CUT)
        for title in ("木犁", "木耙"):
            page.locator(".modal-body label", has_text=title).click()
        page.locator("[data-multiple-choice-submit]").click()
        page.wait_for_selector(".modal-body", state="detached")
        chosen = page.locator(".snippet-chooser:not(.blank) [data-chooser-title]").all_inner_texts()
        page.get_by_role("button", name="挑几件").click()
        page.locator(".modal-body label", has_text="木犁").click()
        page.locator("[data-multiple-choice-submit]").click()
        page.wait_for_selector(".modal-body", state="detached")
        again = page.locator(".snippet-chooser:not(.blank) [data-chooser-title]").all_inner_texts()

    assert wide <= 0
    assert cut == []
    assert set(chosen) == {"木犁", "木耙"}
    assert again == chosen
