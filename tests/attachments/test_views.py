"""Whoever may see a thing may open its files, and nobody else."""

import pytest
from sqlalchemy import select

from helpdesk.attachments.models import Attachment
from helpdesk.infra.db import db
from tests import factories
from tests.infra.files import PDF, png, sent


@pytest.fixture
def asha(app):
    return factories.user()


@pytest.fixture
def ticket_files(pages, asha):
    """A picture and a paper at Asha's ticket."""
    pages.sign_in(asha)
    form = pages.get("/tickets/new")
    files = [sent(png(), "skrini.png"), sent(PDF, "barua – ofisi.pdf")]
    pages.submit(form, subject="Printa haichapi", hardship="stopped", files=files)
    return db.session.scalars(select(Attachment).order_by(Attachment.id)).all()


@pytest.mark.parametrize("role", ["technician", "head", "auditor"])
def test_whoever_may_see_the_ticket_may_open_its_files(pages, asha, ticket_files, role):
    pages.sign_in(factories.user(role, council_id=asha.council_id))

    assert pages.download(f"/attachments/{ticket_files[1].id}").data == PDF


@pytest.mark.parametrize("role", ["requester", "storekeeper", "administrator"])
def test_a_colleague_who_may_not_see_it_finds_no_file(pages, asha, ticket_files, role):
    pages.sign_in(factories.user(role, council_id=asha.council_id))

    pages.get(f"/attachments/{ticket_files[0].id}", status=404)


def test_another_council_finds_no_file(pages, ticket_files):
    pages.sign_in(factories.user("technician", "head", "auditor"))

    for file in ticket_files:
        pages.get(f"/attachments/{file.id}", status=404)


def test_a_stranger_is_asked_to_sign_in(pages, ticket_files):
    pages.sign_out()

    assert pages.redirected(f"/attachments/{ticket_files[0].id}").startswith("/sign-in")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 18])
def test_a_number_that_does_not_exist_is_not_found(pages, asha, number):
    pages.sign_in(asha)

    pages.get(f"/attachments/{number}", status=404)


def test_a_file_has_its_own_name_and_kind(pages, ticket_files):
    answer = pages.download(f"/attachments/{ticket_files[1].id}")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"barua  ofisi.pdf\"; filename*=UTF-8''barua%20%E2%80%93%20ofisi.pdf"
    )


def test_a_file_of_a_draft_is_its_writers_alone(pages, asha):
    pages.sign_in(asha)
    form = pages.get("/tickets/new")
    pages.submit(form, subject="", files=[sent(png(), "a.png")], status=422)
    file = db.session.scalars(select(Attachment)).one()

    pages.download(f"/attachments/{file.id}")
    pages.sign_in(factories.user("technician", council_id=asha.council_id))
    pages.get(f"/attachments/{file.id}", status=404)


def test_a_file_of_an_internal_note_is_not_the_requesters(pages, asha, ticket_files):
    officer = factories.user("technician", council_id=asha.council_id)
    pages.sign_in(officer)
    ticket_id = ticket_files[0].owner_id
    page = pages.get(f"/tickets/{ticket_id}")
    (form,) = page.select(f"form[action='/tickets/{ticket_id}/reply']")
    form["id"] = "reply-form"
    pages.submit(
        page, form="reply-form", text="Ndani", is_internal="y", files=[sent(PDF, "siri.pdf")]
    )
    file = db.session.scalars(select(Attachment).where(Attachment.name == "siri.pdf")).one()
    pages.download(f"/attachments/{file.id}")

    pages.sign_in(asha)

    pages.get(f"/attachments/{file.id}", status=404)
