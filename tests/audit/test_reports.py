"""The log as a file."""

import pytest

from helpdesk.audit.queries import names
from helpdesk.audit.services import record
from tests import factories
from tests.pages import save
from tests.sheets import column, text_of


@pytest.fixture
def auditor(app):
    return factories.user("auditor", name="Mkaguzi")


@pytest.fixture
def desk(pages, auditor):
    """Sixty changes of a phone number among other acts."""
    program = factories.program(auditor.council_id)
    for number in range(60):
        record(program, "account.change", auditor, {"phone": [f"+{number:02d}", f"={number:02d}"]})
    save()
    pages.sign_in(auditor)
    return pages


NEWEST_FIRST = [f"Simu: kutoka +{number:02d} hadi ={number:02d}" for number in reversed(range(60))]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_has_every_act_of_the_filter_as_the_pages_have_them(desk, form):
    sheet = desk.download(f"/audit/?action=account.change&format={form}")

    assert column(sheet, "Kilichobadilika") == NEWEST_FIRST
    assert set(column(sheet, "Kilichohusika")) == {"Mkaguzi"}


def test_a_paper_has_them_too_and_says_what_it_is_narrowed_to(desk):
    text = text_of(desk.download("/audit/?action=account.change&format=pdf"))

    places = [text.index(f"={number:02d}") for number in reversed(range(60))]
    assert places == sorted(places)
    assert "Kilichofanyika Kuhariri taarifa za mtumishi" in text


def test_a_whole_log_asks_for_names_in_batches(desk, auditor, monkeypatch):
    monkeypatch.setattr(names, "MOST_NAMES", 2)
    for _number in range(5):
        factories.user(council_id=auditor.council_id)

    said = column(desk.download("/audit/?action=account.add&format=csv"), "Kilichohusika")

    assert len(said) == 6
    assert not [name for name in said if name.startswith("Na.")]


def test_a_log_is_not_made_in_a_form_that_nobody_knows(desk):
    desk.get("/audit/?format=exe", status=404)


def test_others_do_not_take_the_log_away(pages, app):
    pages.sign_in(factories.user("head"))

    pages.get("/audit/?format=csv", status=403)


def test_a_file_that_was_taken_away_stands_in_the_log(desk, auditor):
    desk.download("/audit/?format=csv")

    first = desk.get("/audit/").select_one("main tbody tr").get_text(" ")
    assert "Faili lilipakuliwa" in first
    assert auditor.name in first
