"""While somebody else holds the database a form comes back with what was typed, and is sent again."""

import pytest

from tests.factories import PASSWORD
from tests.upkeep.running import a_museum

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]


@pytest.fixture
def curator(browser, own_database):
    """The museum as `serve` runs it, and its curator's page, signed in."""
    said = ("create_curator", "--name", "周明远", "--username", "guanzhang")
    with a_museum(own_database) as museum, museum.serving():
        made = museum.command(*said, stdin=f"{PASSWORD}\n")
        assert made.returncode == 0, made.stderr
        context = browser.new_context(
            base_url=museum.address, viewport={"width": 360, "height": 740}
        )
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("[name=username]", "guanzhang")
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        yield museum, page
        context.close()


def test_what_was_typed_while_the_database_was_busy_is_sent_again_from_its_own_page(curator):
    museum, page = curator
    page.goto("/admin/people/new/")
    page.fill("[name=name]", "王桂兰")
    page.fill("[name=former_group]", "三组")

    with museum.locked():
        page.click("main [type=submit]:visible")
        page.wait_for_selector("text=请过一会儿再按一次")
        kept = page.input_value("[name=former_group]")
    page.click("main .button, .button")
    page.wait_for_url("**/admin/people/**")
    page.goto("/admin/people/?q=王桂兰")

    assert kept == "三组"
    assert "王桂兰" in page.inner_text("main")
