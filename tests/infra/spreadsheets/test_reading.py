"""What is read out of a spreadsheet, and what is never unpacked."""

import struct
import time
from datetime import date
from pathlib import Path

import pytest

from helpdesk.infra.spreadsheets import RefusedSheetError, SheetRefusal, read
from tests.infra.spreadsheets.samples import bomb, ods, packed, workbook

OLD = Path(__file__).with_name("old.xls").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _refusal(content: bytes) -> SheetRefusal:
    with pytest.raises(RefusedSheetError) as refused:
        read(content)
    return refused.value.reason


def _messy(book, sheet) -> None:
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range(0, 0, 0, 2, "REJESTA")
    sheet.merge_range(2, 0, 4, 0, "Afya")
    sheet.write_datetime(2, 1, date(2024, 3, 1), day)
    sheet.write_formula(3, 1, "=A1+2", None, 3)
    sheet.write_formula(4, 1, "=1/0", None, "#DIV/0!")
    sheet.set_row(1_000_000, 30)  # an empty row with a look counts for nothing


def test_merged_cells_go_down_and_formulas_are_their_values():
    (table,) = read(workbook(_messy))

    assert table == [
        ["REJESTA", ""],
        ["", ""],
        ["Afya", date(2024, 3, 1)],
        ["Afya", 3.0],
        ["Afya", "#DIV/0!"],
    ]


def test_a_workbook_of_old_is_read():
    (table,) = read(OLD)

    assert table[2:4] == [
        ["Namba ya mali", "Modeli", "Tarehe ya ununuzi"],
        ["A/1", "HP LaserJet", date(2024, 3, 1)],
    ]
    assert table[4][1] == "HP LaserJet"  # merged with the one above


def test_an_open_document_is_read():
    assert read(ods("Modeli", "HP")) == [[["Modeli"], ["HP"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_any_letters_and_with_any_separator(encoding, separator):
    rows = [["Namba", "Jina", "Bei"], ["1", "Café", '"1,250,000"'], ["2", "Neema", "7"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)

    assert read(content)[0][1] == ["1", "Café", "1,250,000"]


@pytest.mark.parametrize("megabytes", [60, 300])
def test_a_sheet_that_unpacks_to_hundreds_of_megabytes_is_refused_at_once(megabytes):
    content, began = bomb(megabytes), time.perf_counter()

    assert _refusal(content) is SheetRefusal.TOO_LARGE
    assert time.perf_counter() - began < 2


def test_a_small_part_that_was_packed_a_thousandfold_is_refused():
    assert _refusal(bomb(20)) is SheetRefusal.TOO_LARGE


def test_a_workbook_whose_directory_lies_about_sizes_is_not_unpacked_further():
    content = bytearray(bomb(40))
    at = content.rindex(b"PK\x01\x02")  # the second entry of the directory
    struct.pack_into("<I", content, at + 24, 1000)

    assert _refusal(bytes(content)) is SheetRefusal.NOT_A_SHEET


@pytest.mark.parametrize(
    "content",
    [
        workbook(lambda _book, sheet: (sheet.write(0, 0, "a"), sheet.write(1_048_575, 0, "z"))),
        workbook(lambda _book, sheet: (sheet.write(0, 0, "a"), sheet.write(5, 16_383, "z"))),
        ods("a", repeated=1_000_000),
        b"a;b\n" * 20_001,
        b";" * 300,
    ],
)
def test_too_many_rows_or_columns_are_refused_before_they_are_laid_out(content):
    began = time.perf_counter()

    assert _refusal(content) is SheetRefusal.TOO_MANY
    assert time.perf_counter() - began < 2


def test_cells_far_apart_in_a_workbook_of_old_are_refused():
    far = bytearray(OLD)
    at = far.index(struct.pack("<HHHH", 0x00FD, 10, 3, 0))  # words in row 4, column 1
    struct.pack_into("<H", far, at + 4, 65_000)

    assert _refusal(bytes(far)) is SheetRefusal.TOO_MANY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", SheetRefusal.EMPTY),
        (b"%PDF-1.4", SheetRefusal.NOT_A_SHEET),
        (b"PK\x03\x04 not a zip", SheetRefusal.NOT_A_SHEET),
        (packed({"word/document.xml": "<x/>"}), SheetRefusal.NOT_A_SHEET),
        (OLE + b"nothing", SheetRefusal.NOT_A_SHEET),
        (OLE + "EncryptedPackage".encode("utf-16-le"), SheetRefusal.ENCRYPTED),
        (
            packed({"content.xml": "<x/>", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            SheetRefusal.ENCRYPTED,
        ),
        (b"<html><table><tr><td>1</td></tr></table>", SheetRefusal.NOT_A_SHEET),
        (b"\x7fELF\x01\x02\x00\x01 and so on", SheetRefusal.NOT_A_SHEET),
        (b"x" * (10 * 1024 * 1024 + 1), SheetRefusal.TOO_LARGE),
    ],
)
def test_what_is_no_open_spreadsheet_is_refused(content, reason):
    assert _refusal(content) is reason
