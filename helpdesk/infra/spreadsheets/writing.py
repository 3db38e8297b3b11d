"""Small workbooks to fill in or to put right: headings, rows, and nothing that runs."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from helpdesk.infra.documents.csv import BYTE_ORDER_MARK, harmless
from helpdesk.infra.documents.xlsx import AS_TYPED, HEADING, sheet_names
from helpdesk.infra.spreadsheets.cells import Cell

WIDTH = 22  # letters
MIMETYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Rows = Sequence[Sequence[Cell | Decimal | None]]


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: a row of headings, and the rows below them."""

    title: str
    headings: Sequence[str]
    rows: Rows


def written(pages: Sequence[Page], form: str) -> bytes:
    """Write a workbook; as "csv", which has one sheet only, the first."""
    return _csv(pages[0]) if form == "csv" else _xlsx(pages)


def _csv(page: Page) -> bytes:
    target = StringIO()
    writer = csv.writer(target)
    for row in [page.headings, *page.rows]:
        writer.writerow([harmless(_words(cell)) for cell in row])
    return (BYTE_ORDER_MARK + target.getvalue()).encode()


def _words(cell: Cell | Decimal | None) -> str:
    match cell:
        case None:
            return ""
        case datetime() | date():
            return f"{cell:%d/%m/%Y}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _xlsx(pages: Sequence[Page]) -> bytes:
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, **AS_TYPED})
    head, day = book.add_format(HEADING), book.add_format({"num_format": "dd/mm/yyyy"})
    for name, page in zip(sheet_names([page.title for page in pages]), pages, strict=True):
        sheet = book.add_worksheet(name)
        sheet.set_column(0, max(0, len(page.headings) - 1), WIDTH)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(page.headings):
            sheet.write_string(0, column, harmless(heading), head)
        for number, row in enumerate(page.rows, start=1):
            _write_row(sheet, number, row, day)
    book.close()
    return target.getvalue()


def _write_row(sheet: Any, number: int, row: Sequence[Cell | Decimal | None], day: Any) -> None:
    for column, cell in enumerate(row):
        match cell:
            case date():
                sheet.write_datetime(number, column, cell, day)
            case bool() | str() | None:
                sheet.write_string(number, column, harmless(_words(cell)))
            case int() | float() | Decimal():
                sheet.write_number(number, column, cell)
            case _:
                sheet.write_string(number, column, str(cell))
