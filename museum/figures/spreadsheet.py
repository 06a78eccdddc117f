"""年度统计表 as xlsx: numbers as numbers, one printed page of A4."""

import io
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from museum import ledger_head
from museum.clock import day_in_words
from museum.figures.models import Report
from museum.figures.yearly import Row, Table
from museum.public import museum

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HAIR = Side(style="thin", color="FF999999")
INK = Side(style="medium", color="FF111111")
WIDTHS = {"A": 12, "B": 26, "C": 9, "D": 13, "E": 13, "F": 16}
LAST_COLUMN = "F"


def title() -> str:
    return _("Yearly report")


def write(table: Table, report: Report | None = None) -> bytes:
    """Return the file. What nobody here counts is left empty, with a word that says so."""
    book = Workbook()
    sheet = book.active
    sheet.title = title()
    _head(sheet, table, report)
    for section in table.sections:
        for row in section.rows:
            sheet.append(_cells(section.label, row))
            value = sheet.cell(sheet.max_row, 4)
            if isinstance(value.value, str):
                value.data_type = "s"  # what somebody typed is no formula
    head = ledger_head.left_by(report.uuid) if report else ledger_head.now()
    lines = [*table.lines, (_("Head of the ledger"), str(head))] if head else table.lines
    for heading, said in lines:
        sheet.append([heading, said])
        sheet.merge_cells(f"B{sheet.max_row}:{LAST_COLUMN}{sheet.max_row}")
    _look(sheet)
    _set_up_page(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _head(sheet: Worksheet, table: Table, report: Report | None) -> None:
    named = museum()
    sheet.append([f"{named.name}{title()}"])
    days = f"{day_in_words(table.period.first)}–{day_in_words(table.period.last)}"
    state = report.label if report else _("not handed in")
    sheet.append([f"{days}　{state}"])
    for row in (1, 2):
        sheet.merge_cells(f"A{row}:{LAST_COLUMN}{row}")
    sheet.append([
        pgettext("column", "Part"), pgettext("column", "Figure"), pgettext("column", "Unit"),
        pgettext("column", "This period"), pgettext("column", "Last year"),
        pgettext("column", "Note"),
    ])  # fmt: skip


def _cells(section: str, row: Row) -> list:
    note = _("by hand") if row.for_the_pen else ""
    value = _typed(row.said) if row.for_the_pen else _number(row.value)
    return [section, row.label, row.unit, value, _number(row.before), note]


def _typed(said: str):
    """Return what was filled in by hand, as a number where it is one."""
    return int(said) if said.isdecimal() and len(said) < 16 else said or None


def _number(value):
    return float(value) if isinstance(value, Decimal) else value


def _look(sheet: Worksheet) -> None:
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet["A1"].font = Font(name="SimSun", size=16, bold=True)
    sheet["A1"].alignment = sheet["A2"].alignment = Alignment(horizontal="center")
    before = None
    for row in sheet.iter_rows(min_row=3):
        new = row[0].value != before
        before = row[0].value
        for cell in row:
            cell.font = Font(name="SimSun", size=10, bold=row[0].row == 3)
            cell.border = Border(top=INK if new else HAIR, bottom=HAIR)
            text = not isinstance(cell.value, (int, float))
            cell.alignment = Alignment(wrap_text=text, vertical="center")
            if isinstance(cell.value, float):
                cell.number_format = "0.0"
        if len(str(row[1].value or "")) > 40:
            sheet.row_dimensions[row[0].row].height = 28


def _set_up_page(sheet: Worksheet) -> None:
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
