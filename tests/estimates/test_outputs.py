"""What a random estimate comes to is the same on the page, the paper, the sheet and the file."""

import csv
import random
import re
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.estimates import services
from helpdesk.estimates.rules import TaxCode
from helpdesk.infra.db import db
from tests.factories import MONDAY_MORNING

AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")
CENT = Decimal("0.01")


def some(offices, chance):
    """An estimate of random lines in random sections, some exempt and some of own labour."""
    lines = [
        services.Typed(
            item=f"Kitu {'abcdefghijklmnop'[place]}",
            section=chance.choice(("", "Ghala", "Mtandao")),
            unit="pcs",
            quantity=Decimal(chance.randrange(1, 99_999)).scaleb(-chance.randrange(4)),
            unit_price=Decimal(chance.randrange(1, 10 ** chance.randrange(3, 9))).scaleb(-2),
            taxable=chance.choice((True, True, False)),
            is_cash=not place or chance.choice((True, True, False)),
        )
        for place in range(chance.randrange(1, 14))
    ]
    head = services.Head(
        title="Mahitaji",
        first_year=2026,
        contingency_percent=Decimal(chance.randrange(0, 1_500)) / 100,
        tax_code=chance.choice((TaxCode.STANDARD, TaxCode.STANDARD, TaxCode.ZERO)),
    )
    made = services.draft(
        head, lines, maker=offices.officer, actor=as_actor(offices.officer), now=MONDAY_MORNING
    )
    db.session.commit()
    return made


def numbers(text):
    return {Decimal(one.replace(",", "")).quantize(CENT) for one in AMOUNT.findall(text)}


def rows_in_page(page):
    """Return what the page says of each line that is paid, and its sums."""
    cells = [row.select("td")[2].get_text(" ", strip=True) for row in page.select("tr[data-row]")]
    paid = [said for said in cells if "maelezo" not in said]
    facts = [one.get_text(" ", strip=True) for one in page.select("dd")]
    return [max(numbers(said)) for said in paid], set().union(*map(numbers, facts))


def after_heading(rows, heading):
    """Return the rows of a table from below its heading to its subtotal."""
    start = next(place for place, row in enumerate(rows) if row and row[0] == heading)
    body = []
    for row in rows[start + 1 :]:
        body.append(row)
        if len(row) > 1 and row[1] == "Jumla ndogo":
            break
    return body


def sums_in_rows(rows):
    """Return the amounts of numbered lines, those of sections, and the subtotal."""
    body = after_heading(rows, "Na.")
    lines = [amount(row) for row in body if str(row[0] or "").isdecimal()]
    sections = [amount(row) for row in body if len(row) > 1 and row[1] == "Jumla"]
    return lines, sections, amount(body[-1])


def amount(row):
    return Decimal(str(row[-1])).quantize(CENT)


def sheet_of(data):
    book = load_workbook(BytesIO(data)).worksheets
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("seed", range(6))
def test_lines_sum_to_the_totals_in_every_form(pages, offices, seed):
    estimate = some(offices, random.Random(seed))  # noqa: S311  # no secret
    sums, at = estimate.totals, f"/estimates/{estimate.id}"
    pages.sign_in(offices.officer)
    wanted = {sums.subtotal, sums.contingency, sums.vat, sums.total}

    lines, facts = rows_in_page(pages.get(at))
    assert sum(lines) == sums.subtotal
    assert wanted <= facts

    for form, read in (("xlsx", sheet_of), ("csv", text_rows)):
        rows = read(pages.download(f"{at}?format={form}&lang=sw").data)
        amounts, sections, subtotal = sums_in_rows(rows)
        assert sum(amounts) == subtotal == sums.subtotal
        assert not sections or sum(sections) == subtotal
        assert sorted(amounts) == sorted(lines)
        assert wanted <= set().union(*(numbers(str(cell)) for row in rows for cell in row))

    paper = PdfReader(BytesIO(pages.download(f"{at}?format=pdf&lang=sw").data))
    printed = numbers(" ".join(page.extract_text() for page in paper.pages))
    assert wanted | {*lines} <= printed


def text_rows(data):
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))
