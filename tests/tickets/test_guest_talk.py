"""A guest answers, confirms, reopens and rates on the page of his secret address."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from time_machine import travel

from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.audit.models import AuditEntry
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.reminders.models import Notification
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Comment, Satisfaction, Ticket, TicketStatusChange
from helpdesk.tickets.rules import (
    MOST_REPORTS_OF_A_GUEST,
    Cause,
    Channel,
    Hardship,
    Status,
    WaitingFor,
)
from helpdesk.tickets.services import Asked, Guest, a_guest, open_ticket
from helpdesk.tickets.views.guest import token_of
from tests import factories
from tests.controls import successful
from tests.equipment import factories as devices
from tests.infra.files import png
from tests.pages import save


@pytest.fixture
def officer(app):
    return factories.user("technician", name="Baraka Sanga")


@pytest.fixture
def ticket(officer):
    at = devices.whereabouts(officer.council_id, custodian=officer)
    asset = devices.asset(officer.council_id, at=at)
    asked = Asked(
        subject="Printa haichapishi",
        hardship=Hardship.STOPPED,
        asset=asset,
        channel=Channel.LABEL,
    )
    guest = Guest("Juma Mgeni", "+255754000001")
    actor = a_guest(officer.council_id)
    opened = open_ticket(asked, requester=guest, actor=actor, now=clock.now())
    services.take(opened, actor=as_actor(officer), now=clock.now())
    save()
    return opened


@pytest.fixture
def page_of(app, ticket):
    with app.test_request_context():
        return f"/o/{token_of(ticket.id)}"


def words(page):
    return " ".join(page.main.get_text(" ", strip=True).split())


def said(ticket):
    texts = db.select(Comment).where(Comment.ticket_id == ticket.id).order_by(Comment.id)
    return [(one.author_id, one.text) for one in db.session.scalars(texts)]


def told(officer):
    kinds = db.select(Notification.kind).where(Notification.user_id == officer.id)
    return db.session.scalars(kinds).all()


def resolve(ticket, officer):
    actor = as_actor(officer)
    given: dict[str, Any] = {"cause": Cause.WEAR, "resolution": "Roller mpya"}
    services.resolve(ticket, **given, actor=actor, now=clock.now())
    save()


def asks(ticket, officer, text="Chumba gani?"):
    given: dict[str, Any] = {"author": officer, "actor": as_actor(officer), "now": clock.now()}
    services.reply(ticket, text=text, **given)
    save()


def test_the_answer_of_a_guest_ends_the_wait_and_its_officer_is_told(
    pages, ticket, officer, page_of
):
    actor, for_him = as_actor(officer), WaitingFor.REQUESTER
    services.wait(ticket, waiting_for=for_him, reason="x", actor=actor, now=clock.now())
    save()

    shown = pages.submit(pages.get(page_of), text="Chumba namba 4", files=[(png_file(), "a.png")])

    assert "Chumba namba 4" in words(shown)
    assert "Baraka" not in str(shown)
    db.session.refresh(ticket)
    assert (ticket.status, said(ticket)) == (Status.IN_PROGRESS, [(None, "Chumba namba 4")])
    assert "answered" in told(officer)
    (file,) = db.session.scalars(db.select(Attachment)).all()
    assert file.owner_kind == "comment"
    pages.sign_in(officer)
    read = words(pages.get(f"/tickets/{ticket.id}"))
    assert read.count("Juma Mgeni") >= 3, "he opened it, answered, and set it going again"


def test_a_guest_sees_the_pictures_of_what_was_said_and_no_other(pages, ticket, officer, page_of):
    page = pages.submit(pages.get(page_of), text="Hii", files=[(png_file(), "a.png")])
    (link,) = page.select(".files a[href]")
    shown = pages.peek(link["href"])
    (file,) = db.session.scalars(db.select(Attachment)).all()
    note = services.note(ticket, text="x", author=officer, actor=as_actor(officer), now=clock.now())
    file.owner_id = note.id
    save()

    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert pages.peek(link["href"]).status_code == 404
    assert pages.peek(link["href"].replace("/o/", "/o/x")).status_code == 404


def test_the_clock_and_the_log_tell_a_guest_from_the_system(pages, ticket, officer, page_of):
    resolve(ticket, officer)
    pages.press(pages.get(page_of), page_of + "/confirm")
    pages.sign_in(officer)

    page = pages.get(f"/tickets/{ticket.id}")
    assert "Juma Mgeni" in page.select_one("#clock").get_text()

    pages.sign_in(factories.user("administrator", council_id=officer.council_id))
    assert "Mgeni" in words(pages.get("/audit/"))


def png_file():
    return BytesIO(png())


def test_the_same_answer_sent_twice_is_written_once_and_other_words_are_not_lost(
    pages, ticket, page_of
):
    page = pages.get(page_of)
    answers = [pages.sent(page, text=text) for text in ("Ndiyo", "Ndiyo", "Hapana")]

    assert [one.status_code for one in answers] == [303] * 3
    assert [text for _by, text in said(ticket)] == ["Ndiyo", "Hapana"]


def test_an_empty_answer_is_named_and_its_picture_kept(pages, ticket, page_of):
    refused = pages.submit(pages.get(page_of), text="", files=[(png_file(), "b.png")], status=422)
    assert "b.png" in words(refused)

    pages.submit(refused, text="Hii hapa")

    assert len(db.session.scalars(db.select(Attachment)).all()) == 1


def test_a_guest_confirms_once_by_his_own_word(pages, ticket, officer, page_of):
    resolve(ticket, officer)
    page = pages.get(page_of)
    path = f"{page_of}/confirm"
    sent = successful(page, page.select_one(f'form[action="{path}"]'))

    answers = [pages._send("POST", path, data=sent) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    db.session.refresh(ticket)
    assert ticket.status is Status.CLOSED
    assert not queries.was_closed_in_silence(ticket)
    entry = db.session.scalars(db.select(AuditEntry).where(AuditEntry.action == "ticket.closed"))
    assert entry.one().actor_name == "guest"


def test_who_confirms_a_page_on_which_an_officer_wrote_since_reads_that_first(
    pages, ticket, officer, page_of
):
    resolve(ticket, officer)
    page = pages.get(page_of)
    asks(ticket, officer, "Subiri, bado")

    refused = pages.press(page, f"{page_of}/confirm", status=409)

    assert "Subiri, bado" in words(refused)
    assert db.session.get_one(Ticket, ticket.id, populate_existing=True).status is Status.RESOLVED
    pages.press(refused, f"{page_of}/confirm")
    assert db.session.get_one(Ticket, ticket.id, populate_existing=True).status is Status.CLOSED


def test_who_confirms_what_an_officer_took_back_closes_nothing(pages, ticket, officer, page_of):
    resolve(ticket, officer)
    page = pages.get(page_of)
    services.undo(ticket, actor=as_actor(officer), now=clock.now())
    save()

    pages.press(page, f"{page_of}/confirm", status=409)

    ticket = db.session.get_one(Ticket, ticket.id, populate_existing=True)
    assert ticket.status is Status.IN_PROGRESS


def test_a_guest_reopens_with_his_reason_and_the_officer_hears_who(pages, ticket, officer, page_of):
    resolve(ticket, officer)

    pages.submit(pages.get(f"{page_of}/reopen"), reason="Bado inakwama")

    db.session.refresh(ticket)
    assert (ticket.status, ticket.reopened) == (Status.IN_PROGRESS, 1)
    last = db.session.scalars(
        db.select(TicketStatusChange).order_by(TicketStatusChange.id.desc())
    ).all()[0]
    assert (last.reason, last.is_of_guest) == ("Bado inakwama", True)
    assert "reopened" in told(officer)


def test_a_guest_who_wrote_after_it_was_solved_is_not_closed_in_silence(
    pages, ticket, officer, page_of
):
    resolve(ticket, officer)
    with travel(clock.now() + timedelta(minutes=1), tick=False):
        pages.submit(pages.get(page_of), text="Bado")

    with travel(clock.now() + timedelta(days=30), tick=False):
        services.close_unconfirmed(ticket.council_id, now=clock.now())
    assert ticket.status is Status.RESOLVED
    assert "Afisa atasoma ulichoandika" in words(pages.get(page_of))


def test_a_guest_says_how_content_he_is(pages, ticket, officer, page_of):
    pages.get(f"{page_of}/rate", status=404)
    resolve(ticket, officer)
    pages.press(pages.get(page_of), f"{page_of}/confirm")

    pages.submit(pages.get(f"{page_of}/rate"), score="4", remark="Asante")

    assert db.session.get_one(Satisfaction, ticket.id).score == 4


def test_what_is_over_for_good_takes_no_more_words(pages, ticket, officer, page_of):
    resolve(ticket, officer)
    services.confirm(ticket, actor=factories.program(ticket.council_id), now=clock.now())
    save()
    with travel(clock.now() + timedelta(days=15), tick=False):
        pages.post(f"{page_of}/reply", text="Bado", status=409)
        assert pages.get(page_of).select("#main-form") == []
        pages.get(f"{page_of}/reopen", status=409)
    assert said(ticket) == []


def test_words_within_time_reopen_what_was_closed_in_silence(pages, ticket, officer, page_of):
    resolve(ticket, officer)
    services.confirm(ticket, actor=factories.program(ticket.council_id), now=clock.now())
    save()

    pages.submit(pages.get(page_of), text="Bado")

    db.session.refresh(ticket)
    assert ticket.status is Status.IN_PROGRESS


def test_words_on_what_was_joined_reach_the_officer_of_the_other(pages, ticket, officer, page_of):
    other = open_ticket(
        Asked(subject="Nyingine", hardship=Hardship.SLOWED),
        requester=Guest("Asha", "+255754000002"),
        actor=a_guest(ticket.council_id),
        now=clock.now(),
    )
    colleague = factories.user("technician", council_id=ticket.council_id)
    services.take(other, actor=as_actor(colleague), now=clock.now())
    services.merge(ticket, into=other, actor=as_actor(officer), now=clock.now())
    save()

    shown = pages.submit(pages.get(page_of), text="Habari")

    assert "Asha" not in str(shown)
    assert "answered" in told(colleague)


def test_too_many_answers_are_kept_back_and_told_for_how_long(pages, ticket, page_of):
    for number in range(MOST_REPORTS_OF_A_GUEST):
        pages.submit(pages.get(page_of), text=f"Neno {number}")

    refused = pages.sent(pages.get(page_of), text="Neno la mwisho")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert "Neno la mwisho" in refused.text
    assert "dakika 10" in refused.text
    assert len(said(ticket)) == MOST_REPORTS_OF_A_GUEST


@pytest.mark.parametrize("act", ["reply", "confirm", "reopen", "rate"])
def test_a_wrong_secret_writes_nothing(pages, ticket, page_of, act):
    page = pages.get(page_of)

    assert pages.sent(page, text="x").status_code == 303
    wrong = pages._send("POST", f"{page_of}x/{act}", data={})
    assert wrong.status_code in (400, 404)
    assert len(said(ticket)) == 1


def test_one_who_signed_in_may_answer_by_the_address_too(pages, ticket, officer, page_of):
    pages.sign_in(officer)

    pages.submit(pages.get(page_of), text="Kwa niaba yake")

    assert said(ticket) == [(None, "Kwa niaba yake")]
