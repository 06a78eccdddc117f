"""收一件 on a telephone: one question on a screen, and a connection that breaks takes nothing along."""

import hashlib

import pytest

from tests.journeys import forgetting, photographs
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]
PAGE = "/admin/receiving/one/"
ARRIVED = "document.querySelectorAll('.takes input[type=hidden]').length === {}"


def large(number):
    return {"name": f"{number}.jpg", "mimeType": "image/jpeg",
            "buffer": photographs.textured(number).read()}  # fmt: skip


def on(page, words):
    assert page.inner_text("[data-on-button]") == words
    page.tap("[data-on-button]")


def begin(page, name="马桂芬"):
    page.goto(PAGE)
    page.fill("[name=brought-name]", name)
    page.tap(".naming-asked label >> nth=0")
    on(page, "下一步：拍照片")


def finish(page, title, way=None):
    page.fill("[name$=-title]", title)
    on(page, "下一步：怎么来的")
    if way:
        page.tap(f".options label:has-text('{way}')")
        on(page, "下一步：讲一讲")
    else:
        page.tap("[data-again] button")


@pytest.fixture
def on_a_phone(signed_in):
    def page_of(username="dengji"):
        return signed_in(username, 360, has_touch=True)

    return page_of


def test_the_next_thing_of_the_same_giver_is_few_taps_away(on_a_phone, own_database):
    with on_a_phone() as page:
        begin(page)
        page.locator("[type=file]").set_input_files([large(1)])
        page.wait_for_function(ARRIVED.format(1))
        wide = [overflow(page)]
        on(page, "下一步：叫什么")
        finish(page, "手摇纺车", "只是存")
        page.fill("[name$=-story]", "我婆婆的。")
        page.tap(".consent label:has-text('存')")
        wide.append(overflow(page))
        page.tap("[data-save]")
        page.wait_for_selector(".landed .number-stamped")
        number = page.inner_text(".landed .number")
        landed = page.inner_text(".landed-facts")

        page.evaluate("window.taps = 0; document.addEventListener('click', () => taps++, true)")
        page.tap("text=同一个人还有一件")
        page.wait_for_selector("[data-step=photos]:not([hidden])")
        page.evaluate(
            "window.taps = 1; document.addEventListener('click', (e) => { if (e.isTrusted) taps++ }, true)"
        )
        on(page, "下一步：叫什么")
        finish(page, "汤瓶")
        taps = page.evaluate("taps") + 1
        page.tap("[data-save]")
        page.wait_for_selector(".landed .number-stamped")
        again = page.inner_text(".landed-facts")

    assert wide == [0, 0]
    assert number.startswith("RG-")
    assert "马桂芬" in landed
    assert "1张都到了" in landed
    assert "存" in landed
    assert "寄存" in again
    assert taps <= 12
    assert own_database.run(forgetting.written)[0] == [["手摇纺车", "", 1], ["汤瓶", "", 0]]


def test_a_giver_is_found_by_the_last_four_digits_and_the_examples_are_theirs(
    on_a_phone, own_database
):
    own_database.run(forgetting.somebody_known)
    with on_a_phone() as page:
        page.goto(PAGE)
        page.fill("[name=brought-name]", "1234")
        page.wait_for_selector("[data-matches='brought'] .pick-row")
        row = page.inner_text("[data-matches='brought'] .pick-row >> nth=0")
        page.tap("[data-matches='brought'] .pick-row >> nth=0")
        page.wait_for_function(
            "document.querySelector('[data-example=full]').textContent === '马成德'"
        )
        again = page.inner_text("[data-matches='brought'] fieldset")

    assert "马成德" in row
    assert "尾号1234" in row
    assert "都不是" in again


def test_with_letters_twice_as_large_nothing_runs_out_of_the_telephone(on_a_phone):
    with on_a_phone() as page:
        begin(page)
        page.add_style_tag(content="html { font-size: 200% }")
        wide = []
        for _step in range(5):
            wide.append(overflow(page))
            wide += page.evaluate(
                """[...document.querySelectorAll('.steps a, .steps span, .consent b, .options strong, .task-foot .button')]
                   .filter((each) => each.getClientRects().length && each.scrollWidth > each.clientWidth + 1)
                   .map((each) => each.textContent)"""
            )
            for _twice in range(2):
                if page.is_visible("[data-on-button]"):
                    before = page.url
                    page.tap("[data-on-button]")
                    if page.url != before:
                        break

    assert wide == [0] * 5


def test_the_telephone_s_own_back_goes_back_a_step_and_keeps_what_was_typed(on_a_phone):
    with on_a_phone() as page:
        begin(page)
        on(page, "下一步：叫什么")
        page.fill("[name$=-title]", "手摇纺车")
        page.go_back()
        page.wait_for_selector("[data-step=photos]:not([hidden])")
        page.tap(".steps a:has-text('名字')")
        assert page.input_value("[name$=-title]") == "手摇纺车"


def test_what_is_missing_stands_on_its_step(on_a_phone):
    with on_a_phone() as page:
        begin(page)
        on(page, "下一步：叫什么")
        on(page, "下一步：怎么来的")
        asked = page.inner_text("[data-honest-foot]")
        stays = page.is_visible("[data-step=name]")
        on(page, "下一步：怎么来的")
        for _twice in range(2):
            on(page, "下一步：讲一讲")
        page.tap("[data-save]")
        page.wait_for_selector("[data-refusals]")
        assert "不认得" in asked
        assert stays
        assert page.is_visible("[data-step=name]")
        page.tap("[data-refusals] li:nth-child(2) a")
        assert page.is_visible("[data-step=way]")


def test_a_photograph_goes_on_where_it_stopped_when_the_browser_was_closed(
    on_a_phone, own_database, museum_site
):
    photo = large(3)
    sent = []
    with on_a_phone() as page:
        begin(page)

        def break_off(route):
            sent.append(route.request.method)
            if sent.count("POST") > 1:
                route.abort()
            else:
                route.continue_()

        page.route("**/parts/", break_off)
        page.locator("[type=file]").set_input_files([photo])
        page.wait_for_function(
            "document.querySelector('[data-honest]').textContent.includes('没有网')"
        )
        context = page.context
        page.close()

        page = context.new_page()
        again = []
        page.on(
            "request", lambda asked: again.append(asked.method) if "/parts/" in asked.url else None
        )
        page.goto("/admin/")
        page.wait_for_selector(".desk-in-phone")
        told = page.inner_text(".desk-in-phone")
        page.tap(".desk-in-phone a")
        page.wait_for_function(ARRIVED.format(1))
        giver = page.input_value("[name=brought-name]")
        on(page, "下一步：拍照片") if page.is_visible("[data-step=who]") else None
        on(page, "下一步：叫什么")
        finish(page, "手摇纺车", "给馆里")
        page.tap("[data-save]")
        page.wait_for_selector(".landed .number-stamped")
        page.goto("/admin/")
        left = page.locator(".desk-in-phone").count()

    assert "还有0件东西、1张照片没交上去" in told
    assert giver == "马桂芬"
    parts = -(-len(photo["buffer"]) // (512 * 1024))
    assert parts > 2
    assert again.count("POST") == parts - 1
    assert left == 0
    assert own_database.run(forgetting.hashes) == [hashlib.sha256(photo["buffer"]).hexdigest()]


def test_whoever_signs_out_is_asked_about_what_waits_in_the_telephone(on_a_phone):
    with on_a_phone() as page:
        begin(page)
        page.route("**/parts/", lambda route: route.abort())
        page.locator("[type=file]").set_input_files([large(4)])
        page.wait_for_function(
            "document.querySelector('[data-honest]').textContent.includes('没有网')"
        )
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/admin/")
        page.wait_for_selector(".desk-in-phone")
        leave = ("const form = document.createElement('form'); form.method = 'post'; form.action = '/admin/logout/';"
                 "form.innerHTML = `<input name=csrfmiddlewaretoken value=${document.cookie.match(/csrftoken=([^;]*)/)[1]}>`;"
                 "document.body.append(form); form.requestSubmit()")  # fmt: skip
        page.evaluate(leave)
        page.wait_for_selector("dialog[open]")
        said = page.inner_text("dialog[open]")
        page.tap("text=先不退，等交上去")
        stays = page.url.endswith("/admin/")
        page.evaluate(leave)
        page.tap("text=不要了，退出")
        page.tap("text=真的不要了")
        page.wait_for_url("**/login/**")
        page.wait_for_function("indexedDB.databases().then((all) => all.length)")
        kept = page.evaluate("""() => new Promise((resolve) => {
            const asked = indexedDB.open('museum', 1);
            asked.onsuccess = () => {
                const all = asked.result.transaction('photos').objectStore('photos').count();
                all.onsuccess = () => resolve(all.result);
            };
        })""")

    assert "0件东西、1张照片没交上去" in said
    assert stays
    assert kept == 0
