"""Pages on paper: the council's head and the matter, without what only a screen needs."""

from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PageObject, PdfReader

from helpdesk.infra import clock
from tests.pages import save
from tests.tickets.factories import ticket

MOST_SHEETS = 3


def printed(page) -> PdfReader:
    return PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def words(sheet: PageObject) -> str:
    """Return them as they are typed: the printer joins the letters of "fi"."""
    return " ".join(normalize("NFKC", sheet.extract_text()).split())


@pytest.mark.parametrize("path", ["/tickets/", "/tickets/{ticket_id}", "/equipment/{asset_id}"])
def test_paper_has_the_head_of_the_council_and_no_menu(visit, town, path):
    page = visit(town.person("officer"), width=1280).page
    page.goto(path.format(**town.gaps))
    heading = page.locator("h1").inner_text()

    text = " ".join(words(sheet) for sheet in printed(page).pages)

    assert text.startswith("Halmashauri")
    assert heading in text
    assert "Imechapishwa na Bi officer" in text
    for word in ("Menyu", "Mwanzo", "Toka", "English", "Chuja", "Vichujio"):
        assert word not in text.split(), word


def test_a_queue_of_fifty_fits_on_three_sheets(visit, town):
    own = town.person("own")
    for number in range(50):
        ticket(requester=own, subject=f"Printa namba {number} haichapishi", now=clock.now())
    save()
    page = visit(town.person("officer"), width=1280).page
    page.goto("/tickets/")

    assert len(printed(page).pages) <= MOST_SHEETS
