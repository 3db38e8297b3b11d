"""The job card: one page to take along, to write on and to sign."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.org.models import LetterheadText
from helpdesk.tickets import services
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.equipment.factories import asset
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened

LONG = "Printa inavuta karatasi mbili kwa pamoja na kuzikunja. " * 60


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


def test_the_head_speaks_the_language_of_the_paper_and_keeps_what_the_council_wrote(
    pages, ticket, officer
):
    names = {"parent_sw": "Ofisi ya Waziri", "parent_en": "The Office"}
    contacts = (
        "Mkoa wa Mbeya\nS.L.P. 237, Rujewa\nSimu: 025 250\nBarua pepe: ded@m.go.tz\nJengo Kuu"
    )
    factories.saved(
        LetterheadText(
            council_id=officer.council_id, starts_on=date(2020, 1, 1), contacts=contacts, **names
        )
    )
    pages.sign_in(officer)

    for language, head in (
        ("sw", f"OFISI YA WAZIRI .* {' '.join(contacts.split())}"),
        ("en", "THE OFFICE .* Mbeya Region P.O. Box 237, Rujewa Tel.: 025 250 E-mail: ded@m.go.tz"),
    ):
        _count, text = text_of(pages.download(f"/tickets/{ticket.id}/job-card?lang={language}"))
        assert re.search(head, text)
        assert "Jengo Kuu" in text


def test_nothing_that_was_typed_vanishes_from_it(pages, ticket, officer):
    typed = {"subject": "Skrini ya Ōmari 🖥 imezimika", "description": "Bonyeza → kisha منى"}
    pages.sign_in(ticket.requester)
    pages.submit(pages.get("/tickets/new"), **typed, hardship="slowed")
    new = db.session.scalars(select(Ticket).where(Ticket.subject == typed["subject"])).one()
    pages.sign_in(officer)

    _count, text = text_of(pages.download(f"/tickets/{new.id}/job-card?format=pdf"))

    assert "Skrini ya Omari ? imezimika" in text
    assert "Bonyeza -> kisha ???" in text


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
