"""Everything that a visitor and the museum's people can reach by a link, at the width of a telephone.

Not a list of pages: the links are followed, and each route is looked at once for whoever may see it,
so that a new screen is walked over too. What is folded up is unfolded.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.conftest import browser  # noqa: F401
from tests.seeding import serving

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]

WIDTH = 360
PASSWORD = "shiliuwan2023"
# Each sees screens that the others do not.
WHO = {
    None: ("/", "/visit/", "/visit/book/", "/visit/booking/", "/figures/", "/no-such-page/"),
    "guanzhang": ("/admin/", "/admin/receiving/1/paper/", "/admin/volunteers/sheet/2023-12-11/7/"),
    "dengji": ("/admin/",),
    "zhiban": ("/admin/",),
    "zhaoji": ("/admin/",),
}
# Must be among those that were reached: else the walk has lost its way.
PAPERS = {
    "admin/visits/slip/paper/",
    "admin/volunteers/rota/<int:year>/<int:month>/poster/",
    "admin/volunteers/sheet/<str:first>/<int:days>/",
    "admin/volunteers/statements/<int:pk>/",
    "admin/figures/yearly/paper/",
    "admin/receiving/<int:pk>/paper/",
}
FILES = ("xlsx", "report_xlsx", "file", "wagtailadmin_logout")
OUT = """() => {
  document.querySelectorAll('details').forEach(each => each.open = true);
  const wide = document.documentElement.scrollWidth, found = [];
  const scrolls = each => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX)
    && each.scrollWidth > each.clientWidth && each.getBoundingClientRect().right <= WIDTH + 1;
  for (const each of document.querySelectorAll('a, button, input, select, textarea, label, h1, h2, h3, p, img, dt, dd, td, .number')) {
    const box = each.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= WIDTH + 1 || box.left < 0) continue;
    if (!each.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    // Wagtail's index of a form's panels is folded away beyond the edge, and comes late.
    if (each.closest('.w-minimap:not(.w-minimap--expanded)')) continue;
    // A list that is moved sideways within itself is no fault; the frame that hides what sticks out is.
    let within = each.parentElement;
    while (within && !(within.matches('table, [role=tablist], .w-tabs__list, .sheet') && scrolls(within.parentElement))) within = within.parentElement;
    if (!within) found.push(each.tagName + '.' + each.className + ' ' + Math.round(box.right));
  }
  return {wide, found: found.slice(0, 3)};
}""".replace("WIDTH", str(WIDTH))


@pytest.fixture
def site(village):
    with serving(village) as address:
        yield address


def walk(page, site, starts):
    """Yield (route, address) of one page for each route that links lead to, with and without a query."""
    seen, todo = set(), list(starts)
    while todo:
        address = todo.pop(0)
        path, asked = urlsplit(address).path, "?" in address
        try:
            match = resolve(path)
        except Resolver404:
            continue
        key = path if match.url_name == "wagtail_serve" else match.route, asked
        if key in seen or match.url_name in FILES:
            continue
        seen.add(key)
        answer = page.goto(site + address)
        assert answer.status < 500, address
        yield match.route, address
        for link in page.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.href)"):
            told = urlsplit(link)
            if link.startswith(site) and told.path.startswith("/admin/") == path.startswith(
                "/admin/"
            ):
                todo.append(f"{told.path}?{told.query}" if told.query else told.path)


def test_nothing_is_wider_than_a_telephone(site, browser):  # noqa: F811
    wide, reached = {}, set()

    for username, starts in WHO.items():
        context = browser.new_context(viewport={"width": WIDTH, "height": 800}, base_url=site)
        page = context.new_page()
        if username:
            page.goto("/admin/login/")
            page.fill("[name=username]", username)
            page.fill("[name=password]", PASSWORD)
            page.click("[type=submit]")
            page.wait_for_url("**/admin/")
        for route, address in walk(page, site, starts):
            reached.add(route)
            looked = page.evaluate(OUT)
            if looked["wide"] > WIDTH or looked["found"]:
                wide[f"{username} {address}"] = looked
        context.close()

    assert wide == {}, "\n".join(f"{each}: {told}" for each, told in wide.items())
    assert reached >= PAPERS
    assert len(reached) > 80


# With letters set to 特大: where lists, long numbers, buttons at the head and long choices stand.
LARGE = "document.documentElement.style.fontSize = '200%'"
SCREENS = [
    "", "objects/", "catalogue/objects/1/", "catalogue/objects/12/", "objects/edit/12/", "catalogue/objects/12/move/",
    "receiving/", "places/", "people/", "calls/", "visits/", "visits/door/", "visits/slip/", "visits/bookings/",
    "volunteers/", "volunteers/rota/", "volunteers/hours/", "volunteers/welcome/", "figures/", "figures/yearly/",
]  # fmt: skip
OVERLAPPING = """() => [...document.querySelectorAll('.desk-all')].filter(each => {
  const link = each.getBoundingClientRect(), head = each.closest('section, .desk-task').querySelector('h2');
  const range = document.createRange(); range.selectNodeContents(head);
  const words = range.getBoundingClientRect();
  return link.left < words.right && words.left < link.right && link.top < words.bottom && words.top < link.bottom;
}).map(each => each.textContent)"""


def test_nothing_is_cut_off_or_covered_with_letters_twice_as_large(site, browser):  # noqa: F811
    wide, opened = {}, 0
    context = browser.new_context(viewport={"width": WIDTH, "height": 800}, base_url=site)
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", "guanzhang")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")

    for screen in SCREENS:
        opened += page.goto(f"/admin/{screen}").status == 200
        page.evaluate(LARGE)
        page.wait_for_function("getComputedStyle(document.documentElement).fontSize === '32px'")
        looked = page.evaluate(OUT)
        looked["over"] = page.evaluate(OVERLAPPING)
        if looked["wide"] > WIDTH or looked["found"] or looked["over"]:
            wide[screen] = looked
    context.close()

    assert opened == len(SCREENS)
    assert wide == {}


def test_the_bar_of_a_paper_is_for_thumbs_and_the_whole_sheet_is_seen(site, browser):  # noqa: F811
    context = browser.new_context(viewport={"width": WIDTH, "height": 800}, is_mobile=True,
                                  has_touch=True, base_url=site)  # fmt: skip
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/receiving/1/paper/")
    page.fill("[name=username]", "guanzhang")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/paper/")

    bar, sheet = (page.locator(each).first.bounding_box() for each in (".paper-bar", ".sheet"))
    button = page.locator(".paper-print").bounding_box()

    assert page.evaluate("innerWidth") == WIDTH
    assert bar["width"] <= WIDTH
    assert button["height"] >= 44
    assert WIDTH - 2 <= sheet["width"] <= WIDTH + 1
    page.emulate_media(media="print")
    assert page.locator(".sheet").first.evaluate("each => getComputedStyle(each).zoom") == "1"
    context.close()
