"""Workbooks of old (XLS): their cells are counted out before they are laid out."""

import struct
from collections.abc import Iterator

from helpdesk.infra.spreadsheets.refusals import RefusedSheetError, SheetRefusal

MOST_SECTORS = 25_000  # of 512 bytes; a larger file would not have come so far
LAST_SECTOR = 0xFFFFFFFA
ENTRY = 128  # bytes of the directory
FIRST_FATS = 109  # sectors of the table that the head itself names
NAMES = ("Workbook", "Book")
SHORT_STREAM = 4096  # bytes; what is shorter lies elsewhere, and no workbook is
PASSWORD = 0x2F
ONE_CELL = frozenset({0x0203, 0x0204, 0x0205, 0x0006, 0x0406, 0x0206, 0x00FD, 0x027E, 0x00D6})
MANY_CELLS = 0x00BD
LOCKED = "EncryptedPackage".encode("utf-16-le")


def extent(content: bytes) -> tuple[int, int]:
    """Return how many rows and columns the cells span, over all sheets."""
    if LOCKED in content:  # a workbook of today comes in this wrapping when it is locked
        raise RefusedSheetError(SheetRefusal.ENCRYPTED)
    try:
        return _extent(_workbook(content))
    except (struct.error, IndexError, ValueError) as error:
        raise RefusedSheetError(SheetRefusal.NOT_A_SHEET) from error


def _extent(stream: bytes) -> tuple[int, int]:
    rows = columns = 0
    for kind, body in _records(stream):
        if kind == PASSWORD:
            raise RefusedSheetError(SheetRefusal.ENCRYPTED)
        if kind in ONE_CELL or kind == MANY_CELLS:
            row, column = struct.unpack_from("<HH", body)
            last = (
                struct.unpack_from("<H", body, len(body) - 2)[0] if kind == MANY_CELLS else column
            )
            rows, columns = max(rows, row + 1), max(columns, last + 1)
    return rows, columns


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook(content: bytes) -> bytes:
    """Find the stream of the cells in the little file system that holds it."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    fat = _fat(content, size)
    folder = _stream(content, fat, struct.unpack_from("<I", content, 48)[0], size)
    for at in range(0, len(folder), ENTRY):
        (letters,) = struct.unpack_from("<H", folder, at + 64)
        name = folder[at : at + max(letters - 2, 0)].decode("utf-16-le")
        first, length = struct.unpack_from("<II", folder, at + 116)
        if name in NAMES and length >= SHORT_STREAM:
            return _stream(content, fat, first, size)[:length]
    raise ValueError(NAMES)


def _fat(content: bytes, size: int) -> list[int]:
    """Return which sector follows which; of a file of our size the head names all of them."""
    if size not in (512, 4096):
        raise ValueError(size)
    named = struct.unpack_from(f"<{FIRST_FATS}I", content, 76)
    parts = [_sector(content, number, size) for number in named if number < LAST_SECTOR]
    return [number for part in parts for number in struct.unpack(f"<{len(part) // 4}I", part)]


def _stream(content: bytes, fat: list[int], first: int, size: int) -> bytes:
    found: list[bytes] = []
    while first < LAST_SECTOR:
        if len(found) > MOST_SECTORS:
            raise ValueError(first)
        found.append(_sector(content, first, size))
        first = fat[first]
    return b"".join(found)


def _sector(content: bytes, number: int, size: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]
