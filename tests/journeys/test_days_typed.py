"""What somebody types as a day is that day, or is asked about; never another one without a word."""

import pytest

from tests.journeys import objects
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def move(page, item, day):
    """Type the day of a move as people do, leave the field, send it; return what then stood there."""
    page.goto(f"/admin/catalogue/objects/{item}/move/")
    page.select_option("[name=destination]", index=1)
    page.locator("[name=happened_at]").press_sequentially(day)
    page.keyboard.press("Tab")
    left = page.input_value("[name=happened_at]")
    assert overflow(page) == 0
    assert page.locator(".xdsoft_datetimepicker").count() == 0
    page.click(".desk-act form [type=submit]")
    return left


@pytest.mark.parametrize("width", [360, 1280])
def test_the_day_of_an_act_is_the_one_that_is_typed(signed_in, own_database, width):
    plough = own_database.run(objects.accept_last_week)
    written = own_database.run(objects.yesterday_in_words)

    with signed_in("guanzhang", width) as page:
        unread = move(page, plough, "11月的一天")
        page.wait_for_selector("text=日历上没有这一天")
        again = page.input_value("[name=happened_at]")
        read = move(page, plough, written)
        page.wait_for_url(f"**/objects/{plough}/")

    assert (unread, again, read) == ("11月的一天", "11月的一天", written)
    assert own_database.run(objects.moved_yesterday) == 1


@pytest.mark.parametrize("day", ["二月三十日", "十一月的一天"])
def test_a_day_that_comes_without_a_key_is_not_dropped(signed_in, own_database, day):
    plough = own_database.run(objects.accept_last_week)
    before = own_database.run(objects.moves)

    with signed_in("guanzhang") as page:
        page.goto(f"/admin/catalogue/objects/{plough}/move/")
        page.select_option("[name=destination]", index=1)
        page.focus("[name=happened_at]")
        page.keyboard.insert_text(day)  # as handwriting and voice do
        page.click(".desk-act form [type=submit]")
        page.wait_for_selector("text=日历上没有这一天")
        again = page.input_value("[name=happened_at]")

    assert again == day
    assert own_database.run(objects.moves) == before


def test_half_a_date_is_not_taken_for_none(signed_in, own_database):
    plough = own_database.run(objects.accept_last_week)

    with signed_in("guanzhang") as page:
        page.goto(f"/admin/catalogue/objects/{plough}/move/")
        page.select_option("[name=destination]", index=1)
        page.focus("[name=happened_at]")
        page.keyboard.press("ArrowUp")
        page.click(".desk-act form [type=submit]")
        page.wait_for_function("document.activeElement.name === 'happened_at'")

    assert own_database.run(objects.moved_yesterday) == 0


def test_the_hour_of_closing_is_read_as_it_is_written(signed_in):
    with signed_in("guanzhang") as page:
        page.goto("/admin/settings/visits/visitsettings/")
        page.get_by_role("button", name="添加开放日").click()
        page.select_option("[name=weekly-0-weekday]", "2")
        page.fill("[name=weekly-0-opens]", "上午九点")
        page.locator("[name=weekly-0-closes]").press_sequentially("16点半")
        page.keyboard.press("Tab")
        left = page.input_value("[name=weekly-0-closes]")
        page.get_by_role("button", name="保存").first.click()
        page.wait_for_function(
            "document.querySelector('[name=weekly-0-closes]')?.value === '16:30'", timeout=20_000
        )

        assert left == "16点半"
