"""Tables written as text (CSV), in whatever letters and with whatever sign between the cells."""

import codecs
import csv
import re
from io import StringIO
from itertools import islice

from helpdesk.infra.spreadsheets.refusals import (
    MOST_ROWS,
    RefusedSheetError,
    SheetRefusal,
    check_extent,
)

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# A comma between digits is more often part of an amount.
SEPARATORS = {
    ",": re.compile(r"(?<![0-9]),|,(?![0-9])"),
    ";": re.compile(";"),
    "\t": re.compile("\t"),
}
SAID = re.compile(r'sep=([,;\t])"?\s*\n', re.IGNORECASE)
LOOKED_AT = 40  # lines
BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
MARKUP = re.compile(r"\s*<(!doctype|html|table|\?xml)", re.IGNORECASE)


def read_text(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, empty ones included."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if BINARY.search(text) or MARKUP.match(text):
        raise RefusedSheetError(SheetRefusal.NOT_A_SHEET)
    said = SAID.match(text)
    separator = said[1] if said else _separator(text)
    try:
        rows = _rows(text[said.end() :] if said else text, separator)
    except csv.Error as error:
        raise RefusedSheetError(SheetRefusal.NOT_A_SHEET) from error
    check_extent(len(rows), max(map(len, rows), default=0))
    return [[], *rows] if said else rows  # the line counts where people count rows


def _rows(text: str, separator: str) -> list[list[str]]:
    return list(islice(csv.reader(StringIO(text), delimiter=separator), MOST_ROWS + 1))


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    head = content[:2000]
    if head.count(b"\x00") > len(head) // 4:
        big = head[0::2].count(b"\x00") > head[1::2].count(b"\x00")
        return content.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """Choose the sign that most lines have."""
    lines = text.split("\n", LOOKED_AT)[:LOOKED_AT]
    found = {
        sign: sum(len(pattern.findall(line)) for line in lines)
        for sign, pattern in SEPARATORS.items()
    }
    return max(found, key=lambda sign: found[sign])
