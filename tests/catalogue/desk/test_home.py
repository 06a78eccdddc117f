import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Workflow

from museum.catalogue import accessioning, displaying
from museum.institution import Museum
from museum.pictures.taking_in import take_in
from museum.visits.models import VisitSettings, WeeklyHours
from tests.factories import photo_file, published, received

HOME = "wagtailadmin_home"


@pytest.fixture
def seen_by(client):
    def look(user):
        client.force_login(user)
        return BeautifulSoup(client.get(reverse(HOME)).content, "html.parser")

    return look


def headings(page):
    return [heading["id"] for heading in page.select(".desk-task h2")]


def hand_in(item, user):
    item.save_revision(user=user)
    return Workflow.objects.get(name="请馆长看").start(item, user)


def test_the_curator_first_sees_what_waits_for_an_answer(seen_by, wheel, loom, registrar, curator):
    hand_in(wheel, registrar)

    page = seen_by(curator)

    assert headings(page) == ["in_review", "at_reception", "without_photo", "without_story",
                              "backup"]  # fmt: skip
    assert "手摇纺车" in page.select_one(".desk-task").text


def test_the_volunteer_sees_what_came_back_and_own_drafts(
    seen_by, wheel, loom, registrar, curator, ma_family
):
    received("馆长自己收的", by=curator, owner=ma_family)
    hand_in(wheel, registrar).current_task_state.reject(user=curator, comment="补一张照片")

    page = seen_by(registrar)

    assert headings(page) == ["sent_back", "drafts"]
    assert "木织布机" in page.text
    assert "馆长自己收的" not in page.text


def test_the_keeper_sees_what_is_still_at_reception(seen_by, wheel, loom, curator, keeper):
    accessioning.accept(loom, by=curator)

    page = seen_by(keeper)

    assert headings(page) == ["at_reception"]
    assert page.select_one(".desk-receive") is None


def test_the_big_button_is_for_those_who_receive(seen_by, registrar, curator):
    for user in (registrar, curator):
        assert seen_by(user).select_one("a.desk-receive")["href"] == reverse("receiving:receive")


def test_what_stands_in_a_case_without_a_page_is_told(seen_by, wheel, curator, case):
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=curator)

    page = seen_by(curator)

    assert headings(page)[0] == "on_display_without_page"
    assert "CS00001" in page.text


def test_every_link_leads_to_a_list_of_just_these(seen_by, client, registrar, ma_family, curator):
    for n in range(7):
        received(f"竹篮{n}", by=registrar, owner=ma_family)

    for user in (curator, registrar):
        for task in seen_by(user).select(".desk-task:not(.backup)"):
            listed = client.get(task.select_one(".desk-all")["href"])
            counted = int(task.select_one(".desk-count").text)
            assert len(task.select(".desk-object")) == 5
            assert listed.context["page_obj"].paginator.count == counted == 7


def test_an_object_shows_its_picture_its_number_and_its_name(
    seen_by, registrar, ma_family, curator
):
    picture = take_in([photo_file()], by=registrar).pictures[0]
    item = received("马灯", by=registrar, owner=ma_family, pictures=[picture])

    line = seen_by(curator).select_one(".desk-object")

    assert line.img["src"].startswith("/media/")
    assert line.select_one(".number").text == item.number
    assert line.a["href"] == reverse("objects:sheet", args=[item.pk])


def test_an_empty_museum_sees_how_to_begin(seen_by, curator):
    page = seen_by(curator)

    links = [link["href"] for link in page.select(".desk-step a")]
    assert links == [
        reverse("wagtailsettings:edit", args=["museum", "museum"]),
        reverse("wagtailsettings:edit", args=["visits", "visitsettings"]),
        reverse("places:add"),
        reverse("wagtailusers_users:add"),
        reverse("receiving:receive"),
        reverse("wagtailsnippets_catalogue_item:list"),
    ]
    assert page.select(".desk-step-done") == []
    assert page.select(".desk-task") == []


def test_a_step_that_is_taken_is_ticked_off(seen_by, curator, case):
    page = seen_by(curator)

    assert len(page.select(".desk-step-done")) == 1
    assert reverse("places:add") not in [link["href"] for link in page.select(".desk-step a")]


def test_each_step_leads_where_its_words_can_be_written(seen_by, client, curator):
    links = {link.text: link["href"] for link in seen_by(curator).select(".desk-step a")}

    where = client.get(links["写上馆名、地址、电话"], follow=True).content.decode()
    when = client.get(links["写上开放时间"], follow=True).content.decode()

    assert all(f'name="{name}"' in where for name in ("name", "address", "telephone"))
    assert 'name="weekly-TOTAL_FORMS"' in when


def test_the_steps_go_when_all_are_taken(seen_by, curator, case, wheel):
    settings = VisitSettings.load()
    WeeklyHours.objects.create(settings=settings, weekday=1, opens=datetime.time(9),
                               closes=datetime.time(16))  # fmt: skip
    accessioning.accept(wheel, by=curator)
    published(wheel)
    before = seen_by(curator)
    museum = Museum.load()
    museum.address = "石榴湾还建小区党群服务中心一楼"
    museum.save()

    after = seen_by(curator)

    assert len(before.select(".desk-steps")) == 1
    assert after.select(".desk-steps") == []
    assert after.select_one(".desk-object")


def test_a_volunteer_is_led_to_the_step_that_is_theirs(seen_by, registrar):
    links = [link["href"] for link in seen_by(registrar).select(".desk-step a")]

    assert links == [reverse("receiving:receive")]


def test_when_nothing_waits_it_says_so(seen_by, wheel, keeper, curator, case):
    accessioning.accept(wheel, by=curator)
    displaying.put_on_display(wheel, case, by=curator)

    page = seen_by(keeper)

    assert page.select_one(".desk-nothing")
    assert page.select(".desk-task, .desk-steps") == []


def queries(client):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(HOME))
    return len(asked)


def test_the_home_asks_little_however_much_there_is(client, registrar, ma_family, curator, case):
    def fill(times):
        for n in range(times):
            picture = take_in([photo_file()], by=registrar).pictures[0]
            shown = received(f"马灯{n}", by=registrar, owner=ma_family, pictures=[picture])
            accessioning.accept(shown, by=curator)
            displaying.put_on_display(shown, case, by=curator)
            hand_in(received(f"竹篮{n}", by=registrar, owner=ma_family), registrar)

    client.force_login(curator)
    fill(1)
    client.get(reverse(HOME))
    few = queries(client)
    fill(6)
    client.get(reverse(HOME))

    assert queries(client) == few <= 31
