import contextlib

import pytest

from tests.factories import PASSWORD
from tests.journeys import staff
from tests.seeding import chromium, serving


@pytest.fixture
def museum_site(own_database):
    """The whole site on a database of its own, with one account for each role and one case."""
    own_database.run(staff.begin)
    with serving(own_database) as address:
        yield address


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=chromium(), args=options)
        yield running
        running.close()


@pytest.fixture
def signed_in(browser, museum_site, tmp_path):
    """Open a page of its own for somebody, signed in, at the width of a telephone or a desk."""

    @contextlib.contextmanager
    def page_of(username, width=1280, **more):
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN",
                                      base_url=museum_site, **more)  # fmt: skip
        context.set_default_timeout(90_000)
        page = context.new_page()
        if username:
            page.goto("/admin/login/")
            page.fill("[name=username]", username)
            page.fill("[name=password]", PASSWORD)
            page.click("[type=submit]")
            page.wait_for_url("**/admin/")
        try:
            yield page
        except BaseException:
            page.screenshot(path=tmp_path / f"{username or 'visitor'}.png", full_page=True)
            raise
        finally:
            context.close()

    return page_of


def overflow(page):
    """Return by how many points a page is wider than its window, once all of it is there."""
    page.wait_for_load_state()
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
