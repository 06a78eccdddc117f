"""Two colours and no more, as readers set them who see little: what is drawn is still seen.

Read from the pixels of real pages on a dark ground, one picture of each page.
"""

import io

import pytest
from PIL import Image

from museum.catalogue import public
from tests.exhibits.demo.test_walking_through import site  # noqa: F401
from tests.journeys.conftest import browser  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.processes]

PASSWORD = "shiliuwan2023"
INK = (43, 39, 35)  # of the drawings
WHERE = """selector => {
  const each = [...document.querySelectorAll(selector)].find(one => one.checkVisibility());
  if (!each) return null;
  const box = each.getBoundingClientRect();
  return [box.x + scrollX, box.y + scrollY, box.right + scrollX, box.bottom + scrollY];
}"""
LOADED = """() => [...document.querySelectorAll('main img')].slice(0, 4)
  .every(each => each.complete || each.loading === 'lazy')"""


def brightness(colour):
    parts = [each / 255 for each in colour[:3]]
    parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Seen:
    """A page, and the one picture of it."""

    def __init__(self, page):
        self.page = page

    def open(self, path):
        self.page.goto(path)
        self.page.evaluate("document.querySelectorAll('.fine').forEach(each => each.open = true)")
        self.page.wait_for_function(LOADED)
        self.picture = Image.open(io.BytesIO(self.page.screenshot(full_page=True))).convert("RGB")
        # Where nothing stands: the far corner.
        self.ground = self.picture.getpixel((self.picture.width - 2, self.picture.height - 2))

    def cut(self, selector, around=0):
        box = self.page.evaluate(WHERE, selector)
        assert box, f"{selector} is not on {self.page.url}"
        left, top, right, foot = box
        return self.picture.crop((max(0, round(left) - around), max(0, round(top) - around),
                                  round(right) + around, round(foot) + around))  # fmt: skip


@pytest.fixture
def seen(site, browser):  # noqa: F811
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=site,
                                  color_scheme="dark", forced_colors="active")  # fmt: skip
    yield Seen(context.new_page())
    context.close()


def sign_in(page, username):
    page.goto("/admin/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def drawn(picture, on):
    """Return which part of a picture stands out from the ground."""
    colours = picture.getcolors(picture.width * picture.height)
    return sum(n for n, each in colours if contrast(each, on) >= 3) / sum(n for n, _each in colours)


def square(seen, selector):
    """Return whether the little square before these words is filled: True, False, None if unseen."""
    picture, on = seen.cut(selector), seen.ground
    size = seen.page.evaluate(
        "one => parseFloat(getComputedStyle(document.querySelector(one), '::before').width)",
        selector,
    )
    mark = picture.crop((0, 0, round(size) + 1, picture.height))
    if not drawn(mark, on):
        return None
    # Of a square with a frame of two points less than half of what it encloses is drawn.
    rows = [row for row in range(mark.height)
            if contrast(mark.getpixel((mark.width // 2, row)), on) >= 3]  # fmt: skip
    return len(rows) > 0.8 * size


def addresses():
    """Return an object in a case, with a picture, and one in the store."""
    of: dict = {}
    for address in public.addresses():
        item = public.item(address.strip("/").split("/")[-1])
        if item.pictures or item.place.kind == "store":
            of.setdefault(item.place.kind, address)
    return of


# Path, what is drawn there, which part of it stands out from the ground at least.
DRAWN = [
    ("/figures/", ".squares", 0.15),
    ("/figures/", ".tally", 0.03),
    ("/figures/", ".chart-drawing", 0.08),
    ("/", ".seal", 0.2),
    ("/objects/", ".masthead-search .button", 0.03),
    ("/admin/figures/", ".chart-drawing", 0.08),
    ("/admin/", ".sidebar svg.icon", 0.03),
]
# Path and what has an edge there: a rule, a frame, the ground of a button.
EDGES = [
    ("/", ".section"),
    ("/", ".masthead"),
    ("/objects/CS00012/", ".section"),
    ("/objects/CS00012/", ".facts > div"),
    ("/visit/", ".facts > div"),
    ("/visit/", ".visit .button"),
    ("/visit/booking/", ".input"),
    ("/figures/", ".quantity"),
    ("/admin/", ".desk-task"),
    ("/admin/visits/door/", ".door-tap"),
    ("/admin/visits/slip/", ".ask input"),
    ("/admin/figures/", ".figures-list > div"),
]
PICTURES = {
    "/objects/CS00012/": ".object-look img",
    "/": ".threshold-figure img",
    "/objects/": ".card img",
    "/visit/": ".visit-picture img",
}


def of_the_desk(path):
    return path.startswith("/admin/")


def test_squares_rules_frames_and_drawings_are_seen(seen, village):
    unseen = {}

    def edge(selector):
        part, on = seen.cut(selector, around=2), seen.ground
        lines = (part.crop((0, y, part.width, y + 1)) for y in range(part.height))
        return max(drawn(line, on) for line in lines)

    paths = {path for path, *_more in (*DRAWN, *EDGES)} | {*PICTURES}
    for path in sorted(paths, key=of_the_desk):
        if of_the_desk(path) and "/admin/" not in seen.page.url:
            sign_in(seen.page, "guanzhang")
        seen.open(path)
        parts = {what: drawn(seen.cut(what), seen.ground) - least
                 for where, what, least in DRAWN if where == path}  # fmt: skip
        parts |= {what: edge(what) - 0.4 for where, what in EDGES if where == path}
        if what := PICTURES.get(path):
            parts[what] = contrast(seen.cut(what).getpixel((3, 3)), INK) - 3
        unseen |= {(path, what): more for what, more in parts.items() if more < 0}
    of = village.run(addresses)
    squares = {}
    for kind in ("display", "store"):
        seen.open(of[kind])
        squares[kind] = square(seen, ".place-now")

    assert unseen == {}
    assert squares == {"display": True, "store": False}
