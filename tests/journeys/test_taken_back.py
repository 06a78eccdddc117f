"""A deposit is given back, with the paper photographed; brought again; and what was wrong is undone."""

import pytest

from tests.factories import photo_file
from tests.journeys import objects
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]


def press(page, item, word):
    page.goto(f"/admin/catalogue/objects/{item}/")
    page.get_by_role("link", name=word, exact=True).first.click()
    page.wait_for_selector(".desk-act form")
    assert overflow(page) == 0


def send(page):
    page.click(".desk-act form [type=submit]")


@pytest.mark.parametrize("width", [360, 1280])
def test_wrong_decisions_are_undone_at_the_desk(signed_in, own_database, width):
    jar, plough, _owner, twin = own_database.run(objects.accept_two)
    paper = {"name": "签字.jpg", "mimeType": "image/jpeg", "buffer": photo_file().read()}

    with signed_in("guanzhang", width) as page:
        press(page, jar, "还给主人家")
        send(page)
        page.wait_for_selector("text=给后来的人写几个字")
        page.fill("[name=reason]", "女儿出嫁")
        page.set_input_files("[name=paper]", paper)
        send(page)
        page.wait_for_selector("text=签字单子的照片")
        press(page, jar, "又送来了")
        page.fill("[name=reason]", "新房子没有地方放")
        send(page)
        page.wait_for_selector("text=又回来了")
        press(page, plough, "出馆")
        page.check("[name=reason_code][value=duplicate_entry]")
        page.fill("[name=reason]", "登了两次")
        send(page)
        page.wait_for_selector("text=已出馆")
        press(page, plough, "撤回“出馆”")
        page.fill("[name=reason]", "不是同一架")
        send(page)
        page.wait_for_selector("text=撤回了")
        page.goto(f"/admin/people/merge/{twin}/")
        page.wait_for_selector("text=买买提·艾则孜")
        page.fill("[name=reason]", "同一个人")
        send(page)
        page.wait_for_selector("text=以后只算一个")

    assert own_database.run(objects.status) == ["accessioned", "accessioned", 1]
