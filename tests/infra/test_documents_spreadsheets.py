import csv
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook

from helpdesk.infra.documents.csv import harmless
from helpdesk.infra.documents.model import Column, Facts, Section, Table
from helpdesk.infra.documents.xlsx import sheet_names
from tests.infra.documents_sample import PARTS, REPORT, holding, printed


def workbook(report=REPORT) -> Workbook:
    return load_workbook(BytesIO(printed(report, "xlsx")))


def csv_lines(report=REPORT) -> list[list[str]]:
    return list(csv.reader(StringIO(printed(report, "csv").decode("utf-8-sig"))))


def test_csv_opens_as_utf_8_and_says_what_it_is():
    assert printed(REPORT, "csv").startswith(b"\xef\xbb\xbf")
    assert csv_lines()[:3] == [
        ["Taarifa ya matengenezo"],
        ["MBR/RPT/2026-27/00001"],
        ["Julai hadi Septemba 2026"],
    ]


def test_csv_holds_every_section_with_its_title_and_plain_numbers():
    lines = csv_lines()

    assert ["Vipuri"] in lines
    assert ["Kipuri", "Tarehe", "Idadi", "Gharama (TZS)"] in lines
    assert ["'=2+2", "2026-07-09", "1250", "25000.00"] in lines
    assert ["RAM 8GB <b>", "", "", "-85000.50"] in lines
    assert ["Jumla", "", "1250", "-60000.50"] in lines
    assert ["Maombi", "137", "Robo iliyopita 120"] in lines
    assert ["Julai", "12"] in lines


def test_a_list_begins_with_its_headings_and_ends_with_its_rows():
    chosen = Facts([("Tafuta", "=1+1")])
    report = replace(REPORT, sections=[Section("", [chosen, PARTS])], is_list=True)

    lines, book = csv_lines(report), workbook(report)
    sheet, cover = book.worksheets

    headings = ["Kipuri", "Tarehe", "Idadi", "Gharama (TZS)"]
    assert lines[0] == headings == [cell.value for cell in sheet[1]]
    assert [line[0] if line else "" for line in lines[1:]] == [
        "'=2+2",
        "RAM 8GB <b>",
        "",
        "Tafuta",
        "Jumla",
    ]
    assert [cell.value or "" for cell in sheet["A"][1:]] == [
        line[0] if line else "" for line in lines[1:]
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3")
    assert cover.title == "Kuhusu taarifa hii"


def test_an_empty_list_has_its_headings_alone():
    report = replace(holding(Table([Column("Kifaa")], [])), is_list=True)

    assert csv_lines(report) == [["Kifaa"]]
    assert [cell.value for cell in workbook(report).worksheets[0]["A"]] == ["Kifaa"]


def test_an_empty_table_says_so_in_csv():
    assert csv_lines(holding(Table([Column("Kifaa")], [])))[-1] == ["Hakuna kumbukumbu."]


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\n=1",
        "  =1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20a",
        "\ufe661",
        "\ufeff=1",
    ],
)
def test_no_spreadsheet_runs_what_somebody_typed(typed):
    assert harmless(typed).startswith("'")
    book = workbook(holding(Table([Column(typed)], [(typed,)], caption=typed)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize("typed", ["Printa", "2+2", "asha@mbarali.go.tz", "", "'a"])
def test_harmless_text_stays_as_it_was(typed):
    assert harmless(typed) == typed


def test_a_workbook_says_on_its_first_sheet_what_it_is():
    sheet = workbook().worksheets[0]
    texts = [cell.value for row in sheet.iter_rows() for cell in row]

    assert sheet.title == "Kuhusu taarifa hii"
    assert texts[0] == "JAMHURI YA MUUNGANO WA TANZANIA"
    assert "Taarifa ya matengenezo" in texts
    assert "Julai hadi Septemba 2026" in texts
    assert datetime(2026, 10, 2, 0, 30) in texts  # noqa: DTZ001  # local, as Excel keeps it


def test_a_workbook_has_a_sheet_for_each_section_and_its_numbers_are_numbers():
    sheet = workbook()["Vipuri"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=4)]

    assert rows[0][0] == "Vipuri"
    assert ["'=2+2", datetime(2026, 7, 9), 1250, 25000] in rows  # noqa: DTZ001
    assert ["RAM 8GB <b>", None, None, -85000.5] in rows
    assert ["Jumla", None, 1250, -60000.5] in rows


def test_a_column_of_a_workbook_shows_cents_in_every_row_or_in_none():
    sheet = workbook(holding(PARTS)).worksheets[1]
    shapes = {cell.number_format for cell in sheet["D"] if isinstance(cell.value, float | int)}

    assert shapes == {"#,##0.00;(#,##0.00)"}


def test_the_heading_of_a_lone_table_stays_in_sight():
    sheet = workbook(holding(PARTS)).worksheets[1]

    assert sheet.freeze_panes is not None
    heading = int(sheet.freeze_panes[1:]) - 1
    assert sheet[f"A{heading}"].value == "Kipuri"
    assert sheet.auto_filter.ref == f"A{heading}:D{heading + len(PARTS.rows)}"


def test_columns_are_as_wide_as_what_they_hold():
    sheet = workbook(holding(PARTS)).worksheets[1]

    assert sheet.column_dimensions["A"].width >= len("RAM 8GB <b>")
    assert sheet.column_dimensions["D"].width >= len("(85,000.50)")


def test_numbers_that_excel_would_round_are_kept_in_words():
    sheet = workbook(holding(Table([Column("N")], [(10**17,)]))).worksheets[1]

    assert "100,000,000,000,000,000" in [cell.value for cell in sheet["A"]]


def test_sheet_names_are_what_excel_allows():
    titles = ["A" * 40, "A" * 40, "a" * 40, "Gharama: 1/2 [TZS]?*'", "", "History", "🖨" * 40]
    names = sheet_names(titles)

    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name.encode("utf-16-le")) <= 62 for name in names)
    assert not any(set(name) & set("[]:*?/\\'") for name in names)
    assert names[3] == "Gharama 1 2 TZS"


def test_two_sections_of_one_title_get_two_sheets():
    report = replace(REPORT, sections=[Section("Vipuri", [PARTS]), Section("VIPURI", [PARTS])])

    assert workbook(report).sheetnames[1:] == ["Vipuri", "VIPURI (2)"]


def test_a_calendar_shades_the_cells_that_hold_something():
    table = Table([Column("A"), Column("Jul", numeric=True, shaded=True)], [("x", 4), ("y", None)])
    sheet = workbook(holding(table)).worksheets[1]
    cells = {row[0].value: row[1].fill.fill_type for row in sheet.iter_rows() if row[0].value}
    assert (cells["x"], cells["y"]) == ("solid", None)
