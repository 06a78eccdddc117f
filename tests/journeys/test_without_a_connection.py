"""收一件 in a courtyard without a connection: it waits in the telephone and goes up by itself, once."""

import hashlib

import pytest

from tests.journeys import forgetting, photographs, staff
from tests.journeys.test_one_thing import PAGE, on

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.long]


@pytest.fixture
def on_a_phone(signed_in):
    return lambda username="dengji": signed_in(username, 360, has_touch=True)


@pytest.fixture(scope="module")
def photos():
    return [photographs.textured(number).read() for number in range(3)]


def as_file(bytes):
    return {"name": f"{len(bytes)}.jpg", "mimeType": "image/jpeg", "buffer": bytes}


def ready(page):
    """Open the page once with a connection, until it says that it opens without one."""
    page.goto(PAGE)
    page.wait_for_function("document.querySelector('[data-mode]').textContent.includes('也打得开')")


def write(page, title, giver=None, photos=(), pick=None):
    if pick:
        page.fill("[name=brought-name]", pick)
        page.tap("[data-matches='brought'] .pick-row")
    else:
        page.fill("[name=brought-name]", giver)
        page.tap(".naming-asked label >> nth=0")
    if page.is_visible("[data-step=who]"):
        on(page, "下一步：拍照片")
    if photos:
        page.locator("[type=file]").set_input_files([as_file(each) for each in photos])
        page.wait_for_function(f"document.querySelectorAll('.takes li').length === {len(photos)}")
    on(page, "下一步：叫什么")
    page.fill("[name$=-title]", title)
    on(page, "下一步：怎么来的")
    page.tap(".options label:has-text('只是存')")
    on(page, "下一步：讲一讲")
    page.tap("[data-save]")


def waits(page, count):
    page.wait_for_function(f"document.querySelectorAll('[data-list] > li').length === {count}")


def landed(page, count):
    page.wait_for_function(f"document.querySelectorAll('[data-landed] > li').length === {count}")


def test_things_and_photographs_wait_for_a_connection_and_arrive_once(
    on_a_phone, own_database, photos
):
    with on_a_phone() as page:
        ready(page)
        write(page, "木升", "马桂芬")
        page.wait_for_selector(".landed")
        ready(page)
        page.context.set_offline(True)
        page.reload()
        write(page, "手摇纺车", pick="mgf", photos=photos[:2])
        waits(page, 1)
        page.reload()
        write(page, "汤瓶", "丁贵生", photos=photos[2:])
        waits(page, 2)
        said = page.inner_text("[data-in-phone]")
        page.context.set_offline(False)
        landed(page, 2)
        numbers = page.locator("[data-landed] .number").all_inner_texts()
        left = page.locator("[data-list] > li").count()

    assert "没有网，都在手机里" in said
    assert "照片2张" in said
    assert left == 0
    assert len({*numbers}) == 2
    assert own_database.run(forgetting.givers) == [
        ["木升", "马桂芬"], ["手摇纺车", "马桂芬"], ["汤瓶", "丁贵生"],
    ]  # fmt: skip
    assert own_database.run(forgetting.hashes) == [
        hashlib.sha256(each).hexdigest() for each in photos
    ]


def test_an_answer_that_is_lost_makes_no_second_object(on_a_phone, own_database, photos):
    with on_a_phone() as page:
        ready(page)
        page.context.set_offline(True)
        write(page, "手摇纺车", "马桂芬", photos=photos[:1])
        waits(page, 1)
        lost = []

        def lose_the_first(route):
            if route.request.method == "POST" and not lost:
                lost.append(route.fetch().status)
                route.abort()
            else:
                route.fallback()

        page.route(f"**{PAGE}", lose_the_first)
        page.context.set_offline(False)
        page.wait_for_timeout(3000)
        page.tap("[data-again-now]")
        landed(page, 1)

    assert lost
    assert own_database.run(forgetting.givers) == [["手摇纺车", "马桂芬"]]
    assert own_database.run(forgetting.hashes) == [hashlib.sha256(photos[0]).hexdigest()]


def test_two_telephones_that_met_the_same_giver_are_asked_afterwards(on_a_phone, own_database):
    own_database.run(staff.account, "xiaoman", "登记志愿者", "丁", "小满")
    with on_a_phone() as one, on_a_phone("xiaoman") as other:
        for page, title in ((one, "手摇纺车"), (other, "汤瓶")):
            ready(page)
            page.context.set_offline(True)
            write(page, title, "马桂芬")
            waits(page, 1)
        one.context.set_offline(False)
        landed(one, 1)
        other.context.set_offline(False)
        other.wait_for_selector("[data-list] button")
        asked = other.inner_text("[data-list]")
        other.tap("[data-list] button")
        other.wait_for_function("document.querySelector('[name=brought-name]')?.value === '马桂芬'")
        other.tap("[data-matches='brought'] .pick-row")
        for _step in range(4):
            if other.is_visible("[data-on-button]"):
                other.tap("[data-on-button]")
        other.tap("[data-save]")
        other.wait_for_selector(".landed .number-stamped")

    assert "是不是同一个人" in asked
    assert own_database.run(forgetting.givers) == [["手摇纺车", "马桂芬"], ["汤瓶", "马桂芬"]]
    assert own_database.run(forgetting.people) == 1


def test_a_photograph_that_is_refused_holds_its_thing_back_and_says_why(on_a_phone, own_database):
    with on_a_phone() as page:
        ready(page)
        page.context.set_offline(True)
        write(page, "手摇纺车", "马桂芬", photos=[b"<html>no photograph"])
        waits(page, 1)
        page.context.set_offline(False)
        page.wait_for_selector("[data-list] button")
        asked = page.inner_text("[data-list]")
        page.fill("[name=brought-name]", "丁贵生")
        page.tap("[data-list] button")
        first = page.inner_text("[data-first]")
        page.fill("[name=brought-name]", "")
        page.tap("[data-list] button")
        page.wait_for_function("document.querySelector('[name=brought-name]')?.value === '马桂芬'")
        waits(page, 0)
        title = page.input_value("[name$=-title]")

    assert "不是照片" in asked
    assert "先把眼前这件收好" in first
    assert title == "手摇纺车"
    assert own_database.run(forgetting.givers) == []


def test_the_way_back_to_a_page_that_was_handed_in_makes_no_second_object(on_a_phone, own_database):
    with on_a_phone() as page:
        ready(page)
        write(page, "木升", "马桂芬")
        page.wait_for_selector(".landed")
        page.go_back()
        page.wait_for_selector("[data-one]")
        title = page.input_value("[name$=-title]")

    assert title == ""
    assert own_database.run(forgetting.givers) == [["木升", "马桂芬"]]


def test_what_is_kept_in_a_telephone_knows_no_telephone_number_and_goes_with_the_account(
    on_a_phone, own_database
):
    with on_a_phone() as page:
        ready(page)
        page.fill("[name=brought-name]", "马桂芬")
        page.fill("[name=brought-phone]", "13800001234")
        page.tap(".naming-asked label >> nth=0")
        on(page, "下一步：拍照片")
        on(page, "下一步：叫什么")
        page.fill("[name$=-title]", "木升")
        on(page, "下一步：怎么来的")
        page.tap(".options label:has-text('只是存')")
        on(page, "下一步：讲一讲")
        page.tap("[data-save]")
        page.wait_for_selector(".landed")
        ready(page)
        read = """async () => {
            const cache = await caches.open('museum.one');
            const all = [];
            for (const each of await cache.keys()) all.push(await (await cache.match(each)).text());
            return all.join('');
        }"""
        kept = page.evaluate(read)
        page.evaluate("fetch('/admin/logout/', { method: 'POST', headers: { 'X-CSRFToken': "
                      "document.querySelector('[name=csrfmiddlewaretoken]').value } })")  # fmt: skip
        page.goto("/admin/login/")
        page.wait_for_function("caches.keys().then((all) => !all.includes('museum.one'))")

    assert "马桂芬" in kept
    assert "13800001234" not in kept


def test_an_address_without_tls_says_what_it_can(on_a_phone, museum_site):
    with on_a_phone() as page:
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
        page.goto(PAGE)
        page.wait_for_selector("[data-mode]:not([hidden])")
        assert "断了网别关这一页" in page.inner_text("[data-mode]")


def test_wechat_s_browser_is_told_to_open_another(signed_in):
    with signed_in("dengji", 360, user_agent="Mozilla/5.0 Chrome/107 MicroMessenger/8.0") as page:
        page.goto(PAGE)
        page.wait_for_selector("[data-mode]:not([hidden])")
        assert "点右上角，用浏览器打开" in page.inner_text("[data-mode]")
