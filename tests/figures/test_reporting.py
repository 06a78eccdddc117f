import datetime
import hashlib
import io
import uuid

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from museum import chain, ledger_head
from museum.figures import periods, reporting, spreadsheet
from museum.figures.models import Report
from museum.figures.periods import Period
from museum.figures.yearly import table, thawed
from museum.institution import Museum
from museum.ledger import LedgerLine
from museum.refusals import codes
from tests.figures.conftest import YEAR, D


def rows(counted):
    return {row.code: row for row in counted.rows}


def test_a_report_stays_as_it_was_and_says_what_changed(filled, curator, group):
    report = reporting.hand_in(YEAR, by=curator)

    group(D(2023, 12, 30), persons=31)

    kept = rows(thawed(report.table, report.period))
    assert (kept["visitors"].value, kept["group_visits"].value) == (92, 3)
    changed = {each.label: (each.was, each.now) for each in reporting.errata(report)}
    assert changed["参观人次"] == (92, 123)
    assert changed["外区人次"] == (66, 97)
    assert "服务时长" not in changed


def test_a_visit_of_last_year_written_down_late_changes_the_column_beside_it(
    filled, curator, group
):
    report = reporting.hand_in(YEAR, by=curator)

    group(D(2022, 6, 1), persons=8)

    changed = [(str(each.of), each.label, each.was, each.now) for each in reporting.errata(report)]
    assert ("2022年", "参观人次", 99, 107) in changed
    assert not [words for of, words, _was, _now in changed if of == "2023年"]


def test_what_happens_after_the_period_is_no_erratum(filled, curator, group):
    report = reporting.hand_in(YEAR, by=curator)

    group(D(2024, 1, 2), persons=31)
    after_it = reporting.errata(report)
    group(D(2023, 12, 31), persons=31)

    assert after_it == []
    assert "参观人次" in [each.label for each in reporting.errata(report)]


def test_a_new_photo_makes_no_earlier_figure_wrong(filled, curator):
    report = reporting.hand_in(YEAR, by=curator)

    filled["wheel"].provenance = "三组马家的嫁妆"
    filled["wheel"].save()

    assert (
        rows(table(YEAR))["origin_rate"].value
        != rows(thawed(report.table, YEAR))["origin_rate"].value
    )
    assert reporting.errata(report) == []


def test_a_later_report_is_a_second_one(filled, curator):
    first = reporting.hand_in(Period(D(2023, 1, 1), D(2023, 12, 20)), by=curator)
    second = reporting.hand_in(YEAR, by=curator)

    assert [first.label, second.label] == ["TJ-2023-0001", "TJ-2023-0002"]


def test_the_same_form_twice_is_one_report(filled, curator):
    key = uuid.uuid4()

    first, again = (reporting.hand_in(YEAR, by=curator, key=key) for _each in range(2))

    assert first == again
    assert Report.objects.count() == 1


def test_a_report_is_neither_changed_nor_deleted(filled, curator):
    report = reporting.hand_in(YEAR, by=curator)
    report.first = D(2023, 2, 1)

    for act in (report.save, report.delete, Report.objects.all().delete):
        with pytest.raises(ValidationError):
            act()


def test_the_ledger_holds_the_fingerprint_of_what_was_handed_in(filled, curator):
    report = reporting.hand_in(YEAR, by=curator)

    line = LedgerLine.objects.get(act="figures.handed_in")
    report.refresh_from_db()

    assert line.facts["figures"] == reporting.fingerprint(report.table)
    assert chain.first_misfit() is None


def test_paper_and_spreadsheet_carry_the_head_of_the_ledger_as_the_report_left_it(
    filled, curator, client
):
    report = reporting.hand_in(YEAR, by=curator)
    head = str(ledger_head.now())
    reporting.hand_in(Period(D(2023, 1, 1), D(2023, 12, 20)), by=curator)

    client.force_login(curator)
    paper = client.get(f"/admin/figures/reports/{report.label}/paper/").content.decode()
    book = spreadsheet.write(table(YEAR), report)
    open_one = client.get("/admin/figures/yearly/paper/").content.decode()

    told = [cell.value for row in load_workbook(io.BytesIO(book)).active for cell in row]
    assert head in paper
    assert head in told
    assert str(ledger_head.now()) in open_one
    assert head not in open_one


def test_nobody_reports_a_day_that_is_not_over(curator):
    tomorrow = periods.today() + datetime.timedelta(days=1)

    with pytest.raises(ValidationError) as refusal:
        reporting.hand_in(Period(periods.today(), tomorrow), by=curator)

    assert codes(refusal.value) == {"future"}


@pytest.mark.parametrize("role", ["coordinator", "registrar", "keeper", "on_duty"])
def test_only_the_curator_hands_in(role, request):
    with pytest.raises(ValidationError) as refusal:
        reporting.hand_in(YEAR, by=request.getfixturevalue(role))

    assert codes(refusal.value) == {"forbidden"}
    assert not Report.objects.exists()


def test_last_year_stands_beside_it_and_nothing_before_there_was_a_museum(filled):
    beside = rows(table(YEAR))["visitors"].before
    Museum.objects.update_or_create(defaults={"founded_on": D(2023, 2, 4)})

    assert beside == 99
    assert rows(table(YEAR))["visitors"].before is None


def test_what_the_museum_cannot_know_is_left_for_the_pen(filled):
    pen = [row for row in table(YEAR).rows if row.for_the_pen]

    assert {"发放证书", "展厅面积", "夜间开放", "收入", "支出", "安全事故", "宣传报道"} <= {
        row.label for row in pen
    }
    assert all(row.value is None and row.before is None for row in pen)


def test_frozen_and_thawed_is_the_same_table(filled):
    counted = table(YEAR)

    assert thawed(reporting.frozen(counted), YEAR) == counted


def test_a_period_that_ends_before_it_begins_is_not_handed_in(curator):
    with pytest.raises(ValidationError) as refusal:
        reporting.hand_in(Period(D(2023, 12, 20), D(2023, 1, 1)), by=curator)

    assert codes(refusal.value) == {"reversed"}
    assert not Report.objects.exists()


def test_a_period_of_one_day_that_ends_today_is_handed_in(filled, curator, monkeypatch):
    monkeypatch.setattr(reporting, "today", lambda: D(2023, 12, 20))

    report = reporting.hand_in(Period(D(2023, 12, 20), D(2023, 12, 20)), by=curator, early=True)

    assert (report.first, report.last, report.year) == (D(2023, 12, 20), D(2023, 12, 20), 2023)


def test_the_fingerprint_of_a_table_is_the_same_in_a_hundred_years():
    kept = {"rows": [{"label": "参观人次", "value": 92}], "a": None}

    assert (
        reporting.fingerprint(kept)
        == hashlib.sha256(
            '{"a":null,"rows":[{"label":"参观人次","value":92}]}'.encode()
        ).hexdigest()
    )


def test_a_period_before_the_registers_begin_gets_no_number(curator):
    with pytest.raises(ValidationError) as refusal:
        reporting.hand_in(
            Period(datetime.date(1979, 1, 1), datetime.date(1979, 12, 31)), by=curator
        )

    assert codes(refusal.value) == {"year"}
    assert not Report.objects.exists()
