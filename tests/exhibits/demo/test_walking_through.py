import pytest

from tests.journeys.conftest import browser, overflow  # noqa: F401
from tests.seeding import serving

pytestmark = [pytest.mark.browser, pytest.mark.processes]

PAGES = [
    "/",
    "/objects/",
    "/objects/?category=FZ",
    "/objects/?q=没有这样东西",
    "/objects/CS00012/",
    "/objects/CS00012/?photo=3",
    "/objects/JC00004/",
    "/congmianhua-dao-yishang/",
    "/banjia/",
    "/privacy/",
    "/no-such-page/",
]


@pytest.fixture
def site(village):
    with serving(village) as address:
        yield address


@pytest.mark.parametrize(
    ("width", "options"),
    [
        (360, {}),
        (768, {"java_script_enabled": False}),
        (1440, {"color_scheme": "dark"}),
    ],
)
def test_every_page_fits_its_window_and_calls_nobody_else(site, browser, width, options):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    wide = []

    for path in PAGES:
        page.goto(site + path, wait_until="load")
        if options.get("java_script_enabled", True) and overflow(page) > 0:
            wide.append(path)
        assert page.locator("h1").count() == 1

    context.close()
    assert wide == []
    assert failed == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


# WCAG 2.2, 1.4.4 and 1.4.12: letters twice as large, and as far apart as a reader may set them.
AS_A_READER_SETS_THEM = {
    "twice as large": "html { font-size: 200% !important; }",
    "far apart": "* { line-height: 1.5 !important; letter-spacing: .12em !important; "
    "word-spacing: .16em !important; } p { margin-block-end: 2em !important; }",
}


# On a telephone: test_large_letters.py.
@pytest.mark.parametrize("letters", AS_A_READER_SETS_THEM)
def test_letters_as_a_reader_sets_them_do_not_push_a_page_sideways(site, browser, letters):  # noqa: F811
    context = browser.new_context(viewport={"width": 640, "height": 800}, bypass_csp=True)
    page = context.new_page()
    wide = {}

    for path in [*PAGES, "/visit/", "/visit/book/", "/figures/"]:
        page.goto(site + path)
        page.add_style_tag(content=AS_A_READER_SETS_THEM[letters])
        if overflow(page) > 0:
            wide[path] = overflow(page)

    context.close()
    assert wide == {}


def test_the_list_is_narrowed_and_a_photo_is_changed_without_a_script(site, browser):  # noqa: F811
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/objects/")

    page.locator("details summary").first.click()
    page.get_by_role("link", name="纺织缝纫").first.click()
    page.get_by_role("link", name="手摇纺车").click()
    page.locator(".figure-strip a").nth(1).click()
    page.wait_for_url("**/objects/CS00012/?photo=2")

    assert page.locator(".figure-strip a[aria-current]").count() == 1
    context.close()


def test_a_printed_page_carries_the_museum_s_name_and_where_it_is_and_no_address_of_this_computer(
    site, browser  # noqa: F811
):  # fmt: skip
    page = browser.new_page()
    heads = {}

    for path in [*PAGES, "/visit/", "/visit/book/", "/figures/"]:
        page.goto(site + path)
        on_screen = page.locator(".letterhead").is_visible()
        page.emulate_media(media="print")
        masthead = page.locator(".masthead").is_visible()
        heads[path] = (on_screen, masthead, page.locator(".letterhead").inner_text())
        page.emulate_media(media="screen")

    page.close()
    assert len(heads) == len(PAGES) + 3
    for path, (on_screen, masthead, words) in heads.items():
        assert (on_screen, masthead) == (False, False), path
        assert words.startswith("石榴湾村史馆\n石榴湾还建小区"), path
        assert "127.0.0.1" not in words
