"""Workbooks that are zip archives (XLSX, ODS): looked at before anything in them is unpacked."""

import re
import zlib
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from helpdesk.infra.spreadsheets.refusals import (
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    MOST_TIMES,
    RefusedSheetError,
    SheetRefusal,
    check_extent,
)

SMALL = 1024 * 1024  # bytes; what unpacks to less may have been packed as tightly as it likes
IS_ENCRYPTED = 0x1
SHEETS_OF_XLSX, CONTENT_OF_ODS = "xl/worksheets/", "content.xml"
DRAWN = ("xl/media/", "xl/drawings/", "xl/embeddings/", "Pictures/", "Thumbnails/", "Object")
CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,4})([0-9]{1,8})[\"'][^>]*[^/>]>")
FAULT = re.compile(rb"(<(?:\w+:)?c\s(?:[^>]*?\s)?t=)[\"']e[\"']")
ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>|<text:p")
REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=[\"']([0-9]{1,9})[\"']")
ODS_PASSWORD = b"manifest:encryption-data"
BROKEN = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def plain_copy(content: bytes) -> bytes:
    """Return the same workbook, unpacked by us within limits, for a reader that knows none.

    Sizes in an archive may lie: only what they promise is read, and nothing else goes on.
    """
    target = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as archive, ZipFile(target, "w", ZIP_STORED) as copy:
            members = _checked(archive)
            for member in members:
                body = archive.read(member)
                _check_cells(member.filename, body)
                copy.writestr(member.filename, _with_faults(member.filename, body))
    except BROKEN as error:
        raise RefusedSheetError(SheetRefusal.NOT_A_SHEET) from error
    return target.getvalue()


def _checked(archive: ZipFile) -> list[ZipInfo]:
    """Judge the directory alone, and return what is worth unpacking."""
    members = archive.infolist()
    if any(member.flag_bits & IS_ENCRYPTED for member in members):
        raise RefusedSheetError(SheetRefusal.ENCRYPTED)
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_UNPACKED:
        raise RefusedSheetError(SheetRefusal.TOO_LARGE)
    if any(_is_a_bomb(member) for member in members):
        raise RefusedSheetError(SheetRefusal.TOO_LARGE)
    names = {member.filename for member in members}
    if not {"xl/workbook.xml", CONTENT_OF_ODS} & names:
        raise RefusedSheetError(SheetRefusal.NOT_A_SHEET)
    return [member for member in members if not member.filename.startswith(DRAWN)]


def _is_a_bomb(member: ZipInfo) -> bool:
    return member.file_size > max(SMALL, MOST_TIMES * member.compress_size)


def _check_cells(name: str, body: bytes) -> None:
    """Refuse a sheet that would be huge once it is laid out, however few cells it names."""
    if name.startswith(SHEETS_OF_XLSX):
        rows, columns = _extent_of_xlsx(body)
    elif name == CONTENT_OF_ODS:
        rows, columns = _extent_of_ods(body)
    elif name == "META-INF/manifest.xml" and ODS_PASSWORD in body:
        raise RefusedSheetError(SheetRefusal.ENCRYPTED)
    else:
        return
    check_extent(rows, columns)


def _with_faults(name: str, body: bytes) -> bytes:
    """Let "#DIV/0!" be read as it stands there: the reader would take it for an empty cell."""
    return FAULT.sub(rb'\1"str"', body) if name.startswith(SHEETS_OF_XLSX) else body


def _extent_of_xlsx(body: bytes) -> tuple[int, int]:
    """Return the last row and column with something in a cell; empty ones with a look are many."""
    places = set(CELL.findall(body))
    rows = max((int(row) for _column, row in places), default=0)
    letters = {column for column, _row in places}
    return rows, max(map(_column_number, letters), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _extent_of_ods(body: bytes) -> tuple[int, int]:
    """Return the last row and column that have words, with all that is said to be repeated."""
    row = column = times = rows = columns = 0
    for tag in ODS_TAG.finditer(body):
        kind, given = tag.group(1), tag.group(2)
        if kind is None:
            rows, columns = max(rows, row), max(columns, column)
        elif kind == b"table":
            row = 0
        elif kind == b"table-row":
            times = _times(given)
            row, column = row + times, 0
        else:
            column += _times(given)
    return rows, columns


def _times(given: bytes) -> int:
    found = REPEATED.search(given)
    return int(found.group(1)) if found else 1
