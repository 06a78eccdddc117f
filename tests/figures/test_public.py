import dataclasses

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from museum.figures import public, quantities
from museum.figures.definitions import BY_CODE
from museum.figures.period_counts import PeriodCounts
from museum.institution import Museum
from museum.visits.models import VisitSettings
from tests.figures.conftest import YEAR

CROSSING = {
    "PublicLedger": "visits volunteers",
    "PublicFigure": "label counts value unit",
    "PublicPart": "label figures",
    "PublicQuantity": "question value unit is_tally filled hollow each key words",
    "PublicYear": "year years until quantities parts charts outside",
}


@pytest.fixture
def demo(filled):
    row = Museum.load()
    row.demo_since = timezone.now()
    row.save()


def page(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


@pytest.mark.parametrize("name", CROSSING)
def test_nothing_crosses_the_door_but_what_is_listed(name):
    shape = getattr(public, name)

    assert [field.name for field in dataclasses.fields(shape)] == CROSSING[name].split()
    assert shape.__dataclass_params__.frozen


def test_the_page_of_numbers_says_the_numbers_and_no_name(client, demo):
    main = page(client, "/figures/").main

    ledger = {
        row.dt.contents[0]: row.dd.get_text("|", strip=True) for row in main.select(".ledger > div")
    }
    assert ledger["参观人次"] == "92|人次"
    assert ledger["外区单位"] == "1|家"
    assert ledger["服务时长"] == "5.5|小时"
    for name in ("杨林渡小学", "王桂兰", "马德全", "沙秀英"):
        assert name not in main.text


def test_each_number_says_what_it_counts_and_is_the_desk_s_own(client, demo):
    rows = page(client, "/figures/").main.select(".ledger > div")
    shown = {row.dt.contents[0]: (row.dt.small.text, row.dd.contents[0].strip()) for row in rows}

    counted = [BY_CODE[code] for _words, codes in public.PARTS for code in codes]
    assert shown == {
        str(each.label): (str(each.counts), str(each.value(PeriodCounts(YEAR)))) for each in counted
    }


def test_a_year_without_records_is_not_there(client, demo):
    assert client.get("/figures/?year=2022").status_code == 200
    for query in ("year=1999", "year=abc", "year=²"):
        assert client.get(f"/figures/?{query}").status_code == 404


def test_the_first_page_counts_everybody_who_ever_came(client, filled):
    ledger = page(client, "/").select_one(".ledger")

    assert ledger.get_text("|", strip=True).endswith("来看过|191|人次|志愿者|2|人")


def test_an_empty_museum_has_a_page_of_noughts(client, db):
    assert client.get("/figures/").status_code == 200


@pytest.mark.parametrize(
    ("begins", "said"), [("city", "本市其他区县"), ("province", "省内其他市州")]
)
def test_visitors_read_where_outside_begins(client, db, begins, said):
    VisitSettings.load()
    VisitSettings.objects.update(outside_from=begins)

    page = " ".join(BeautifulSoup(client.get("/figures/").content, "html.parser").main.text.split())

    assert f"外区指{said}和更远的地方" in page
    assert f"外区（{said}和更远）来的团体" in page
    assert "设置" not in page
    assert "本区以外" not in page


def test_eight_quantities_are_told_before_the_ledger_and_agree_with_it(client, demo):
    main = page(client, "/figures/").main
    told = [each.b.text for each in main.select(".quantity")]

    names = ("held", "collected", None, "with_story", "visitors", "group_visits",
             "outside_organisations", "volunteers")  # fmt: skip
    counted = [name and str(BY_CODE[name].value(PeriodCounts(YEAR))) for name in names]
    assert [one for one, name in zip(told, names, strict=True) if name] == list(
        filter(None, counted)
    )
    assert main.select_one("details.fine:not([open]) .ledger")


def test_there_are_as_many_squares_and_strokes_as_the_words_say(client, demo):
    held, *_others = page(client, "/figures/").select(".quantity")
    came = page(client, "/figures/").select_one(".tally")

    shown = PeriodCounts(YEAR).on_display_count
    assert len(held.select("rect")) == int(held.b.text)
    assert len(held.select("rect.in")) == shown
    assert sum(path["d"].count("M") for path in came.select("path")) == 92


@pytest.mark.parametrize(("total", "each"), [(0, 1), (150, 1), (151, 10), (1500, 10), (1501, 100)])
def test_of_many_things_a_square_stands_for_more_than_one(total, each):
    assert quantities._each(total, quantities.SQUARES_AT_MOST) == each
