import re

import pytest

from tests.factories import photo_file
from tests.journeys.conftest import overflow

pytestmark = [pytest.mark.browser, pytest.mark.processes]

TELEPHONE = 360


def photograph(name):
    file = photo_file(name, size=(1600, 1200))
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.read()}


def receive_the_wheel(page):
    page.goto("/admin/")
    page.get_by_role("link", name="收东西").first.click()
    page.fill("[name=brought-name]", "王桂兰")
    page.fill("[name=brought-phone]", "13800001234")
    page.get_by_text("一家人的").click()
    page.fill("[name=household]", "马家")
    page.fill("[name=household_group]", "三组")
    card = page.locator("[data-card]").first
    card.locator("[name$=-title]").fill("手摇纺车")
    card.locator("[name$=-other_names]").fill("纺线车")
    card.locator("[name$=-way][value=gift]").check()
    card.locator("[name$=-condition]").fill("摇把后配，短一截")
    card.locator("[type=file]").set_input_files([photograph("IMG_1.jpg"), photograph("IMG_2.jpg")])
    assert overflow(page) == 0
    page.click("[name=act][value=save]")
    page.wait_for_selector("text=想怎么署名，再选一样")
    assert page.locator("[data-card] img").count() == 2
    assert page.input_value("[data-card] [name$=-condition]") == "摇把后配，短一截"
    page.check("[name=naming][value=household]")
    page.click("[name=act][value=save]")
    page.wait_for_selector("text=RG-")
    return re.search(r"RG-\d{4}-\d{4}", page.content()).group()


def write_its_story(page):
    page.goto("/admin/objects/")
    page.get_by_role("link", name="手摇纺车").first.click()
    page.wait_for_selector("[name=title]", state="attached")
    page.get_by_role("tab", name=re.compile("来历")).click()
    page.fill("[name=use]", "摇轮带锭，把棉条纺成线。")
    page.get_by_role("button", name=re.compile("添加|加")).first.click()
    page.fill("[name=stories-0-text]", "这架纺车是我婆婆的。哪年不纺的，我记不清了。")
    for leaf in ("may_keep", "may_show", "may_send", "may_publish"):
        page.check(f"[name=stories-0-{leaf}][value=True]")
    page.get_by_role("button", name="请馆长看").first.click()
    page.wait_for_load_state("networkidle")


def send_back(page):
    page.goto("/admin/")
    page.get_by_role("link", name="手摇纺车").first.click()
    page.get_by_role("link", name="写说明").first.click()
    page.wait_for_selector("[name=title]", state="attached")
    page.get_by_role("button", name="退回补充").first.click()
    page.fill(".modal textarea", "轮子的绳断过没有，再问一声。")
    page.locator(".modal form").get_by_role("button", name="退回补充").click()
    page.wait_for_selector(".modal textarea", state="detached")
    page.wait_for_load_state("networkidle")


def write_more(page):
    page.goto("/admin/")
    page.get_by_role("link", name="手摇纺车").first.click()
    page.wait_for_selector("text=轮子的绳断过没有，再问一声。")
    page.get_by_role("link", name="写说明").first.click()
    page.wait_for_selector("[name=title]", state="attached")
    page.get_by_role("tab", name=re.compile("来历")).click()
    page.fill("[name=use]", "摇轮带锭，把棉条纺成线。轮子的绳断过，自己接的。")
    page.get_by_role("button", name="请馆长看").first.click()
    page.wait_for_load_state("networkidle")


def read_and_publish(page):
    page.goto("/admin/")
    assert "待馆长看" in page.content()
    page.get_by_role("link", name="手摇纺车").first.click()
    page.get_by_role("link", name="写说明").first.click()
    page.wait_for_selector("[name=title]", state="attached")
    page.get_by_role("button", name="通过").first.click()
    page.wait_for_load_state("networkidle")


def do(page, act, **choices):
    page.goto("/admin/objects/")
    page.get_by_role("link", name="手摇纺车").first.click()
    page.get_by_role("link", name=act, exact=True).first.click()
    page.wait_for_selector(".desk-act")
    for name, words in choices.items():
        page.select_option(f"[name={name}]", label=words)
    page.locator(".desk-act form").get_by_role("button", name=act).click()
    page.wait_for_selector(".messages, [data-w-messages-target]", state="attached")
    page.wait_for_load_state("networkidle")


def test_a_spinning_wheel_goes_from_the_giver_s_hands_to_its_public_page(signed_in):
    with signed_in("dengji", TELEPHONE) as volunteer:
        receipt = receive_the_wheel(volunteer)
        write_its_story(volunteer)
    with signed_in("guanzhang") as curator:
        send_back(curator)
    with signed_in("dengji", TELEPHONE) as volunteer:
        write_more(volunteer)
    with signed_in("guanzhang") as curator:
        read_and_publish(curator)
        do(curator, "收下")
        assert "CS00001" in curator.content()
    with signed_in("baoguan", TELEPHONE) as keeper:
        do(keeper, "上展", destination="二厅·三号柜（能放8件，现有0件）")

    with signed_in(None, TELEPHONE) as visitor:
        visitor.goto("/o/CS00001")
        said = visitor.inner_text("main")
        pictures = visitor.locator("main img").count()
        broken = visitor.evaluate("[...document.images].filter(i => !i.naturalWidth).length")

    for words in (
        "CS00001",
        "手摇纺车",
        "纺线车",
        "二厅·三号柜",
        "三组马家捐赠",
        "我记不清了",
        "自己接的",
    ):
        assert words in said
    assert receipt.startswith("RG-")
    assert "13800001234" not in said
    assert (pictures >= 2, broken) == (True, 0)
