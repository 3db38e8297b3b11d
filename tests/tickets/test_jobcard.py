"""The job card: one page to take along, to write on and to sign."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from helpdesk.accounts.queries import as_actor
from helpdesk.tickets import services
from tests import factories
from tests.equipment.factories import asset
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened

LONG = "Printa inavuta karatasi mbili kwa pamoja na kuzikunja. " * 60


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Afisa TEHAMA")


@pytest.fixture
def ticket(officer):
    requester = factories.user(
        council_id=officer.council_id, name="Neema Mwakyusa", phone="+255754123456"
    )
    return opened(requester=requester, description="Inavuta karatasi mbili")


def text_of(answer):
    pages = PdfReader(BytesIO(answer.data)).pages
    return len(pages), " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_it_says_who_where_and_what_in_swahili(pages, ticket, officer):
    pages.sign_in(officer)

    answer = pages.download(f"/tickets/{ticket.id}/job-card?format=pdf")

    assert answer.mimetype == "application/pdf"
    count, text = text_of(answer)
    assert count == 1
    for word in (
        "KADI YA KAZI",
        ticket.reference,
        "Neema Mwakyusa",
        "+255754123456",
        ticket.at_location.name,
        "Printa haichapishi",
        "Inavuta karatasi mbili",
        f"/tickets/{ticket.id}",
        "Fundi",
        "Mtumiaji",
        "Mkuu wa Kitengo",
        "Dakika",
    ):
        assert word in text


def test_it_is_printed_in_english_too(pages, ticket, officer):
    pages.sign_in(officer)

    _count, text = text_of(pages.download(f"/tickets/{ticket.id}/job-card?lang=en"))

    for word in ("JOB CARD", "Technician", "User", "Parts used"):
        assert word in text


def test_the_checklist_stands_on_it_and_all_is_one_page(pages, ticket, officer):
    items = "\n".join(f"Kagua jambo la {number}" for number in range(1, 11))
    text = services.ChecklistText("Printa", "Printer", items, items.replace("Kagua", "Check"))
    actor = as_actor(officer)
    checklist = services.add_checklist(text, actor=actor)
    services.put_on(ticket, checklist, actor=actor, now=MONDAY_MORNING)
    ticket.description = LONG
    ticket.asset = asset(council_id=officer.council_id)
    pages.sign_in(officer)

    for language, word in (("sw", "Kagua jambo la 10"), ("en", "Check jambo la 10")):
        address = f"/tickets/{ticket.id}/job-card?format=pdf&lang={language}"
        count, printed = text_of(pages.download(address))
        assert count == 1
        assert word in printed
        assert ticket.asset.asset_tag in printed


def test_what_the_unit_writes_for_itself_is_not_on_it(pages, ticket, officer):
    actor = as_actor(officer)
    services.note(ticket, text="Siri ya ndani", author=officer, actor=actor, now=MONDAY_MORNING)
    spent = services.Spent(35, MONDAY_MORNING.date(), "Siri ya dakika")
    services.add_time(ticket, spent, actor=actor, now=MONDAY_MORNING + timedelta(hours=1))
    pages.sign_in(officer)

    _count, text = text_of(pages.download(f"/tickets/{ticket.id}/job-card"))

    assert "Siri" not in text


def test_only_officers_print_it_and_no_other_form_exists(pages, ticket, officer):
    pages.sign_in(officer)
    assert pages.download(f"/tickets/{ticket.id}/job-card?format=doc", status=404)
    assert pages.get(f"/tickets/{opened().id}/job-card", status=404)
    pages.sign_in(ticket.requester)
    assert pages.get(f"/tickets/{ticket.id}/job-card", status=403)
