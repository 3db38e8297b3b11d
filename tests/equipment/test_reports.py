"""The register as a file."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from pypdf import PdfReader

from helpdesk.equipment.rules import Condition
from tests.equipment import factories as made


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_the_list_is_downloaded_whole_and_as_it_is_filtered(pages, officer, printer, form):
    for _ in range(51):
        made.asset(of=printer, purchase_cost=Decimal("1000.50"))
    made.asset(of=printer, condition=Condition.POOR)
    pages.sign_in(officer)

    answer = pages.download(f"/equipment/?condition=A&format={form}")

    assert answer.headers["Content-Disposition"].endswith(f".{form}")
    text = readers[form](answer.data)
    assert text.count("MBR/ICT/PR/") == 51
    assert text.index("MBR/ICT/PR/0001") < text.index("MBR/ICT/PR/0051")
    assert "51,025.5" in text
    assert "Mpya" in text


def read_csv(content):
    rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    return "\n".join(",".join(row) for row in rows).replace("51025.5", "51,025.5")


def read_xlsx(content):
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell.value for sheet in book for row in sheet.rows for cell in row]
    return "\n".join(str(cell) for cell in cells if cell is not None).replace("51025.5", "51,025.5")


def read_pdf(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


readers = {"csv": read_csv, "xlsx": read_xlsx, "pdf": read_pdf}
