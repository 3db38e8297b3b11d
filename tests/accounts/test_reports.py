"""People as a file."""

import pytest

from helpdesk.accounts import services
from helpdesk.infra import clock
from tests import factories
from tests.sheets import column, rows_of, text_of


@pytest.fixture
def desk(pages, app):
    chief = factories.user("administrator", name="Msimamizi Mkuu")
    for number in range(60):
        factories.user("storekeeper", council_id=chief.council_id, name=f"Asha {number:02d}")
    gone = factories.user(council_id=chief.council_id, name="Asha Zamani")
    services.deactivate(gone, actor=factories.program(chief.council_id), now=clock.now())
    factories.user(name="Asha Jirani")
    pages.sign_in(chief)
    return pages


WANTED = [f"Asha {number:02d}" for number in range(60)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_has_everybody_of_the_filter_as_the_pages_have_them(desk, form):
    first = desk.get("/people/?q=asha")
    second = desk.get(first.select_one("a[rel=next]")["href"])
    on_pages = [a.get_text() for page in (first, second) for a in page.select("tbody th a")]

    sheet = desk.download(f"/people/?q=asha&format={form}")

    assert column(sheet, "Jina") == on_pages == WANTED
    assert set(column(sheet, "Majukumu ya mtumiaji")) == {"Mtunza ghala"}


def test_a_paper_has_them_too_and_says_what_it_is_narrowed_to(desk):
    text = text_of(desk.download("/people/?q=asha&state=all&format=pdf"))

    places = [text.index(name) for name in [*WANTED, "Asha Zamani"]]
    assert places == sorted(places)
    assert "Akaunti Zote" in text
    assert "Jirani" not in text


def test_a_filter_that_makes_no_sense_is_not_said(desk):
    rows = rows_of(desk.download("/people/?q=asha&department=nonsense&format=csv"))

    assert ["Msimamizi Mkuu"] in [row[:1] for row in rows]
    assert not [row for row in rows if "asha" in row]


def test_a_list_is_not_made_in_a_form_that_nobody_knows(desk):
    desk.get("/people/?format=exe", status=404)
