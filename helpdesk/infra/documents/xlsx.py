"""A report as a workbook: what it is on the first sheet, then a sheet for each section.

A list comes first and begins with its headings; what it is stands on the second sheet.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from io import BytesIO
from textwrap import wrap
from typing import Any

from flask_babel import gettext as _
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from helpdesk.infra.documents.cells import (
    banded,
    column_places,
    decimal_places,
    empty_words,
    local,
    shown,
    shown_rows,
    shown_totals,
    totals,
)
from helpdesk.infra.documents.csv import harmless
from helpdesk.infra.documents.model import Band, Cell, Number, Paragraph, Report, Section, Table
from helpdesk.infra.documents.tables import as_table, list_table

LONGEST = 32_000  # letters that a cell of Excel holds, less some
NARROWEST, WIDEST = 9, 60
LONGEST_NAME, LONGEST_LINE = 31, 110
MOST_DIGITS = 10**15  # beyond them Excel would round
FIRST_YEAR = 1900
UNNAMEABLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TITLE: dict[str, Any] = {"bold": True, "font_size": 14}
HEADING: dict[str, Any] = {"bold": True, "bg_color": "#e6ebf0", "bottom": 1, "text_wrap": True}
ROW: dict[str, Any] = {"text_wrap": True}
SHADE: dict[str, Any] = {"bg_color": "#e6ebf0"}
TOTALS: dict[str, Any] = {"bold": True, "top": 1}


def print_xlsx(report: Report) -> bytes:
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, **AS_TYPED})
    book.set_properties({"title": harmless(report.title), "created": _naive(report.made_at)})
    look = cache(lambda **looks: book.add_format(looks))
    titles, writers = zip(*_pages(report), strict=True)
    for name, write in zip(sheet_names(titles), writers, strict=True):
        write(_Sheet(book.add_worksheet(name), look))
    book.close()
    return target.getvalue()


def _pages(report: Report) -> "list[tuple[str, Callable[[_Sheet], None]]]":
    """Return the title of each sheet, and what writes it."""
    cover = _("About this report"), partial(_write_cover, report=report)
    if report.is_list:
        return [(report.title, partial(_write_list, report=report)), cover]
    sections = ((one.title or report.title, one) for one in report.sections)
    return [cover, *((title, partial(_write_section, section=one)) for title, one in sections)]


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Make titles into what Excel allows: 31 letters, some of them forbidden, none twice."""
    names: list[str] = []
    for title in titles:
        words = " ".join(harmless(title).translate(UNNAMEABLE).split()) or "-"
        taken = {"history", *(name.casefold() for name in names)}  # Excel keeps that one
        names.append(_unused(words, taken))
    return names


def _unused(words: str, taken: set[str]) -> str:
    name, number = _cut(words, LONGEST_NAME), 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = _cut(words, LONGEST_NAME - len(ending)) + ending
    return name


def _cut(words: str, length: int) -> str:
    """Cut as Excel counts: an emoji is two letters."""
    return words.encode("utf-16-le")[: 2 * length].decode("utf-16-le", errors="ignore")


class _Sheet:
    """A worksheet that is filled line by line."""

    def __init__(self, sheet: Any, look: Callable[..., Any]) -> None:
        self._sheet = sheet
        self._look = look
        self._widths: dict[int, int] = {}
        self._row = 0

    def write(
        self,
        cells: Sequence[Cell],
        places: Sequence[int] = (),
        shaded: Sequence[bool] = (),
        **looks: Any,
    ) -> None:
        for column, cell in enumerate(cells):
            value = _keepable(cell)
            shape = _shape(value, places[column] if places else decimal_places([cell]))
            shade = SHADE if shaded and shaded[column] and cell is not None else {}
            self._put(column, value, self._look(valign="top", num_format=shape, **looks, **shade))
        self._row += 1

    def head(self, headings: Sequence[str], *, rows: int) -> None:
        """Write headings that stay in sight and filter the rows below them."""
        self._sheet.autofilter(self._row, 0, self._row + rows, len(headings) - 1)
        self.write(headings, **HEADING)
        self._sheet.freeze_panes(self._row, 0)

    def widen(self, column: int, letters: int) -> None:
        wanted = min(max(letters + 2, NARROWEST), WIDEST)
        self._widths[column] = max(self._widths.get(column, 0), wanted)
        self._sheet.set_column(column, column, self._widths[column])

    def _put(self, column: int, value: Cell, look: Any) -> None:
        match value:
            case None:
                self._sheet.write_blank(self._row, column, None, look)
            case str():
                self._sheet.write_string(self._row, column, harmless(value)[:LONGEST], look)
            case date():
                self._sheet.write_datetime(self._row, column, value, look)
            case _:
                self._sheet.write_number(self._row, column, value, look)


def _write_cover(sheet: _Sheet, report: Report) -> None:
    for line in report.letterhead.lines:
        sheet.write([line], bold=True)
    for line in report.letterhead.contacts:
        sheet.write([line])
    sheet.write([])
    sheet.write([report.title], **TITLE)
    facts: Sequence[tuple[str, Cell]] = [
        (_("Reporting period"), report.period),
        (_("Ref. No."), report.reference),
        (_("Printed by"), report.made_by),
        (_("Date"), report.made_at),
    ]
    for label, value in facts:
        sheet.write([label, value], align="left")
    sheet.widen(0, max(len(label) for label, _value in facts))
    sheet.widen(1, WIDEST)


def _write_list(sheet: _Sheet, report: Report) -> None:
    table, narrowed = list_table(report)
    places = column_places(table)
    _fit_widths(sheet, table)
    sheet.head([column.heading for column in table.columns], rows=len(table.rows))
    for row in table.rows:
        sheet.write(row, places, **ROW)
    sheet.write([])
    for fact in narrowed:
        sheet.write(fact)
    if table.totals:
        sheet.write(totals(table), places, **TOTALS)


def _write_section(sheet: _Sheet, section: Section) -> None:
    sheet.write([section.title], **TITLE)
    headed = [block for block in section.blocks if _is_headed(as_table(block))]
    for block in section.blocks:
        sheet.write([])
        if isinstance(block, Paragraph):
            _write_paragraph(sheet, block)
        else:
            _write_table(sheet, as_table(block), alone=headed == [block])


def _write_paragraph(sheet: _Sheet, paragraph: Paragraph) -> None:
    """Lines that run over the empty cells beside them, so that no column grows wide."""
    for line in paragraph.text.splitlines():
        for part in wrap(line, LONGEST_LINE):
            sheet.write([part])


def _write_table(sheet: _Sheet, table: Table, *, alone: bool) -> None:
    headings, places = [column.heading for column in table.columns], column_places(table)
    _fit_widths(sheet, table)
    if table.caption:
        sheet.write([table.caption], bold=True)
    if alone and not table.bands:
        sheet.head(headings, rows=len(table.rows))
    elif _is_headed(table):
        sheet.write(headings, **HEADING)
    for band, rows in banded(table, table.rows or [[empty_words(table)]]):
        _write_band(sheet, band, rows, places, [one.shaded for one in table.columns])
    if table.totals:
        sheet.write(totals(table), places, **TOTALS)


def _write_band(
    sheet: _Sheet,
    band: Band,
    rows: Sequence[Sequence[Cell]],
    places: Sequence[int],
    shaded: Sequence[bool],
) -> None:
    if band.title:
        sheet.write([band.title], bold=True)
    for row in rows:
        sheet.write(row, places, shaded, **ROW)
    if band.totals:
        sheet.write(band.totals, places, **TOTALS)


def _is_headed(table: Table) -> bool:
    return any(column.heading for column in table.columns)


def _fit_widths(sheet: _Sheet, table: Table) -> None:
    lines = [[column.heading for column in table.columns], *shown_rows(table)]
    for number, texts in enumerate(zip(*lines, shown_totals(table), strict=True)):
        sheet.widen(number, max(map(len, texts)))


def _keepable(cell: Cell) -> Cell:
    """Return the cell as Excel can keep it, in words where it cannot."""
    match cell:
        case datetime() if cell.year > FIRST_YEAR:
            return _naive(cell)
        case date() if cell.year > FIRST_YEAR:
            return cell
        case int() | Decimal() if _is_exact(cell):
            return cell
        case None:
            return None
        case _:
            return shown(cell)


def _is_exact(number: Number) -> bool:
    if isinstance(number, Decimal) and not number.is_finite():
        return False
    return -MOST_DIGITS < number < MOST_DIGITS


def _naive(moment: datetime) -> datetime:
    return local(moment).replace(tzinfo=None)


def _shape(value: Cell, places: int) -> str:
    match value:
        case datetime():
            return "dd/mm/yyyy hh:mm"
        case date():
            return "dd/mm/yyyy"
        case int() | Decimal():
            digits = f"#,##0.{'0' * places}".rstrip(".")
            return f"{digits};({digits})"
        case _:
            return "General"
