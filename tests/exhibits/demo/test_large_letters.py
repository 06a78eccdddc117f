"""Letters twice as large, and the spacing that WCAG 1.4.12 lets a reader set, on a telephone."""

import pytest

from museum.catalogue import public
from museum.visits.models import Booking
from tests.exhibits.demo.test_walking_through import PAGES, site  # noqa: F401
from tests.journeys.conftest import browser, overflow  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.processes]

LARGE = "html { font-size: 200% }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
            p { margin-block-end: 2em !important }"""
SET = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"
# What is folded up is unfolded: a panel of the filter is as wide as its window at most.
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
FORMS = [
    "/visit/",
    "/visit/book/",
    "/visit/booking/",
    "/figures/",
    "/objects/?q=fangche",
    "/objects/?q=六十年代",
]
# A word lies on its neighbour: what is in a row sticks out of its own box, and nobody can push it along.
OUT = """() => [...document.querySelectorAll("summary, .button, dt, dd, h1, h2, h3, .masthead a, .card, .booking")]
  .filter(each => each.checkVisibility() && !each.matches(".visually-hidden") && each.clientWidth && each.scrollWidth > each.clientWidth + 1)
  .map(each => `${each.tagName}.${each.className} ${each.scrollWidth} > ${each.clientWidth}`)"""


def addresses() -> list[str]:
    """Return one object of each kind (in a case, in the store, lent; with a picture and without), and a booking."""
    of: dict = {}
    for address in public.addresses():
        item = public.item(address.strip("/").split("/")[-1])
        of.setdefault((item.place.kind, bool(item.pictures)), address)
    code = Booking.objects.order_by("pk").values_list("code", flat=True).last()
    return [*of.values(), f"/visit/booking/{code}/"]


@pytest.fixture
def telephone(site, browser):  # noqa: F811
    context = browser.new_context(viewport={"width": 360, "height": 640}, base_url=site)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "letters", [LARGE, SPACED, LARGE + SPACED], ids=["large", "spaced", "both"]
)
def test_neither_large_letters_nor_spaced_ones_push_a_page_sideways(village, telephone, letters):
    found = village.run(addresses)
    wide = {}

    def look(path):
        telephone.evaluate(SET, letters)
        telephone.evaluate(UNFOLD)
        if (by := overflow(telephone)) or (out := telephone.evaluate(OUT)):
            wide[path] = by or out

    for path in [*PAGES, *FORMS, *found]:
        telephone.goto(path)
        look(path)
    telephone.goto("/visit/book/")
    telephone.select_option("#day", index=1)
    telephone.click(".booking-day .button")
    telephone.locator(".booking-form .button").last.click()
    telephone.wait_for_selector("[data-refused]")
    look("refused")

    assert len(found) > 4
    assert wide == {}
