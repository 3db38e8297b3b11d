"""What stands in a downloaded list, in whatever form it came."""

import csv
from io import BytesIO, StringIO
from itertools import takewhile

import openpyxl
from pypdf import PdfReader


def rows_of(answer):
    """Return a CSV or XLSX file line by line, as words, with an empty line after each sheet."""
    if answer.mimetype == "text/csv":
        return list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(BytesIO(answer.data))
    lines = [line for sheet in book for line in [*sheet.iter_rows(values_only=True), ()]]
    return [["" if cell is None else str(cell) for cell in line] for line in lines]


def column(answer, heading):
    """Return what stands below a heading, down to an empty line."""
    rows = rows_of(answer)
    (at,) = [number for number, row in enumerate(rows) if heading in row]
    place = rows[at].index(heading)
    return [row[place] for row in takewhile(any, rows[at + 1 :])]


def text_of(answer):
    """Return the words of a PDF with single spaces."""
    pages = PdfReader(BytesIO(answer.data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
