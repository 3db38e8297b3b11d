"""One message becomes a request of its own."""

import pytest

from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.attachments.queries import files_of
from helpdesk.attachments.services import path_of
from helpdesk.infra.db import db
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.tickets.factories import ticket as opened


@pytest.fixture
def officer(app):
    return factories.user("technician")


@pytest.fixture
def ticket(officer):
    return opened(requester=factories.user(council_id=officer.council_id, name="Mhasibu"))


@pytest.fixture
def message(ticket):
    return services.reply(
        ticket,
        text="Pia kibodi yangu haifanyi kazi",
        author=ticket.requester,
        actor=as_actor(ticket.requester),
        now=MONDAY_MORNING,
    )


@pytest.fixture
def picture(message):
    file = Attachment(
        council_id=message.ticket.council_id,
        user_id=message.author_id,
        owner_kind="comment",
        owner_id=message.id,
        name="kibodi.png",
        mimetype="image/png",
        size=3,
        sha256="1" * 64,
        stored_name="1" * 32,
        stored_at=message.at,
    )
    path = path_of(factories.saved(file))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"abc")
    return file


def test_a_message_becomes_a_request_with_its_files(pages, ticket, message, picture, officer):
    pages.sign_in(officer)

    form = pages.get(f"/tickets/{ticket.id}/split/{message.id}")
    shown = pages.submit(form, new_subject="Kibodi haifanyi kazi")

    new = db.session.scalars(db.select(Ticket).where(Ticket.id != ticket.id)).one()
    assert shown.h1.get_text(strip=True) == "Kibodi haifanyi kazi"
    assert (new.requester_id, new.description) == (ticket.requester_id, message.text)
    assert queries.relatives(new, actor=as_actor(officer)).linked == [ticket]
    (copy,) = files_of("ticket", [new.id])[new.id]
    assert path_of(copy).read_bytes() == b"abc"
    assert pages.download(f"/attachments/{copy.id}").data == b"abc"


def test_a_message_is_split_off_once_and_leads_to_what_it_became(pages, ticket, message, officer):
    pages.sign_in(officer)
    form = pages.get(f"/tickets/{ticket.id}/split/{message.id}")
    other = pages.get(f"/tickets/{ticket.id}/split/{message.id}")
    pages.submit(form, new_subject="Kibodi haifanyi kazi")

    refused = pages.submit(other, new_subject="Kibodi tena", status=409)

    new = db.session.scalars(db.select(Ticket).where(Ticket.id != ticket.id)).one()
    again = pages.get(f"/tickets/{ticket.id}/split/{message.id}")
    for page in (refused, again):
        assert page.select_one(f"main a[href='/tickets/{new.id}']")
        assert not page.select("#main-form")
    assert "Limeshatengenezewa ombi" in pages.get(f"/tickets/{ticket.id}").get_text()


def test_the_old_request_keeps_its_message_and_file(pages, ticket, message, picture, officer):
    services.split(message, subject="Kibodi", actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(ticket.requester)

    page = pages.get(f"/tickets/{ticket.id}")

    assert message.text in page.select_one("main").get_text()
    assert page.select_one(f"a[href='/attachments/{picture.id}']")


def test_an_internal_note_never_becomes_a_request(pages, ticket, officer):
    note = services.note(
        ticket, text="Siri", author=officer, actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.sign_in(officer)

    assert pages.get(f"/tickets/{ticket.id}/split/{note.id}", status=404)
    assert not pages.get(f"/tickets/{ticket.id}").select(f"a[href$='/split/{note.id}']")


def test_a_message_of_another_request_is_not_split_here(pages, ticket, message, officer):
    other = opened(requester=ticket.requester)
    pages.sign_in(officer)

    assert pages.get(f"/tickets/{other.id}/split/{message.id}", status=404)


def test_a_request_needs_a_name(pages, ticket, message, officer):
    pages.sign_in(officer)

    refused = pages.submit(
        pages.get(f"/tickets/{ticket.id}/split/{message.id}"), new_subject="", status=422
    )

    assert refused.select(".error-summary a[href='#new_subject']")
    assert db.session.scalars(db.select(Ticket)).all() == [ticket]


def test_its_requester_cannot_split(pages, ticket, message):
    pages.sign_in(ticket.requester)

    assert pages.get(f"/tickets/{ticket.id}/split/{message.id}", status=403)


def test_what_an_officer_wrote_is_nobodys_request(pages, ticket, message, officer):
    said = services.reply(
        ticket, text="Tumeanza", author=officer, actor=as_actor(officer), now=MONDAY_MORNING
    )
    pages.sign_in(officer)

    links = [a["href"] for a in pages.get(f"/tickets/{ticket.id}").select("a[href*='/split/']")]
    assert links == [f"/tickets/{ticket.id}/split/{message.id}"]
    pages.get(f"/tickets/{ticket.id}/split/{said.id}", status=404)
