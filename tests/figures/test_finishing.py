"""定稿: filled in first, said beforehand, and afterwards where it went."""

import datetime
import io
import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from museum import chain
from museum.clock import today
from museum.figures import reporting, spreadsheet, submitting
from museum.figures.models import Report, Submission
from museum.figures.periods import Period, until_today
from museum.figures.yearly import pen_rows, thawed
from museum.refusals import codes
from tests.figures.conftest import YEAR

FINAL = "/admin/figures/yearly/final/"
RUNNING = until_today(today().year)
SO_FAR = {"from": str(RUNNING.first), "until": str(today())}
LAST_YEAR = {"from": "2023-01-01", "until": "2023-12-31"}


def said(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").select_one("main").get_text()


@pytest.fixture
def report(filled, curator):
    return reporting.hand_in(YEAR, by=curator)


def test_the_thirteen_cells_are_filled_in_before_it_becomes_final(client, curator, filled):
    client.force_login(curator)
    cells = {"pen:floor": "260", "pen:liked": "手摇纺车、马灯", "pen:income": "1200"}

    page = client.get(FINAL, LAST_YEAR)
    answer = client.post(FINAL, LAST_YEAR | cells, follow=True)

    fields = BeautifulSoup(page.content, "html.parser").select(".figures-cells input")
    assert len(fields) == len(pen_rows()) == 13
    table = thawed(Report.objects.get().table, YEAR)
    assert {row.code: row.said for row in table.rows if row.said} == cells
    assert "手摇纺车、马灯" in said(answer)


def test_what_was_filled_in_stands_on_paper_and_spreadsheet(client, curator, filled):
    by_hand = {"pen:floor": "260", "pen:liked": "=1+1"}
    report = reporting.hand_in(YEAR, by=curator, by_hand=by_hand)
    client.force_login(curator)

    paper = client.get(f"/admin/figures/reports/{report.label}/paper/").content.decode()
    book = load_workbook(io.BytesIO(spreadsheet.write(thawed(report.table, YEAR), report)))

    found = {row[1].value: row[3] for row in book.active.iter_rows(min_row=4)}
    liked = next(cell for cell in found.values() if cell.value == "=1+1")
    assert ">260<" in paper
    assert found["展厅面积"].value == 260
    assert liked.data_type == "s"


def test_the_page_says_what_becomes_final(client, curator, filled):
    client.force_login(curator)

    page = said(client.get(FINAL, LAST_YEAR))

    assert "2023年1月1日" in page
    assert "谁也改不了" in page
    assert "还没过完" not in page


def test_while_the_period_runs_it_warns_and_asks_for_a_tick(client, curator, filled):
    client.force_login(curator)

    page = client.get(FINAL, SO_FAR)
    refused = client.post(FINAL, SO_FAR | {"pen:floor": "260"})
    none = Report.objects.count()
    client.post(FINAL, SO_FAR | {"early": "on"})

    assert "还没过完" in said(page)
    assert 'value="260"' in refused.content.decode()
    assert none == 0
    assert Report.objects.count() == 1


def test_a_running_period_is_final_only_where_it_is_meant(curator, filled):
    with pytest.raises(ValidationError) as refusal:
        reporting.hand_in(RUNNING, by=curator)
    early = reporting.hand_in(RUNNING, by=curator, early=True)

    assert codes(refusal.value) == {"running"}
    assert early.last == today()


def test_a_cell_takes_a_few_words_and_no_page(curator, filled):
    with pytest.raises(ValidationError) as refusal:
        reporting.hand_in(YEAR, by=curator, by_hand={"pen:liked": "马灯" * 40})

    assert codes(refusal.value) == {"long"}
    assert not Report.objects.exists()


def test_it_is_written_down_when_it_went_to_whom(client, curator, report):
    client.force_login(curator)
    told = {"day": str(today()), "to": "镇文化站", "key": str(uuid.uuid4())}
    address = f"/admin/figures/reports/{report.label}/"

    for _twice in range(2):
        answer = client.post(address, told, follow=True)

    assert "镇文化站" in said(answer)
    assert [(each.to, each.day) for each in Submission.objects.all()] == [("镇文化站", today())]
    assert chain.first_misfit() is None


def test_without_a_body_nothing_is_written_down(client, curator, report):
    client.force_login(curator)

    answer = client.post(f"/admin/figures/reports/{report.label}/", {"day": str(today()), "to": ""})

    assert "desk-refusals" in answer.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(("told", "code"), [
    ({"to": " "}, "no_words"),
    ({"day": datetime.date(1979, 1, 1)}, "year"),
    ({"day": today() + datetime.timedelta(days=1)}, "future"),
    ({"day": today() - datetime.timedelta(days=1)}, "before"),
])  # fmt: skip
def test_what_cannot_have_gone_is_asked_about(curator, report, told, code):
    with pytest.raises(ValidationError) as refusal:
        submitting.submit(report, by=curator, **{"day": today(), "to": "镇文化站"} | told)

    assert codes(refusal.value) == {code}
    assert not Submission.objects.exists()


def test_only_the_curator_writes_down_where_it_went(client, coordinator, report):
    client.force_login(coordinator)

    page = client.get(f"/admin/figures/reports/{report.label}/")
    with pytest.raises(ValidationError) as refusal:
        submitting.submit(report, by=coordinator, day=today(), to="镇文化站")

    assert codes(refusal.value) == {"forbidden"}
    assert b'name="to"' not in page.content
    assert page.status_code == 200


def test_a_report_that_was_made_before_there_were_cells_still_opens(report):
    kept = report.table
    for section in kept["sections"]:
        for row in section["rows"]:
            del row["said"]

    rows = thawed(kept, Period(report.first, report.last)).rows

    assert [row.said for row in rows] == [""] * len(rows)
