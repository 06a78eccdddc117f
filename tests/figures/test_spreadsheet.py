import io

import pytest
from openpyxl import load_workbook

from museum.figures import reporting, spreadsheet
from museum.figures.yearly import table
from tests.figures.conftest import YEAR


@pytest.fixture
def sheet(filled):
    return load_workbook(io.BytesIO(spreadsheet.write(table(YEAR)))).active


def read(sheet):
    return {row[1].value: row for row in sheet.iter_rows(min_row=4)}


def test_numbers_are_numbers_and_what_is_for_the_pen_is_empty(sheet):
    found = read(sheet)

    assert [cell.value for cell in found["参观人次"][2:5]] == ["人次", 92, 99]
    assert found["服务时长"][3].value == 5.5
    assert found["展厅面积"][3].value is None
    assert found["展厅面积"][5].value == "手填"


def test_every_row_of_the_table_is_there_once(sheet):
    words = [row.words for row in table(YEAR).rows]

    told = [row[1].value for row in sheet.iter_rows(min_row=4, max_row=3 + len(words))]

    assert told == words
    assert len(set(told)) == len(told)


def test_it_prints_on_one_page_of_a4(sheet):
    setup = sheet.page_setup

    assert (setup.paperSize, setup.orientation) == ("9", "portrait") or setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 1)


def test_its_headings_are_chinese_and_it_says_whether_it_was_handed_in(sheet, curator):
    report = reporting.hand_in(YEAR, by=curator)
    handed_in = load_workbook(io.BytesIO(spreadsheet.write(table(YEAR), report))).active

    assert sheet.title == "年度统计表"
    assert [cell.value for cell in sheet[3]] == ["部分", "项目", "单位", "本期", "上年同期", "备注"]
    assert sheet["A2"].value.endswith("未上报")
    assert handed_in["A2"].value.endswith("TJ-2023-0001")
