"""The queue as files: the same rows in the same order, whatever is filtered."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.tickets import services
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.sheets import column, rows_of, text_of
from tests.tickets.factories import ticket as opened

FILTERS = ["", "?view=unassigned", "?view=all", "?q=printa", "?view=mine", "?status=resolved"]


@pytest.fixture
def tickets(officer, requester):
    subjects = ["Printa haichapishi", "=cmd|' /C calc'!A0", "Mtandao", "-1+1", "Printa ya pili"]
    made = [opened(requester=requester, subject=subject) for subject in subjects]
    services.take(made[2], actor=as_actor(officer), now=MONDAY_MORNING)
    return made


def numbers_on(page):
    return [small.get_text().split(" ")[0] for small in page.select("tbody th small")]


def with_format(query, kind):
    return f"/tickets/{query}{'&' if query else '?'}format={kind}"


def numbers_in(answer):
    return column(answer, "Namba")


@pytest.mark.parametrize("query", FILTERS)
def test_csv_and_excel_hold_what_the_page_lists_in_its_order(pages, officer, tickets, query):
    pages.sign_in(officer)
    shown = numbers_on(pages.get(f"/tickets/{query}")) if query != "?status=resolved" else []

    sheet = pages.download(with_format(query, "csv"))
    assert sheet.data.startswith(b"\xef\xbb\xbf")
    assert rows_of(sheet)[0][0] == "Namba"
    assert numbers_in(sheet) == shown
    assert numbers_in(pages.download(with_format(query, "xlsx"))) == numbers_in(sheet)


def test_pdf_holds_as_many(pages, officer, tickets):
    pages.sign_in(officer)

    text = text_of(pages.download("/tickets/?format=pdf"))

    assert all(ticket.reference.rsplit("/", 1)[1] in text for ticket in tickets)


def test_nothing_in_a_cell_is_reckoned(pages, officer, tickets):
    pages.sign_in(officer)

    rows = rows_of(pages.download("/tickets/?format=csv"))

    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_more_than_a_page_is_whole(pages, officer, requester):
    for _number in range(60):
        opened(requester=requester)
    pages.sign_in(officer)

    assert len(numbers_in(pages.download("/tickets/?format=csv"))) == 60


def test_a_requester_takes_away_his_own_alone(pages, officer, requester, tickets):
    opened(requester=factories.user(council_id=officer.council_id), subject="Siri ya mwingine")
    opened(subject="Siri ya jirani")
    pages.sign_in(requester)

    answer = pages.download("/tickets/?view=all&format=csv")

    assert len(numbers_in(answer)) == len(tickets)
    assert "Siri" not in answer.data.decode()


def test_a_saved_view_is_taken_away_as_it_is(pages, officer, tickets):
    services.save_view("Printa", "q=printa", is_shared=False, actor=as_actor(officer))
    pages.sign_in(officer)
    page = pages.get("/tickets/")
    (pill,) = [a for a in page.select(".views a") if a.get_text().startswith("Printa")]

    shown = pages.get(pill["href"])
    (link,) = shown.select("a[href*='format=csv']")

    assert numbers_in(pages.download(link["href"])) == numbers_on(shown)


def test_an_unknown_kind_of_file_does_not_exist(pages, officer, tickets):
    pages.sign_in(officer)

    assert pages.download("/tickets/?format=exe", status=404)
