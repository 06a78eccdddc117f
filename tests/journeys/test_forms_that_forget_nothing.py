"""What somebody typed, and every photograph they chose, outlives a session, a token and a closed page."""

import io

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from tests.factories import PASSWORD
from tests.journeys import forgetting, staff, village
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]
register_heif_opener()

KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('museum.kept.')).length"


def photo(name, colour, format="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (900, 700), colour).save(out, format)
    return {"name": name, "mimeType": "", "buffer": out.getvalue()}


def write(page, title="手摇纺车"):
    page.goto("/admin/receiving/")
    page.fill("[name=brought-name]", "王桂芳")
    page.check("[name=naming][value=household]", force=True)
    page.locator("[name$=-title]").first.fill(title)
    page.locator("[name$=-way][value=gift]").first.check(force=True)
    page.locator("[name$=-condition]").first.fill("轮子松了，\n绳是新换的")


def sign_in(page, username="dengji"):
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form.login-form [type=submit]")


def kept(page, count):
    page.wait_for_function(f"{KEPT} === {count}")
    return True


def test_a_session_that_ends_takes_nothing_of_the_receipt_along(
    signed_in, own_database, museum_site
):
    with signed_in("dengji", 360) as page:
        write(page)
        page.locator("[type=file]").first.set_input_files([photo("一.jpg", "red")])
        page.wait_for_selector(".takes input[type=hidden]", state="attached")
        kept(page, 1)
        own_database.run(forgetting.end_all_sessions)

        page.click("[name=act][value=save]")
        page.wait_for_selector("textarea[name=held]", state="attached")
        said = page.inner_text(".desk-held")
        wide = overflow(page)
        sign_in(page)
        page.click("button:has-text('交上去')")
        page.wait_for_selector(".receipt-things")
        forgotten = kept(page, 0)

    assert "都还在" in said
    assert wide == 0
    assert forgotten
    assert own_database.run(forgetting.written) == [
        [["手摇纺车", "轮子松了，\r\n绳是新换的", 1]], 1, 0,
    ]  # fmt: skip


def test_a_page_that_was_closed_is_gone_on_with_by_the_same_account_alone(
    signed_in, own_database, museum_site
):
    own_database.run(staff.account, "xiaoman", "登记志愿者", "丁", "小满")
    with signed_in("dengji", 360) as page:
        asked = []
        write(page)
        page.click("[data-more]")
        page.locator("[name$=-title]").nth(1).fill("马灯")
        page.locator("[type=file]").nth(1).set_input_files([photo("灯.jpg", "blue")])
        page.wait_for_selector(".takes input[type=hidden]", state="attached")
        page.focus("[name=received_on]")
        page.keyboard.insert_text("昨天")
        page.wait_for_function("JSON.stringify({ ...localStorage }).includes('昨天')")
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.goto("/admin/people/")
        own_database.run(forgetting.end_all_sessions)
        page.goto("/admin/receiving/")
        sign_in(page, "xiaoman")
        page.wait_for_selector(".receiving")
        seen_by_another = page.locator(".desk-kept").count()
        page.goto("/admin/people/new/")
        page.fill("[name=name]", "马德全")
        kept(page, 2)
        page.goto("/admin/receiving/")
        page.evaluate("fetch('/admin/logout/', { method: 'POST', headers: { 'X-CSRFToken': "
                      "document.querySelector('[name=csrfmiddlewaretoken]').value } })")  # fmt: skip
        page.goto("/admin/login/?next=/admin/receiving/")
        left = kept(page, 1)
        sign_in(page)

        page.click("text=接着写")
        page.wait_for_selector(".takes img")
        titles = page.locator("form.receiving [name$=-title]").evaluate_all(
            "all => all.map((each) => each.value)"
        )
        day = page.input_value("[name=received_on]")
        page.click("[name=act][value=save]")
        page.wait_for_selector(".receipt-things")

    assert "beforeunload" in asked
    assert (seen_by_another, left) == (0, True)
    assert titles == ["手摇纺车", "马灯"]
    assert day == "昨天"
    assert [each[::2] for each in own_database.run(forgetting.written)[0]] == [
        ["手摇纺车", 0],
        ["马灯", 1],
    ]


def test_photographs_gather_one_by_one_and_one_of_them_is_taken_away(signed_in, own_database):
    with signed_in("dengji", 360) as page:
        write(page)
        files = page.locator("[type=file]").first
        files.set_input_files([photo("一.jpg", "red"), photo("二.jpg", "green")])
        files.set_input_files(
            [photo("三.heic", "blue", "HEIF"), photo("坏.jpg", "red") | {"buffer": b"<html>"}]
        )
        page.locator("[name$=-title]").first.fill("纺车")
        page.wait_for_function(
            "document.querySelectorAll('.takes input[type=hidden]').length === 3"
        )
        page.wait_for_selector(".ask-refusal")
        page.wait_for_function(
            "document.querySelector('[data-honest]').textContent.includes('3张都到了')"
        )
        page.wait_for_function(
            "[...document.querySelectorAll('.takes img')].every((each) => each.naturalWidth > 0 && !each.hidden)"
        )
        refused = page.inner_text(".ask-refusal")
        orders = page.locator(".takes-order").all_inner_texts()
        target = page.locator(".takes-out").first.bounding_box()
        page.locator(".takes-out").nth(0).click()
        page.click("text=放回来")
        back = page.locator(".takes > li").count()
        kept_again = page.locator(".takes input[type=hidden]").count()
        page.locator(".takes-out").nth(1).click()
        wide = overflow(page)
        page.click("[name=act][value=save]")
        page.wait_for_selector(".receipt-things")

    assert "坏.jpg" in refused
    assert orders == ["1", "2", "3"]
    assert min(target["width"], target["height"]) >= 44
    assert (back, kept_again, wide) == (3, 3, 0)
    told, _receipts, waiting = own_database.run(forgetting.written)
    assert (told[0][0], told[0][2], waiting) == ("纺车", 2, 1)


def test_pressed_before_the_photographs_have_arrived_it_goes_when_they_have(
    signed_in, own_database
):
    with signed_in("dengji", 360) as page:
        said = []
        page.route("**/catalogue/photos/", lambda route: (said.append(1), route.abort())[1]
                   if not said else (page.wait_for_timeout(300), route.continue_())[1])  # fmt: skip
        write(page)
        page.locator("[type=file]").first.set_input_files(
            [photo(f"{n}.jpg", colour) for n, colour in enumerate(("red", "green", "blue"))]
        )
        page.wait_for_function(
            "document.querySelector('[data-honest]').textContent.includes('没有网')"
        )
        page.click("[name=act][value=save]")
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_selector(".receipt-things")

    assert own_database.run(forgetting.written)[0][0][2] == 3


def test_a_stale_token_leads_back_with_what_was_typed_and_without_a_script(
    browser, museum_site, own_database
):
    context = browser.new_context(base_url=museum_site, java_script_enabled=False, locale="zh-CN",
                                  viewport={"width": 360, "height": 640})  # fmt: skip
    page = context.new_page()
    page.goto("/admin/login/")
    sign_in(page)
    page.wait_for_url("**/admin/")
    write(page)
    context.clear_cookies(name="csrftoken")
    context.add_cookies([{"name": "csrftoken", "value": "a" * 32, "url": museum_site}])
    page.click("[name=act][value=save]")
    page.wait_for_selector("text=放得太久")
    shown = [each.input_value() for each in page.locator("textarea").all()]
    page.click("button:has-text('交上去')")
    page.wait_for_selector(".receipt-things")
    context.close()

    assert any("绳是新换的" in each for each in shown)
    assert own_database.run(forgetting.written)[1] == 1


WRITTEN = "main form[method=post] :is(textarea, input[type=text], input:not([type])):not([readonly], [disabled])"


def test_whatever_is_written_at_the_desk_is_offered_again_after_the_page_was_lost(
    signed_in, own_database, museum_site
):
    ids = own_database.run(village.prepare)
    addresses = [
        "/admin/people/new/", "/admin/visits/slip/", "/admin/visits/door/", "/admin/handovers/new/",
        f"/admin/visits/bookings/{ids['group']}/", f"/admin/visits/{ids['visit']}/",
        f"/admin/visits/{ids['visit']}/correct/", f"/admin/volunteers/hours/{ids['line']}/correct/",
        f"/admin/volunteers/shifts/{ids['off']}/", f"/admin/catalogue/objects/{ids['first']}/decline/",
        f"/admin/people/merge/{ids['twin']}/", "/admin/places/new/", "/admin/campaigns/new/",
    ]  # fmt: skip
    lost, asked = [], []
    with signed_in("dangjia", 360) as page:
        page.on("dialog", lambda dialog: (asked.append(page.url), dialog.accept()))
        for address in addresses:
            page.goto(address)
            page.evaluate(
                "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
            )
            field = page.locator(WRITTEN).locator("visible=true").last
            name = field.get_attribute("name")
            field.click()
            field.press_sequentially("写到一半的话")
            page.wait_for_function("JSON.stringify({ ...localStorage }).includes('写到一半的话')")
            page.goto("/admin/")
            page.goto(address)
            page.locator(".desk-kept button").first.click()
            back = page.locator(f"[name='{name}']").evaluate_all(
                "all => all.map((each) => each.value)"
            )
            if not any("写到一半的话" in each for each in back):
                lost.append(address)
            page.click("text=重新写")
            page.wait_for_function(f"{KEPT} === 0")
            page.wait_for_load_state()

    assert lost == []
    assert len(asked) == len(addresses)
