"""/o/CODE: what hangs on a thing leads visitors to its page and those who work here to the desk."""

import pytest

from museum.catalogue import accessioning, opening, tagging
from tests.catalogue.desk.filling import words
from tests.factories import UserFactory, onlooker, published

WECHAT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 MicroMessenger/8.0.42"


def test_a_visitor_who_scans_an_unused_tag_reads_that_it_waits_for_its_thing(client, tags):
    page = client.get("/o/0001R")

    assert page.status_code == 200
    assert "这是一张还没用过的号牌" in words(page)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Cache-Control"] == "no-store"
    assert 'href="/admin/tags/0001R/"' in page.content.decode()


@pytest.mark.parametrize("code", ["0001R", "0001–R", "0001r"])
def test_a_visitor_is_led_to_the_page_of_what_the_tag_hangs_on(client, curator, wheel, tags, code):
    accessioning.accept(wheel, by=curator)
    published(wheel)
    tagging.tie(tags[0], wheel, by=curator)

    assert client.get(f"/o/{code}").url == "/objects/CS00001/"


def test_a_visitor_reads_that_a_thing_is_not_public_and_no_more(client, curator, wheel, tags):
    accessioning.accept(wheel, by=curator)
    published(wheel)
    tagging.tie(tags[0], wheel, by=curator)
    opening.withdraw(wheel, by=curator)

    page = client.get("/o/0001R")

    assert page.status_code == 200
    assert "此物暂不公开" in words(page)
    assert "手摇纺车" not in page.content.decode()


def test_a_tag_that_counts_no_more_leads_nowhere_and_one_that_was_lost_leads_on(
    client, curator, wheel, loom, tags
):
    accessioning.accept(wheel, by=curator)
    published(wheel)
    tagging.tie(tags[0], loom, by=curator)
    tagging.void(tags[0], by=curator, reason="拴错了")
    tagging.tie(tags[1], wheel, by=curator)
    tagging.replace(wheel, tags[2], by=curator)

    assert client.get("/o/0001R").status_code == 404
    assert client.get(f"/o/{tags[1].code}").url == "/objects/CS00001/"
    assert client.get(f"/o/{tags[2].code}").url == "/objects/CS00001/"


@pytest.mark.parametrize("who", ["curator", "registrar", "keeper"])
def test_whoever_works_here_is_led_to_the_desk(request, as_, who, case, wheel, tags):
    client = as_(request.getfixturevalue(who))
    number, place = wheel.holding.designation, case.tags.get().code

    for code in (tags[0].code, number, place):
        answer = client.get(f"/o/{code}")
        assert answer.url == f"/admin/tags/{code}/"
        assert answer.headers["Cache-Control"] == "no-store"
        assert client.get(answer.url).status_code == 200


def test_whoever_is_signed_in_for_something_else_is_a_visitor(client, db, tags):
    for user in (UserFactory(), onlooker("visits.view_visit")):
        client.force_login(user)
        assert client.get("/o/0001R").status_code == 200
        assert client.get("/admin/tags/0001R/").status_code in (302, 403)


@pytest.mark.parametrize("code", ["0001R", "RG-2026-0001-1", "WZ"])
def test_whoever_scans_with_wechat_is_told_to_open_it_in_the_browser(
    as_, curator, wheel, case, tags, code
):
    client = as_(curator)
    wanted = {"WZ": case.tags.get().code, "RG-2026-0001-1": wheel.holding.designation}.get(
        code, code
    )

    there = client.get(f"/admin/tags/{wanted}/", headers={"user-agent": WECHAT})
    elsewhere = client.get(f"/admin/tags/{wanted}/")

    assert "点右上角，用浏览器打开" in words(there)
    assert "点右上角，用浏览器打开" not in words(elsewhere)
