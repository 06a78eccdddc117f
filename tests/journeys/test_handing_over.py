"""The museum is handed over on a telephone, and the list comes out on as many sheets as it says."""

import pytest

from tests.factories import PASSWORD
from tests.journeys import objects
from tests.journeys.conftest import overflow
from tests.journeys.test_a_shift import media_boxes

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def test_the_list_is_printed_on_the_sheets_that_it_was_counted_for(
    museum_site, own_database, signed_in
):
    own_database.run(objects.give_of_every_kind)
    with signed_in("guanzhang", 360) as page:
        wide = {}
        for path in ("handovers/", "handovers/new/", "users/alone/", "users/roles/", "recovery-sheet/"):  # fmt: skip
            page.goto(f"/admin/{path}")
            wide[path] = overflow(page)
        page.goto("/admin/handovers/new/")
        for role, name in (("giving", "周明远"), ("taking", "杨振华"), ("witness", "赵有田")):
            page.fill(f"[name={role}-name]", name)
        page.click("form.desk-form button[type=submit]")
        page.wait_for_selector(".handover-sign")
        wide["paper"] = overflow(page)
        sheets = page.locator(".sheet").count()
        told = page.locator(".sheet-foot").last.inner_text()
        printed = media_boxes(page.pdf(prefer_css_page_size=True))

    assert {path: each for path, each in wide.items() if each} == {}
    assert len(printed) == sheets > 1
    assert f"第{sheets}页，共{sheets}页" in told.replace(" ", "")


def test_the_recovery_sheet_is_one_page_with_its_code(museum_site, signed_in):
    with signed_in("guanzhang") as page:
        page.goto("/admin/recovery-sheet/")
        page.fill("[name=password]", PASSWORD)
        page.click("form.desk-form button[type=submit]")
        page.wait_for_selector(".recovery-keys")
        code = page.locator(".recovery-code svg").bounding_box()
        printed = media_boxes(page.pdf(prefer_css_page_size=True))

    assert len(printed) == 1
    assert code["width"] > 100
