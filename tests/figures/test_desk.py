import uuid
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from museum.campaigns import Campaign
from museum.catalogue.models import Donation
from museum.figures import reporting
from museum.figures.definitions import ALL
from museum.figures.models import Report
from museum.institution import Museum
from tests.factories import onlooker, received
from tests.figures.conftest import YEAR, D

YEARLY = "/admin/figures/yearly/?year=2023"
FINAL = "/admin/figures/yearly/final/"
SCREENS = ["/admin/figures/?year=2023", "/admin/figures/records/visitors/?year=2023", YEARLY,
           "/admin/figures/yearly/paper/?year=2023", "/admin/figures/yearly/xlsx/?year=2023",
           "/admin/figures/reports/TJ-2023-0001/", "/admin/figures/reports/TJ-2023-0001/paper/",
           "/admin/figures/reports/TJ-2023-0001/xlsx/"]  # fmt: skip


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def report(filled, curator):
    return reporting.hand_in(YEAR, by=curator)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_curator_sees_every_screen(client, curator, report, screen):
    client.force_login(curator)

    assert client.get(screen).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", ["registrar", "keeper", "on_duty"])
def test_no_other_role_sees_any(client, request, report, screen, role):
    client.force_login(request.getfixturevalue(role))

    answer = client.get(screen)

    assert answer.status_code in (302, 403)
    assert "92" not in answer.content.decode()


def test_the_coordinator_sees_numbers_but_not_the_registers_of_others(client, coordinator, filled):
    client.force_login(coordinator)

    page = soup(client.get(SCREENS[0]))
    links = {a["href"].split("/")[4] for a in page.select(".figures-list a")}

    assert "92" in page.text
    assert "served" in links
    assert "visitors" not in links
    assert client.get(SCREENS[1]).status_code in (302, 403)


def test_each_number_opens_records_that_say_the_same_number(client, curator, filled):
    client.force_login(curator)
    page = soup(client.get(SCREENS[0]))

    for link in page.select(".figures-list a"):
        opened = soup(client.get(link["href"]))

        assert opened.select_one(".figures-total").text == link.text


def test_each_bar_of_each_chart_opens_records_that_say_the_same_number(client, curator, filled):
    client.force_login(curator)
    page = soup(client.get(SCREENS[0]))

    opened = {}
    for link in page.select(".chart-table a"):
        records = soup(client.get(link["href"]))
        summed = sum(float(cell.text) for cell in records.select("tbody td.desk-number"))
        lines = len(records.select("tbody tr"))
        opened[link["aria-label"]] = (link.text, records.select_one(".figures-total").text)
        unit = records.select("thead th")[-1].text
        assert (summed / 60 if unit == "分钟" else summed or lines) >= float(link.text)

    charts = {each.find_parent("figure").select_one(".chart-title").text
              for each in page.select(".chart-table a")}  # fmt: skip
    assert len(charts) == len(page.select(".chart")) == 6
    assert {label: pair for label, pair in opened.items() if pair[0] != pair[1]} == {}


def test_what_no_bar_is_called_opens_nothing_and_no_error(client, curator, filled):
    client.force_login(curator)

    for narrow in ("by=kind&of=nobody", "by=work&of=999999999999999999999", "by=work&of=x"):
        code = "hours" if "work" in narrow else "visitors"
        answer = client.get(f"/admin/figures/records/{code}/?year=2023&{narrow}")
        assert float(soup(answer).select_one(".figures-total").text) == 0
    whole = client.get("/admin/figures/records/visitors/?year=2023&by=shoe&of=size")
    assert soup(whole).select_one(".figures-total").text == "92"


def test_a_visit_of_many_names_is_one_line_with_its_number(client, curator, filled):
    client.force_login(curator)

    rows = soup(client.get("/admin/figures/records/outside_persons/?year=2023")).select("tbody tr")

    assert [row.select("td")[1].text for row in rows] == ["46", "20"]
    assert "杨林渡小学" in rows[0].text


def test_the_form_forged_by_the_coordinator_hands_nothing_in(client, coordinator, filled):
    client.force_login(coordinator)

    client.post(FINAL, {"from": "2023-01-01", "until": "2023-12-31"})

    page = client.get(YEARLY).content.decode()
    assert not Report.objects.exists()
    assert "参观人次" in page
    assert "figures-hand-in" not in page


def test_handing_in_leads_to_the_report(client, curator, filled):
    client.force_login(curator)
    form = {"from": "2023-01-01", "until": "2023-12-20", "key": str(uuid.uuid4())}

    for _twice in range(2):
        answer = client.post(FINAL, form, follow=True)

    assert "TJ-2023-0001" in answer.content.decode()
    assert "截至12月20日" in answer.content.decode()
    assert Report.objects.count() == 1


@pytest.mark.parametrize(("said", "sentence"), [
    ({"year": "1901"}, "1901年？馆里的登记从1980年开始"),
    ({"from": "1926-01-01", "until": "1926-11-28"}, "1926年？馆里的登记从1980年开始"),
    ({"from": "1979-12-31", "until": "2023-11-28"}, "1979年？馆里的登记从1980年开始"),
    ({"from": "0202-11-28", "until": "0202-11-28"}, "0202年？馆里的登记从1980年开始"),
    ({"from": "0001-01-01", "until": "0001-01-01"}, "0001年？馆里的登记从1980年开始"),
    ({"from": "2023-01-01", "until": "9999-12-31"}, "9999年12月31日还没过完"),
    ({"from": "9999-12-31", "until": "9999-12-31"}, "9999年12月31日还没过完"),
    ({"from": "0000-00-00", "until": "0000-00-00"}, "“0000-00-00”？日历上没有这一天"),
    ({"from": "2023-02-29", "until": "2023-03-01"}, "“2023-02-29”？日历上没有这一天"),
    ({"from": "19650", "until": "19650"}, "“19650”？日历上没有这一天"),
    ({"year": "19650"}, "“19650”？没有这样的年份"),
    ({"year": "0000"}, "“0000”？没有这样的年份"),
    ({"year": "9999"}, "9999年12月31日还没过完"),
    ({"from": "2023-12-31", "until": "2023-01-01"}, "最后一天比第一天还早"),
    ({"from": "2023-01-01"}, "从哪天到哪天"),
    ({}, "从哪天到哪天"),
])  # fmt: skip
def test_a_period_that_cannot_be_meant_is_asked_about_and_gets_no_number(
    client, curator, filled, said, sentence
):
    client.force_login(curator)

    answer = client.post(FINAL, said, follow=True)

    assert sentence in answer.content.decode()
    assert not Report.objects.exists()


def test_a_museum_whose_registers_begin_earlier_reports_earlier_years(client, curator, filled):
    Museum.objects.update(first_year=1950)
    client.force_login(curator)

    answer = client.post(FINAL, {"year": "1965"}, follow=True)

    assert "TJ-1965-0001" in answer.content.decode()


def test_an_erratum_stands_on_the_report_s_page(client, curator, report, group):
    group(D(2023, 12, 30), persons=31)
    client.force_login(curator)

    cells = soup(client.get(SCREENS[5])).select_one(".figures-table").select("tbody tr")

    assert ["参观人次 人次", "92", "123"] in [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in cells
    ]


@pytest.mark.parametrize("query", ["year=abc", "from=2023-13-01&until=x", "year=99999",
                                   "campaign=x&year=2023", "from=0001-01-01&until=9999-12-31",
                                   "from=2023-12-31&until=2023-01-01"])  # fmt: skip
def test_no_address_ends_in_an_error(client, curator, filled, query):
    client.force_login(curator)

    for path in ("/admin/figures/", "/admin/figures/records/held/", "/admin/figures/yearly/"):
        assert client.get(f"{path}?{query}").status_code == 200
    assert client.get("/admin/figures/records/nothing/").status_code == 404


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


@pytest.mark.parametrize(("path", "most"), [(SCREENS[0], 80), (YEARLY, 110)])
def test_a_busier_year_asks_no_more_of_the_database(
    client, curator, registrar, grandmother, filled, group, path, most
):
    client.force_login(curator)
    before = queries(client, path)

    for day in range(1, 9):
        group(D(2023, 7, day), organisations=[f"第{day}小学"])
        received(f"物件{day}", by=registrar, owner=grandmother, happened_at=D(2023, 7, day))

    assert queries(client, path) <= before <= most


def test_a_chart_says_in_words_and_in_a_table_what_it_draws(client, curator, filled):
    client.force_login(curator)
    months = soup(client.get(SCREENS[0])).select_one("#chart-months-desc").find_parent("figure")

    table = {row.th.text: [cell.text for cell in row.select("td")]
             for row in months.select("tbody tr")}  # fmt: skip

    drawing = months.select_one("svg[role=img]")
    assert drawing.title.text == "各月来了多少人"
    assert "92" in drawing.desc.text
    assert table["5月"] == ["11", "0", "11"]
    assert table["4月"] == ["0", "46", "46"]


def test_a_receipt_names_its_campaign(client, registrar, campaign, reception):
    client.force_login(registrar)
    page = soup(client.get(reverse("receiving:receive")))
    offered = [option.text for option in page.select("[name=campaign] option")]
    card = page.select_one("[name=card]")["value"]
    form = {"key": page.select_one("[name=key]")["value"], "came": "here", "card": card,
            "brought-name": "王桂兰", "ownership": "own", "naming": "full", "received": "me",
            "received_on": "2023-04-08", "campaign": campaign.pk, f"{card}-title": "纺车",
            f"{card}-way": "gift"}  # fmt: skip

    client.post(reverse("receiving:receive"), form)

    assert offered == ["不算在活动里", "红石榴"]
    assert Donation.objects.get().campaign == campaign


def test_without_a_campaign_nobody_is_asked_for_one(client, registrar):
    client.force_login(registrar)

    page = soup(client.get(reverse("receiving:receive")))

    assert page.select("[name=ownership]")
    assert not page.select("[name=campaign]")


def test_the_curator_names_a_campaign_and_nobody_deletes_one(client, curator, campaign):
    client.force_login(curator)

    client.post(
        reverse("campaigns:add"), {"name": "搬家季", "starts_on": "", "ends_on": "", "purpose": ""}
    )

    assert Campaign.objects.filter(name="搬家季").exists()
    assert client.post(f"/admin/campaigns/delete/{campaign.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["curator", "coordinator"])
@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ({}, {}),
        ({"starts_on": D(2023, 4, 1)}, {}),
        ({"ends_on": D(2023, 5, 31)}, {}),
        (
            {"starts_on": D(2023, 4, 1), "ends_on": D(2023, 5, 31)},
            {"from": ["2023-04-01"], "until": ["2023-05-31"]},
        ),
    ],
    ids=["no days", "a first day", "a last day", "both days"],
)
def test_the_list_of_campaigns_leads_to_the_figures_of_each_for_its_own_days(
    client, request, campaign, role, days, asked
):
    Campaign.objects.update(**days)
    client.force_login(request.getfixturevalue(role))

    page = soup(client.get(reverse("campaigns:index")))

    [link] = [each["href"] for each in page.select("a") if each.get_text(strip=True) == "看数字"]
    address, _sign, query = link.partition("?")
    assert address == reverse("figures:index")
    assert parse_qs(query) == {"campaign": [str(campaign.pk)]} | asked
    assert client.get(link).status_code == 200


def test_who_sees_campaigns_and_no_figures_is_led_to_none(client, campaign):
    client.force_login(onlooker("museum.view_campaign"))

    page = soup(client.get(reverse("campaigns:index")))

    assert campaign.name in page.main.text
    assert not page.select('a[href*="figures"]')


@pytest.mark.parametrize(("role", "may"), [("curator", True), ("coordinator", False)])
def test_only_whoever_may_hand_in_is_asked_to(client, request, filled, role, may):
    client.force_login(request.getfixturevalue(role))

    page = soup(client.get(YEARLY))

    assert "92" in page.main.text
    assert bool(page.select(".figures-hand-in a")) is may


@pytest.mark.parametrize("role", ["registrar", "keeper", "on_duty"])
def test_who_sees_no_figures_sees_no_list_of_campaigns(client, request, campaign, role):
    client.force_login(request.getfixturevalue(role))

    answer = client.get(reverse("campaigns:index"))

    assert answer.status_code in (302, 403)
    assert campaign.name not in answer.content.decode()


@pytest.mark.parametrize("role", ["coordinator", "registrar", "keeper", "on_duty"])
def test_no_other_role_names_or_renames_a_campaign(client, request, campaign, role):
    client.force_login(request.getfixturevalue(role))
    form = {"name": "假活动", "starts_on": "", "ends_on": "", "purpose": ""}

    answers = [client.post(reverse("campaigns:add"), form),
               client.post(reverse("campaigns:edit", args=[campaign.pk]), form)]  # fmt: skip

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert list(Campaign.objects.values_list("name", flat=True)) == ["红石榴"]


def test_every_definition_has_a_section_on_the_dashboard(client, curator, filled):
    client.force_login(curator)

    assert len(soup(client.get(SCREENS[0])).select(".figures-list > div")) == len(ALL)
