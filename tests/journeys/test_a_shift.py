import re

import pytest

from tests.journeys import shifts
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]

TELEPHONE = 360


def inside(page):
    """Return by how many points anything in the desk's own frame is too wide."""
    return page.evaluate(
        "Math.max(0, ...[...document.querySelectorAll('main, .content-wrapper, .nice-padding')]"
        ".map(each => each.scrollWidth - each.clientWidth))"
    )


def make_the_month_and_assign(page):
    page.goto("/admin/")
    page.locator(".sidebar-nav-toggle").click()
    page.get_by_role("link", name="志愿者", exact=True).click()
    page.get_by_role("button", name="按每周班次排这个月").click()
    page.wait_for_selector("text=个班次，原有的没有动")
    page.locator(".rota-today .rota-shift a").first.click()
    page.select_option("[name=volunteer] >> nth=0", label="王桂兰（三组） ZY0001")
    page.get_by_role("button", name="排上").click()
    page.wait_for_selector("text=王桂兰排上了")


def at_the_tablet(page, button):
    page.goto("/admin/volunteers/tablet/")
    page.get_by_role("link", name="王", exact=True).click()
    page.fill("[name=number]", "1")
    page.get_by_role("button", name="下一步").click()
    page.wait_for_selector("text=王婆婆")
    assert overflow(page) == 0
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_selector(".tablet-said")
    page.wait_for_load_state()
    return page.inner_text(".tablet-said")


def test_an_old_volunteer_without_an_account_serves_a_shift(museum_site, own_database, signed_in):
    own_database.run(shifts.prepare)
    with signed_in("zhaoji", TELEPHONE) as coordinator:
        make_the_month_and_assign(coordinator)
        assert (overflow(coordinator), inside(coordinator)) == (0, 0)

    with signed_in("zhiban", TELEPHONE) as tablet:
        came = at_the_tablet(tablet, "签到")
        went = at_the_tablet(tablet, "签退")

    with signed_in("zhaoji", TELEPHONE) as coordinator:
        coordinator.goto("/admin/volunteers/")
        coordinator.get_by_role("link", name="王桂兰").first.click()
        coordinator.wait_for_selector("text=在馆经历")
        coordinator.wait_for_load_state()
        said = coordinator.inner_text("main")

    assert "王婆婆" in came
    assert "签到了" in came
    assert "签退了" in went
    assert "0分钟" in said
    assert "值守" in said
    assert "还没核定" not in said


SCREENS = [
    "rota/", "rota/new/", "hours/", "statements/", "tablet/", "tablet/?surname=王", "", "new/",
    "inspect/1/", "1/level/", "1/leave/", "1/record/", "1/statement/",
]  # fmt: skip


def test_every_screen_fits_a_telephone(museum_site, own_database, signed_in):
    own_database.run(shifts.prepare)
    with signed_in("zhaoji", TELEPHONE) as page:
        make_the_month_and_assign(page)
        wide = {}
        for path in SCREENS:
            page.goto(f"/admin/volunteers/{path}")
            wide[path] = (overflow(page), inside(page))

    assert {path: each for path, each in wide.items() if any(each)} == {}


def test_the_papers_print_on_the_pages_they_are_meant_for(museum_site, own_database, signed_in):
    year, month, day = own_database.run(shifts.serve_in_a_busy_month).split("-")
    papers = {
        f"rota/{int(year)}/{int(month)}/poster/": (1, "841.9"),
        f"rota/{int(year)}/{int(month)}/poster/?paper=a3": (1, "1191"),
        f"sheet/{year}-{month}-{day}/1/": (1, "594"),
        "statements/1/": (1, "594"),
    }
    with signed_in("zhaoji") as page:
        for path, (pages, width) in papers.items():
            page.goto(f"/admin/volunteers/{path}")
            printed = page.pdf(prefer_css_page_size=True)
            boxes = [box.split()[2] for box in media_boxes(printed)]
            assert (len(boxes), boxes[0][: len(width)]) == (pages, width), (path, boxes)


def media_boxes(printed):
    return [each.decode() for each in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", printed)]


def test_a_month_with_empty_days_keeps_each_day_under_its_weekday(
    museum_site, own_database, signed_in
):
    year, month = own_database.run(shifts.plan_wednesdays)
    with signed_in("zhaoji") as page:
        page.goto(f"/admin/volunteers/rota/{year}/{month}/")
        heads = page.locator(".rota-weekdays span").nth(2).bounding_box()
        boxes = [each.bounding_box() for each in page.locator(".rota-shift").all()]

    assert 4 <= len(boxes) <= 5
    assert {abs(each["x"] - heads["x"]) < 24 for each in boxes} == {True}
