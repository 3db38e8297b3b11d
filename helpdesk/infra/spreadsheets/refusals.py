"""Why a spreadsheet is not read, and where the limits are."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

LARGEST = 10 * 1024 * 1024  # bytes of the file as it came
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_MEMBERS = 1000  # files in a packed workbook
MOST_TIMES = 200  # that a large file may be larger than it was packed
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000


class SheetRefusal(StrEnum):
    NOT_A_SHEET = "not_a_sheet"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    EMPTY = "empty"


class RefusedSheetError(Exception):
    """A file that is not read; `reason` says why."""

    def __init__(self, reason: SheetRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


def check_extent(rows: int, columns: int) -> None:
    """Refuse a table that is too large to be laid out."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise RefusedSheetError(SheetRefusal.TOO_MANY)


def words_of(reason: SheetRefusal) -> LazyString:
    """Say why, and what to do about it."""
    return {
        SheetRefusal.NOT_A_SHEET: _l(
            "This is no spreadsheet that can be read. Save it as Excel (XLSX), ODS or CSV, and "
            "choose it again."
        ),
        SheetRefusal.ENCRYPTED: _l(
            "This file is locked with a password. Save it without one, and choose it again."
        ),
        SheetRefusal.TOO_LARGE: _l(
            "This file is too large: at most %(most)d MB, and %(unpacked)d MB when it is unpacked. "
            "Split it, or take pictures and other sheets out of it.",
            most=LARGEST // 1024**2,
            unpacked=LARGEST_UNPACKED // 1024**2,
        ),
        SheetRefusal.TOO_MANY: _l(
            "This sheet has too many rows or columns: at most %(rows)s rows and %(columns)d "
            "columns. Split it into several files.",
            rows=f"{MOST_ROWS:,}",
            columns=MOST_COLUMNS,
        ),
        SheetRefusal.EMPTY: _l("This file has nothing in it."),
    }[reason]
