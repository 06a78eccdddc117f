import pytest

from tests.factories import PASSWORD
from tests.journeys import doorkeeping
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]

HANDED_IN = "document.querySelector('[data-state]').textContent.includes('都交上去了')"


@pytest.fixture
def door(own_database, museum_site, signed_in):
    own_database.run(doorkeeping.go_on_duty)
    return signed_in


def tap(page, kind, times=1):
    for _each in range(times):
        page.click(f"[data-tap={kind}] button")


def shown(page, kind):
    return int(page.inner_text(f"[data-count={kind}]"))


def test_the_door_counts_on_without_a_connection_and_hands_each_tap_in_once(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        tap(page, "adult", 2)
        page.wait_for_function(HANDED_IN)

        page.context.set_offline(True)
        tap(page, "adult", 3)
        tap(page, "child", 4)
        tap(page, "elder")
        tap(page, "undo")
        assert (shown(page, "adult"), shown(page, "child"), shown(page, "elder")) == (5, 4, 0)
        page.wait_for_selector("[data-state]:has-text('没有网')")
        assert own_database.run(doorkeeping.counted) == [2, 0, 0, 0, 2]

        page.context.set_offline(False)
        page.wait_for_function(HANDED_IN)
        assert own_database.run(doorkeeping.counted) == [5, 4, 0, 0, 11]
        page.reload()
        page.wait_for_function(HANDED_IN)

        assert (shown(page, "adult"), shown(page, "child")) == (5, 4)
        assert own_database.run(doorkeeping.counted) == [5, 4, 0, 0, 11]
        assert overflow(page) == 0


def test_what_was_tapped_before_the_page_was_closed_is_handed_in_by_the_next(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.context.set_offline(True)
        tap(page, "child", 3)
        page.goto("about:blank")
        page.context.set_offline(False)

        page.goto("/admin/visits/door/")
        page.wait_for_function(HANDED_IN)

        assert own_database.run(doorkeeping.counted) == [0, 3, 0, 0, 3]


def test_loaded_again_without_a_connection_the_door_still_counts(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        tap(page, "adult")
        page.wait_for_function(HANDED_IN)
        page.wait_for_function("navigator.serviceWorker.controller")

        page.context.set_offline(True)
        page.reload()
        assert page.is_visible("[data-away]")
        assert shown(page, "adult") == 1
        tap(page, "child", 2)
        tap(page, "adult")
        tap(page, "undo")
        assert (shown(page, "adult"), shown(page, "child"), shown(page, "all")) == (1, 2, 3)
        assert overflow(page) == 0

        page.context.set_offline(False)
        page.wait_for_selector("[data-group]")
        page.wait_for_function(HANDED_IN)
        assert own_database.run(doorkeeping.counted) == [1, 2, 0, 0, 5]


def test_whoever_was_signed_out_is_told_so_and_nothing_that_was_counted_is_lost(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.context.clear_cookies()
        tap(page, "adult", 2)
        tap(page, "child")
        page.wait_for_function(
            "document.querySelector('[data-state]').textContent.includes('请重新登录')"
        )
        assert "3" in page.inner_text("[data-state]")
        assert (shown(page, "adult"), shown(page, "child")) == (2, 1)
        assert own_database.run(doorkeeping.counted) == [0, 0, 0, 0, 0]

        page.goto("/admin/login/?next=/admin/visits/door/")
        page.fill("[name=username]", "zhiban")
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/visits/door/")
        page.wait_for_function(HANDED_IN)

        assert own_database.run(doorkeeping.counted) == [2, 1, 0, 0, 3]


def write_group(page, name="青石桥小学", persons="48"):
    page.fill("[name=organisation]", name)
    page.fill("[name=persons]", persons)
    page.check("[name=origin][value=city]", force=True)
    page.click("[data-group] button[type=submit]")


def test_groups_written_without_a_connection_go_up_by_themselves_each_once(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.context.set_offline(True)
        tap(page, "adult")
        write_group(page)
        page.wait_for_selector("[data-state]:has-text('写的都在这台机器里，连上了自己交')")
        assert page.input_value("[name=organisation]") == page.input_value("[name=persons]") == ""
        write_group(page, "红石嘴村委会", "6")
        assert (shown(page, "groups"), shown(page, "all")) == (54, 55)
        assert page.inner_text("[data-state]").endswith("3")
        assert own_database.run(doorkeeping.counted) == [0, 0, 0, 0, 0]

        page.context.set_offline(False)
        page.wait_for_selector("text=CG-2")
        page.wait_for_function(HANDED_IN)

        assert own_database.run(doorkeeping.counted) == [55, 0, 0, 54, 1]
        assert "青石桥小学" in page.inner_text(".desk-rows")
        page.reload()
        page.wait_for_function(HANDED_IN)
        assert not page.locator(".desk-kept").count()
        assert own_database.run(doorkeeping.counted) == [55, 0, 0, 54, 1]
        assert overflow(page) == 0


def test_a_group_outlives_the_page_and_is_handed_in_by_the_next(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.context.set_offline(True)
        write_group(page)
        page.goto("about:blank")
        page.context.set_offline(False)

        page.goto("/admin/visits/door/")
        page.wait_for_selector("text=CG-2")

        assert own_database.run(doorkeeping.counted) == [48, 0, 0, 48, 0]


def test_a_group_whose_answer_is_lost_is_written_once(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.route("**/hand-in/", lambda route: (route.fetch(), route.abort()))
        write_group(page)
        page.wait_for_selector("[data-state]:has-text('没有网')")
        assert own_database.run(doorkeeping.counted) == [48, 0, 0, 48, 0]

        page.unroute_all(behavior="wait")
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_selector("text=CG-2")
        page.wait_for_function(HANDED_IN)

        assert own_database.run(doorkeeping.counted) == [48, 0, 0, 48, 0]


def test_a_group_that_the_museum_has_a_question_about_comes_back_into_the_form(door, own_database):
    own_database.run(doorkeeping.write_down_a_dozen_groups)
    before = own_database.run(doorkeeping.counted)[3]
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.context.set_offline(True)
        write_group(page, "青石桥小学校", "30")
        page.wait_for_selector("[data-state]:has-text('没有网')")

        page.context.set_offline(False)
        page.wait_for_selector("[data-group] [name=another]")

        assert page.input_value("[name=organisation]") == "青石桥小学校"
        assert page.input_value("[name=persons]") == "30"
        page.check("[name=another]", force=True)
        page.click("[data-group] button[type=submit]")
        page.wait_for_selector("text=CG-2")
        page.wait_for_function(HANDED_IN)
        assert own_database.run(doorkeeping.counted)[3] == before + 30


def test_the_page_that_stands_in_for_the_door_takes_groups_too(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.wait_for_function("navigator.serviceWorker.controller")
        page.context.set_offline(True)
        page.reload()
        page.wait_for_selector("[data-away]")
        write_group(page)
        page.wait_for_selector("[data-state]:has-text('没有网')")
        assert shown(page, "groups") == 48
        assert overflow(page) == 0

        page.context.set_offline(False)
        page.wait_for_selector("text=CG-2")
        page.wait_for_function(HANDED_IN)

        assert own_database.run(doorkeeping.counted) == [48, 0, 0, 48, 0]


def test_an_answer_that_is_lost_on_the_way_counts_nobody_twice(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.route("**/hand-in/", lambda route: (route.fetch(), route.abort()))
        tap(page, "adult", 2)
        page.wait_for_function(
            "document.querySelector('[data-state]').textContent.includes('没有网')"
        )
        page.unroute_all(behavior="wait")
        page.wait_for_function(HANDED_IN)

        assert own_database.run(doorkeeping.counted) == [2, 0, 0, 0, 2]
        assert shown(page, "adult") == 2


def test_a_group_is_written_down_and_known_the_next_time(door, own_database):
    with door("zhiban", 360) as page:
        page.goto("/admin/visits/door/")
        page.fill("[name=organisation]", "青石桥小学")
        page.fill("[name=persons]", "48")
        page.check("[name=origin][value=city]")
        page.select_option("select[name=kind]", "school")
        page.click("[data-group] button[type=submit]")
        page.wait_for_selector("text=CG-")
        assert overflow(page) == 0

        page.fill("[name=organisation]", "青石桥小学")
        assert page.is_checked("[name=origin][value=city]")
        assert page.input_value("select[name=kind]") == "school"

    assert own_database.run(doorkeeping.counted) == [48, 0, 0, 48, 0]


def test_every_page_of_the_visits_fits_a_telephone(door, own_database):
    with door("zhiban", 360) as page:
        for path in ("", "door/", "slip/", "singles/", "bookings/", "bookings/telephone/"):
            page.goto(f"/admin/visits/{path}")
            assert overflow(page) == 0, path
    with door(None, 360) as visitor:
        for path in ("/visit/", "/visit/book/"):
            visitor.goto(path)
            assert overflow(visitor) == 0, path
        days = visitor.locator("#day option")
        visitor.select_option("#day", index=min(2, days.count() - 1))
        visitor.click(".booking-day button")
        visitor.check("[name=time] >> nth=0")
        for name, words in {"size": "12", "name": "沙老师", "phone": "13800005678"}.items():
            visitor.fill(f"[name={name}]", words)
        visitor.select_option("select[name=kind]", "school")
        visitor.select_option("[name=origin]", "district")
        visitor.check("[name=agreed]")
        visitor.click(".booking-form button")
        visitor.wait_for_selector("text=YY-")
        assert overflow(visitor) == 0
