"""Officers decide about the mails that wait; nobody else sees them."""

import pytest
from sqlalchemy import select

from helpdesk.attachments.models import Attachment
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import State
from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Channel
from tests import factories
from tests.inbox.mails import mail

STRANGER = "Mgeni <mgeni@gmail.example>"


@pytest.fixture
def officer(council):
    return factories.user("technician", council_id=council.id, name="Neema Kapinga")


@pytest.fixture
def held(post, fetch, council):
    """A mail of a stranger, with a file."""
    letter = mail("<b>Mtandao</b> umekatika", subject="Mtandao", sender=STRANGER)
    letter.add_attachment(b"%PDF-1.4 a", maintype="application", subtype="pdf", filename="hati.pdf")
    post.delivers(letter.as_bytes())
    fetch()
    return db.session.scalars(select(InboundMail)).one()


def now_in(mail_id):
    db.session.rollback()
    return db.session.get_one(InboundMail, mail_id)


def test_the_queue_leads_to_what_waits_and_a_mail_is_shown_as_text(pages, officer, held):
    pages.sign_in(officer)

    queue = pages.get("/tickets/")
    assert queue.select_one("a[href='/inbox/']").get_text() == "Barua pepe 1 inasubiri"
    listed = pages.get("/inbox/")
    page = pages.get(listed.select_one("tr[data-row] a")["href"])

    assert "<b>Mtandao</b> umekatika" in page.get_text()
    assert "mgeni@gmail.example" in page.get_text()


def test_the_mail_as_it_came_is_only_ever_saved_as_plain_text(pages, officer, held):
    pages.sign_in(officer)
    link = pages.get(f"/inbox/{held.id}").select_one("a[href^='/attachments/']")

    answer = pages.download(link["href"])

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"<b>Mtandao</b>" in answer.data


def test_it_becomes_the_request_of_a_guest_with_its_files(pages, officer, held):
    pages.sign_in(officer)

    page = pages.press(pages.get(f"/inbox/{held.id}"), f"/inbox/{held.id}/accept")

    ticket = db.session.scalars(select(Ticket)).one()
    file = db.session.scalars(select(Attachment).where(Attachment.owner_kind == "ticket")).one()
    assert (ticket.guest_name, ticket.channel) == ("Mgeni", Channel.EMAIL)
    assert "mgeni@gmail.example" in ticket.description
    assert (file.name, file.owner_id) == ("hati.pdf", ticket.id)
    assert ticket.reference in page.get_text()
    assert page.select_one(f"a[href='/inbox/{held.id}']"), "the request leads back to the mail"
    pages.post(f"/inbox/{held.id}/accept", status=409)
    assert len(db.session.scalars(select(Ticket)).all()) == 1


def test_it_becomes_the_request_of_a_person_whom_the_officer_names(pages, officer, held, asha):
    factories.user(council_id=asha.council_id, name="Asha Komba")
    pages.sign_in(officer)
    page = pages.get(f"/inbox/{held.id}")

    nobody = pages.submit(page, person="Hayupo Kabisa", status=422)
    several = pages.submit(nobody, person="Asha", status=422)
    pages.submit(several, person="asha mrisho")

    ticket = db.session.scalars(select(Ticket)).one()
    assert (ticket.requester_id, ticket.entered_by_id) == (asha.id, officer.id)
    assert now_in(held.id).decided_by_id == officer.id


def test_it_is_discarded_and_brought_back(pages, officer, held):
    pages.sign_in(officer)

    page = pages.press(pages.get(f"/inbox/{held.id}"), f"/inbox/{held.id}/discard")
    assert now_in(held.id).state is State.DISCARDED
    pages.press(page, f"/inbox/{held.id}/restore")
    assert now_in(held.id).state is State.HELD
    pages.press(pages.get(f"/inbox/{held.id}"), f"/inbox/{held.id}/discard")
    pages.press(pages.get(f"/inbox/{held.id}"), f"/inbox/{held.id}/restore")

    assert now_in(held.id).state is State.HELD


def test_other_councils_and_everybody_else_see_no_mail(pages, officer, held, asha):
    file_id = db.session.scalars(select(Attachment.id)).one()
    neighbour = factories.user("head", council_id=factories.council().id)
    for person, status in ((neighbour, 404), (asha, 403)):
        pages.sign_in(person)
        pages.get(f"/inbox/{held.id}", status=status)
        pages.get(f"/attachments/{file_id}", status=404)
    pages.sign_in(neighbour)
    assert "Mtandao" not in pages.get("/inbox/").get_text()
    assert not pages.get("/tickets/").select("a[href='/inbox/']")


def test_the_requester_sees_that_it_came_by_mail_and_nothing_of_the_mailbox(
    pages, post, asha, fetch
):
    post.delivers(mail().as_bytes())
    fetch()
    ticket = db.session.scalars(select(Ticket)).one()
    pages.sign_in(asha)

    page = pages.get(f"/tickets/{ticket.id}")

    assert "Imetumwa kutoka asha.mrisho@mbarali.go.tz" in page.get_text()
    assert not page.select("a[href^='/inbox/']")


def test_the_list_costs_the_same_however_many_mails_wait(pages, post, officer, held, fetch):
    pages.sign_in(officer)
    few = pages.statements("/inbox/")
    post.delivers(*[mail(f"{n}", sender=f"a{n}@gmail.example").as_bytes() for n in range(5)])
    fetch()

    assert pages.statements("/inbox/") == few
