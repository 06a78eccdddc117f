import dataclasses
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
    words = [row.label for row in table(YEAR).rows]

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
    assert sheet["A2"].value.endswith("还没定稿")
    assert handed_in["A2"].value.endswith("TJ-2023-0001")


def test_words_are_wrapped_numbers_stand_on_one_line_and_only_the_head_is_bold(sheet):
    found = read(sheet)

    whole, half = found["参观人次"], found["服务时长"]
    assert whole[1].alignment.wrap_text
    assert not whole[3].alignment.wrap_text
    assert not half[3].alignment.wrap_text
    assert (whole[3].number_format, half[3].number_format) == ("General", "0.0")
    assert [sheet.cell(row, 2).font.bold for row in (3, 4, 5)] == [True, False, False]
    assert (sheet["A1"].font.size, sheet["A1"].font.bold) == (16, True)


def test_the_printed_page_keeps_its_head_its_margins_and_its_widths(sheet):
    margins = sheet.page_margins

    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C4", "$3:$3")
    assert sheet.print_options.horizontalCentered
    assert {margins.left, margins.right, margins.top, margins.bottom} == {0.5}
    assert {name: sheet.column_dimensions[name].width for name in "ABCDEF"} == {
        "A": 12, "B": 26, "C": 9, "D": 13, "E": 13, "F": 16,
    }  # fmt: skip
    assert {sheet["A1"].alignment.horizontal, sheet["A2"].alignment.horizontal} == {"center"}
    assert {cell.alignment.vertical for row in sheet.iter_rows(min_row=3) for cell in row[:1]} == {
        "center"
    }


def test_a_section_begins_with_a_strong_line_and_what_is_said_below_has_the_whole_width(sheet):
    rows = [row for row in sheet.iter_rows(min_row=3) if row[0].value]
    strong = [row[0].row for row in rows if row[0].border.top.style == "medium"]
    begins = [row[0].row for before, row in zip([None, *rows], rows, strict=False)
              if before is None or before[0].value != row[0].value]  # fmt: skip
    counted = len(table(YEAR).rows)
    said = range(4 + counted, sheet.max_row + 1)

    assert strong == begins
    assert len(strong) > 4
    assert {row[1].border.bottom.style for row in rows} == {"thin"}
    assert {str(each) for each in sheet.merged_cells.ranges} == {
        "A1:F1", "A2:F2", *(f"B{row}:F{row}" for row in said),
    }  # fmt: skip


@pytest.mark.parametrize(("length", "height"), [(40, None), (41, 28)])
def test_a_row_of_many_words_is_higher(filled, length, height):
    counted = table(YEAR)
    first, *others = counted.sections
    words = dataclasses.replace(first.rows[0], label="数" * length)
    longer = dataclasses.replace(first, rows=(words, *first.rows[1:]))
    changed = dataclasses.replace(counted, sections=(longer, *others))

    made = load_workbook(io.BytesIO(spreadsheet.write(changed))).active

    assert made.row_dimensions[4].height == height
