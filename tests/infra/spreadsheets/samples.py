"""Workbooks made by hand: good ones, and those that nobody should unpack."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook  # type: ignore[import-untyped]

MEGABYTE = 1024 * 1024
ODS_ROW = (
    '<table:table-row{repeated}><table:table-cell office:value-type="string">'
    "<text:p>{words}</text:p></table:table-cell></table:table-row>"
)
ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def workbook(fill: Callable[[Any, Any], object]) -> bytes:
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    fill(book, book.add_worksheet("Vifaa"))
    book.close()
    return target.getvalue()


def packed(members: dict[str, str]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return target.getvalue()


def bomb(megabytes: int = 300) -> bytes:
    """A sheet of so many megabytes, packed to a thousandth."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _number in range(megabytes):
                sheet.write(b" " * MEGABYTE)
    return target.getvalue()


def ods(*rows: str, repeated: int = 1) -> bytes:
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    body = "".join(ODS_ROW.format(words=words, repeated=times) for words in rows)
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return packed(
        {"mimetype": kind, "content.xml": ODS.format(rows=body), "META-INF/manifest.xml": manifest}
    )
