import datetime

import pytest
from django.test import RequestFactory

from museum.catalogue import opening
from museum.visits.models import VisitSettings, WeeklyHours
from tests.exhibits.conftest import filled, soup, words
from tests.exhibits.test_exhibition_page import rows_within


@pytest.fixture
def asked_home(home, shown_wheel):
    home.question = "村里能不能找个地方\n帮我们存放一下呀？"
    home.asked_by = "搬家那几天，有人这样问"
    home.featured = shown_wheel
    home.save()
    return home


def test_the_first_page_sets_each_line_of_the_question_in_a_column(client, asked_home):
    leaf = soup(client.get("/")).select_one(".leaf")

    assert [line.text for line in leaf.select(".question")] == [
        "村里能不能找个地方",
        "帮我们存放一下呀？",
    ]


def test_the_first_page_shows_the_chosen_object(client, asked_home):
    figure = soup(client.get("/")).select_one(".threshold-figure")

    assert figure.figcaption.a["href"] == "/objects/CS00001/"


def test_a_chosen_object_that_is_closed_gives_way_to_another(
    client, asked_home, curator, shown_loom
):
    opening.withdraw(asked_home.featured, by=curator)

    figure = soup(client.get("/")).select_one(".threshold-figure")

    assert figure.figcaption.a.text == "木织布机"


def test_the_figures_are_counted_from_the_register(client, asked_home, shown_loom):
    ledger = soup(client.get("/")).select_one(".ledger")

    assert ledger.get_text("|", strip=True) == "收集到|2|件|摆在展厅里|1|件"


def test_kinds_without_an_object_are_not_listed(client, asked_home):
    page = soup(client.get("/"))

    assert page.select_one(".threshold-figure").figcaption.a.text == "手摇纺车"
    assert not page.select(".kinds a")


def test_an_exhibition_hangs_out_the_first_three_public_objects(
    client, asked_home, exhibition, shown_wheel, loom
):
    filled(exhibition, loom, shown_wheel)

    card = soup(client.get("/")).select_one(".exhibition")

    assert card.h3.a["href"] == "/cotton/"
    assert len(card.select(".plate")) == 1


def test_an_empty_museum_has_a_finished_first_page(client, db):
    page = soup(client.get("/"))

    assert page.select_one(".leaf h1").text == "村史馆"
    assert page.select(".leaf .question") == []
    assert page.select_one(".plate-empty").get_text(strip=True) == "这里还空着"
    assert "还没有办展览" in page.main.text


def test_no_row_of_the_register_reaches_the_first_page(asked_home):
    context = asked_home.get_context(RequestFactory().get("/"))

    assert "手摇纺车" in str(context["page"].featured)
    assert not list(rows_within(context))


def test_the_footer_shows_no_number_that_is_not_set(client, home):
    footer = soup(client.get("/")).footer

    assert "村史馆" in footer.text
    assert "ICP" not in footer.text
    assert not footer.select("#visit, a")


def test_the_footer_keeps_opening_times_on_one_line(client, home):
    for weekday in range(1, 7):
        WeeklyHours.objects.create(settings=VisitSettings.load(), weekday=weekday,
                                   opens=datetime.time(9), closes=datetime.time(16, 30))  # fmt: skip

    visit = soup(client.get("/")).select_one("#visit p")

    assert "周二至周日 9:00–16:30。" in visit.text
    assert visit.select_one(".nowrap").text == "9:00–16:30"


def test_navigation_holds_only_what_works(client, home):
    links = soup(client.get("/")).select(".masthead-nav a")

    assert [link["href"] for link in links] == ["/#exhibitions", "/objects/", "/visit/"]
    for link in links:
        assert client.get(link["href"]).status_code == 200


def test_a_page_that_is_not_there_says_so_and_offers_a_way_on(client, home):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "没有这一页" in words(response)
    assert soup(response).main.a["href"] == "/objects/"


def test_an_empty_museum_promises_nothing_that_is_not_there(client, db):
    page = soup(client.get("/")).main

    assert "还没有登记东西" in page.text
    assert "正在登记" not in page.text
    assert not page.select('a[href^="/objects/"]')


def test_what_is_received_and_not_open_yet_is_on_its_way(client, wheel):
    caption = soup(client.get("/")).select_one(".threshold-figure figcaption")

    assert "头一件东西正在登记" in caption.text
