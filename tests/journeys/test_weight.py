"""What a page weighs on a cheap telephone, by the network log of a real browser."""

import gzip

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders

from museum.upkeep.static_files import _joined
from tests.journeys import photographs

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]

SHEET = "exhibits/css/museum.css"
KB = 1000
MOST_QUESTIONS = 12
# A telephone in the village: what is asked for together comes one after the other.
SLOW = {
    "offline": False,
    "latency": 100,
    "downloadThroughput": 400 * KB,
    "uploadThroughput": 100 * KB,
}


@pytest.fixture(scope="module")
def sheet():
    """The stylesheet as a museum serves it: joined (tests/upkeep/test_static_files.py)."""
    parts = {
        name: (storage, name)
        for finder in get_finders()
        for name, storage in finder.list([])
        if name.endswith(".css")
    }
    with open(find(SHEET), encoding="utf-8") as file:
        return _joined(file.read(), SHEET, parts)


@pytest.fixture
def weighed(browser, museum_site, sheet):
    """Open an address as a telephone of 360 points would; return what came, and how many questions
    were asked until something could be painted, which is when the stylesheet is there. Each of them is
    in the way of it, a picture too; a lazy one is asked for only when the page is laid out."""

    def weigh(path, points=2):
        context = browser.new_context(viewport={"width": 360, "height": 640}, locale="zh-CN",
                                      device_scale_factor=points, base_url=museum_site)  # fmt: skip
        page, came = context.new_page(), {}
        page.route(f"**/{SHEET}*", lambda route: route.fulfill(body=sheet, content_type="text/css"))
        log = context.new_cdp_session(page)
        log.send("Network.enable")
        log.send("Network.emulateNetworkConditions", SLOW)
        log.on("Network.responseReceived", lambda each: came.setdefault(each["requestId"], {}).update(
            url=each["response"]["url"], kind=each["type"], says=each["response"]["headers"]))  # fmt: skip
        log.on("Network.loadingFinished", lambda each: came.setdefault(each["requestId"], {}).update(
            weight=each["encodedDataLength"]))  # fmt: skip
        page.goto(path)
        page.wait_for_load_state("networkidle")
        before = page.evaluate("""() => {
            const all = performance.getEntriesByType("resource");
            const sheet = all.find(each => each.name.includes(".css")).responseEnd;
            return ["the page", ...all.filter(each => each.startTime < sheet).map(each => each.name)]; }""")
        context.close()
        return [each for each in came.values() if "url" in each], before

    return weigh


def pictures(rows):
    return [each["weight"] for each in rows if each["kind"] == "Image" and "/media/" in each["url"]]


def test_pages_of_textured_photographs_are_light_on_a_telephone(own_database, weighed, sheet):
    address = own_database.run(photographs.hang)

    for path, most in ((address, 400 * KB), ("/objects/", 500 * KB), ("/", 500 * KB)):
        rows, before = weighed(path)
        texts = [each for each in rows if each["kind"] in ("Document", "Script")]
        in_words = len(gzip.compress(sheet.encode())) + sum(each["weight"] for each in texts)
        shown = pictures(rows)

        assert shown
        assert in_words <= 40 * KB
        assert in_words + sum(shown) <= most
        # Also when somebody goes down to the end of a list.
        assert path != "/objects/" or in_words + settings.OBJECTS_PER_PAGE * max(shown) <= most
        assert len(before) <= MOST_QUESTIONS, before
        assert any("/media/" in each for each in before), before

    for points in (2, 3):
        rows, _before = weighed(address, points)
        assert pictures(rows)[0] <= 80 * KB
    kept = {each["says"].get("Cache-Control") for each in rows if "/media/" in each["url"]}
    assert kept == {"private, max-age=86400"}
