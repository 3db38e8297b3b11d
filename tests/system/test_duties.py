"""What the help desk does of an officer's duties: each has records, a list, a form and a paper."""

import re
from dataclasses import dataclass

import pytest
from bs4 import Tag

from tests.pages import PageClient
from tests.samples import person
from tests.sheets import text_of

pytestmark = pytest.mark.no_cover  # what it walks over is covered by each feature's own tests
OFFICER, HEAD, REQUESTER = "afisa", "mkuu", "mtumishi"


@dataclass(frozen=True)
class Duty:
    """Where an officer finds the records of a duty, and who fills in its form.

    The paper is at an address, or it is the form to which the page of a record leads.
    """

    listed: str
    form: str
    paper: str
    filled_in_by: str = REQUESTER
    read_by: str = OFFICER


ITS_OWN = "the form of the record"
REFERENCE = re.compile(r"\w+/TKT/[\d-]+/\d{5}")
CORRECTIONS = "/kinds/data-corrections/"
FAULTS = "/tickets/?view=open"
DUTIES = {
    2: Duty("/kinds/report-request/", "/kinds/report-request/new", ITS_OWN),
    5: Duty(CORRECTIONS, f"{CORRECTIONS}new", ITS_OWN),
    9: Duty(CORRECTIONS, f"{CORRECTIONS}new", f"{CORRECTIONS}?format=pdf"),
    10: Duty(CORRECTIONS, f"{CORRECTIONS}new", "/reports/data-errors?format=pdf"),
    12: Duty(FAULTS, "/tickets/new", "/reports/faults?format=pdf"),
    13: Duty("/articles/", "/articles/new", "/articles/?format=pdf", OFFICER),
    23: Duty(FAULTS, "/tickets/new", f"{FAULTS}&format=pdf"),
    26: Duty("/kinds/change/", "/kinds/change/new", ITS_OWN),
    27: Duty("/tickets/escalations/", "/tickets/new", "/tickets/escalations/?format=pdf"),
    34: Duty("/kinds/advice/", "/kinds/advice/new", ITS_OWN),
}


def test_each_duty_has_records_a_list_a_form_and_a_paper_in_the_sample_council(sample, pages):
    for duty in DUTIES.values():
        has_a_form(pages, duty)
    for number, duty in DUTIES.items():
        pages.sign_in(person(duty.read_by))
        rows = pages.get(duty.listed).select("tr[data-row]")
        assert rows, f"duty {number}: {duty.listed} is empty"
        is_printed(pages, number, duty, rows[0])


def has_a_form(pages: PageClient, duty: Duty) -> None:
    pages.sign_in(person(duty.filled_in_by))
    assert pages.get(duty.form).select("form#main-form [name]"), duty.form


def is_printed(pages: PageClient, number: int, duty: Duty, row: Tag) -> None:
    """Open what the first row of the list is about, and print it or its list."""
    record = pages.get(address(row, "a[href]"))
    if duty.paper != ITS_OWN:
        assert pages.download(duty.paper).data.startswith(b"%PDF"), f"duty {number}"
        return
    (reference, *_others) = REFERENCE.findall(row.get_text(" "))
    paper = pages.download(address(record, "a[href*='/form?']"))
    assert reference in text_of(paper), f"duty {number}"


def address(part: Tag, which: str) -> str:
    return str(part.select(which)[0]["href"])
