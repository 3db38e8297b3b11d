"""Reading a spreadsheet, whatever it is: told by its first bytes and never by its name."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from helpdesk.infra.spreadsheets.cells import Cell
from helpdesk.infra.spreadsheets.old import extent
from helpdesk.infra.spreadsheets.packed import plain_copy
from helpdesk.infra.spreadsheets.refusals import (
    LARGEST,
    RefusedSheetError,
    SheetRefusal,
    check_extent,
)
from helpdesk.infra.spreadsheets.texts import read_text

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
MOST_SHEETS = 10
Table = list[list[Cell]]


def read(content: bytes) -> list[Table]:
    """Return the visible sheets; row 1 of a sheet is the first of its list.

    A cell that runs down over several rows has its value in each of them.
    """
    if not content.strip():
        raise RefusedSheetError(SheetRefusal.EMPTY)
    if len(content) > LARGEST:
        raise RefusedSheetError(SheetRefusal.TOO_LARGE)
    if content.startswith(OTHERS):
        raise RefusedSheetError(SheetRefusal.NOT_A_SHEET)
    if content.startswith(ZIP):
        return _read_book(plain_copy(content))
    if content.startswith(OLD_OFFICE):
        check_extent(*extent(content))
        return _read_book(content)
    return [[list[Cell](row) for row in read_text(content)]]


def _read_book(content: bytes) -> list[Table]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            return [_table(sheet) for sheet in _sheets(book)]
    except PasswordError as error:
        raise RefusedSheetError(SheetRefusal.ENCRYPTED) from error
    except (CalamineError, ValueError, OSError) as error:
        raise RefusedSheetError(SheetRefusal.NOT_A_SHEET) from error


def _sheets(book: CalamineWorkbook) -> Iterator[CalamineSheet]:
    shown = [
        one.name
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
    ]
    for name in shown[:MOST_SHEETS]:
        yield book.get_sheet_by_name(name)


def _table(sheet: CalamineSheet) -> Table:
    rows, columns = sheet.total_height, sheet.total_width
    check_extent(rows, columns)
    table: Table = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (first, column), (last, _column) in sheet.merged_cell_ranges or ():
        _fill_down(table, column, first, last)
    return table


def _fill_down(table: Sequence[list[Cell]], column: int, first: int, last: int) -> None:
    if first >= len(table) or column >= len(table[first]):
        return
    for row in table[first + 1 : last + 1]:
        if row[column] == "":
            row[column] = table[first][column]
