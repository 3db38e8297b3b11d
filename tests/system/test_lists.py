"""Every list that is offered as a file, found by walking all pages as each role."""

import re
from decimal import Decimal
from itertools import takewhile

import pytest

from tests.pages import PageClient
from tests.sheets import rows_of, text_of
from tests.system.test_form_rules import SAME, found

# What it walks over is covered by each feature's own tests; with those who walk the same way.
pytestmark = pytest.mark.no_cover
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2}|$)")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
# A report holds many tables, and the log notes each of these downloads: their own tests read them.
OTHERS = (
    "/reports/",
    "/audit/",
    "/estimates/1",
    "/estimates/2",
    "/equipment/books",
    "/equipment/replacement",
    "/stock/levels/",
    "/stock/report",
    "/stock/to-order",
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# What must be among the lists that are found, or this test tries nothing.
EXPECTED = {
    "own": {"/articles/", "/systems/", "/kinds/data-corrections/", "/me/deputies"},
    "officer": {"/tickets/", "/tickets/escalations/", "/equipment/", "/repairs/", "/stock/"},
    "head": {"/people/"},
    "auditor": {"/audit/"},
}


@pytest.fixture
def people(one_of_everything):
    return one_of_everything.people


@SAME
@pytest.mark.parametrize("name", EXPECTED)
def test_every_list_is_had_in_three_forms_that_agree(pages, people, name):
    pages.sign_in(people[name])

    lists = {one.path.partition("?")[0] for one in found(pages, name) if one.is_list}

    assert lists >= EXPECTED[name]
    for path in sorted(lists):
        if not path.startswith(OTHERS):
            agree(pages, path)


def agree(pages: PageClient, path: str) -> None:
    """Compare what the page shows with each file: as many rows, in the same order, harmless."""
    page = pages.get(path)
    shown = [row.get_text(" ", strip=True) for row in page.select("tr[data-row]")]
    links = {form: f"{path}?format={form}" for form in ("csv", "xlsx", "pdf")}
    sheet, book, paper = (pages.download(link) for link in links.values())
    lines = rows_of(sheet)

    assert sheet.data.startswith(b"\xef\xbb\xbf"), path
    assert not [cell for line in lines for cell in line if cell.startswith(FORMULAS)], path
    kept = body_of(lines, shown, path)
    assert body_of(rows_of(book), shown, path) == kept, f"{path}: Excel differs from CSV"
    words = text_of(paper)
    for line in kept:
        assert most_telling(line)[:12] in words, f"{path}: not in the PDF: {line}"


def body_of(lines, shown, path):
    """Return what follows the headings in the first line, a line for each row of the page."""
    listed = list(takewhile(any, lines))[1:]
    body = [[plain(cell) for cell in line if cell not in ("", "None")] for line in listed]
    for line, row in zip(body, shown, strict=True):
        assert any(cell in row for cell in line if len(cell) > 2), f"{path}: {line} is not {row}"
    return body


def plain(cell):
    """Write moments to the minute and numbers without idle zeros, as both kinds of sheet can."""
    if MOMENT.match(cell):
        return cell[:16].removesuffix(" 00:00")  # Excel gives a day an hour
    return f"{Decimal(cell).normalize():f}" if NUMBER.fullmatch(cell) else cell


def most_telling(line):
    """Return the longest word: short ones stand everywhere, and moments are spelt otherwise."""
    words = [word for cell in line if not MOMENT.match(cell) for word in cell.split()]
    return max(words, key=len)
