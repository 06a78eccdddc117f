import pytest

from tests.factories import PASSWORD
from tests.journeys import staff
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.mark.parametrize("width", [360, 1280])
def test_what_was_typed_survives_the_lock_and_goes_where_it_was_sent(
    museum_site, own_database, signed_in, width
):
    with signed_in("guanzhang", width) as page:
        page.goto("/admin/terms/new/")
        page.fill("[name=name]", "竹编")
        page.select_option("[name=vocabulary]", index=1)
        own_database.run(staff.leave_alone_for_an_hour)
        page.locator("main form [type=submit]").first.click()

        page.wait_for_selector("text=工作台锁上了")
        assert overflow(page) == 0
        page.fill("#unlock", PASSWORD)
        page.get_by_role("button", name="开锁").click()

        page.wait_for_url("**/admin/terms/")
        assert page.get_by_text("竹编").count()


def test_a_page_asked_for_at_a_locked_desk_comes_after_the_password(
    museum_site, own_database, signed_in
):
    with signed_in("guanzhang") as page:
        own_database.run(staff.leave_alone_for_an_hour)
        page.goto("/admin/people/?q=x")
        page.fill("#unlock", "falsch")
        page.get_by_role("button", name="开锁").click()
        page.wait_for_selector("text=密码不对")

        page.fill("#unlock", PASSWORD)
        page.get_by_role("button", name="开锁").click()

        page.wait_for_url("**/admin/people/?q=x")
        assert page.locator("#unlock").count() == 0


def test_somebody_else_signs_in_at_a_locked_desk_and_the_sidebar_signs_out(
    museum_site, own_database, signed_in
):
    with signed_in("guanzhang") as page:
        own_database.run(staff.leave_alone_for_an_hour)
        page.goto("/admin/people/")
        page.get_by_role("button", name="换个人登录").click()
        page.fill("[name=username]", "baoguan")
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")

        page.locator(".sidebar-footer__account").click()
        page.locator(".sidebar-footer button[type=submit]").click()

        page.wait_for_url("**/admin/login/**")
        page.goto("/admin/")
        assert "/admin/login/" in page.url
