"""People who write and act on one ticket at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from bs4 import BeautifulSoup

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.tickets import queries, services
from helpdesk.tickets.models import Comment, TicketStatusChange
from helpdesk.tickets.rules import Cause, Status
from tests import factories
from tests.controls import successful
from tests.factories import MONDAY_MORNING
from tests.pages import PageClient
from tests.tickets.factories import ticket as opened
from tests.tickets.test_views import words


def signed_in(app, person):
    pages = PageClient(app)
    pages.sign_in(person)
    return pages


def filled(page, action, **typed):
    """What the form to `action` sends, with these words in it."""
    (form,) = page.select(f'form[action="{action}"]')
    sent = successful(page, form)
    for name, value in typed.items():
        sent[name] = value
    return sent


def at_once(sendings):
    """Let all of these be sent in the same moment; return the answers in their order."""
    barrier = Barrier(len(sendings))

    def send(sending):
        pages, path, data = sending
        barrier.wait(timeout=60)
        return pages._client.open(path, method="POST", data=data, buffered=True)

    db.session.rollback()
    with ThreadPoolExecutor(len(sendings)) as pool:
        return list(pool.map(send, sendings))


def said_on(ticket):
    texts = db.select(Comment.text).where(Comment.ticket_id == ticket.id)
    return db.session.scalars(texts.order_by(Comment.id)).all()


def test_fifty_replies_and_a_move_at_once_are_all_kept(app, officer, requester, ticket):
    writer, mover = signed_in(app, requester), signed_in(app, officer)
    path = f"/tickets/{ticket.id}"
    replies = [
        (writer, f"{path}/reply", filled(writer.get(path), f"{path}/reply", text=f"Jibu {number}"))
        for number in range(50)
    ]
    move = (mover, f"{path}/take", filled(mover.get(path), f"{path}/take"))

    answers = at_once([*replies, move])

    assert {answer.status_code for answer in answers} == {303}
    assert sorted(said_on(ticket)) == sorted(f"Jibu {number}" for number in range(50))
    assert [change.to_status for change in queries.changes(ticket)] == [Status.IN_PROGRESS]
    db.session.refresh(ticket)
    assert (ticket.status, ticket.assignee_id) == (Status.IN_PROGRESS, officer.id)


def test_two_officers_take_one_ticket_and_one_is_told_by_whom(app, officer, second, ticket):
    path = f"/tickets/{ticket.id}"
    desks = [signed_in(app, officer), signed_in(app, second)]
    sendings = [(desk, f"{path}/take", filled(desk.get(path), f"{path}/take")) for desk in desks]

    answers = at_once(sendings)

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    db.session.refresh(ticket)
    winner = officer if answers[0].status_code == 303 else second
    assert ticket.assignee_id == winner.id
    (loser,) = [answer for answer in answers if answer.status_code == 409]
    told = BeautifulSoup(loser.text, "html.parser")
    summary = words(told, ".error-summary")
    assert f"{winner.name} alilichukua muda mfupi uliopita (" in summary
    assert "chako kitachukua nafasi" not in summary
    assert db.session.scalar(db.select(db.func.count(TicketStatusChange.id))) == 1


def test_officers_who_reply_at_once_each_read_the_first_before_theirs_goes_out(app, officer):
    ticket = opened(requester=factories.user(council_id=officer.council_id))
    people = [
        factories.user("technician", council_id=officer.council_id, name=f"Afisa {number}")
        for number in range(5)
    ]
    path, desks = f"/tickets/{ticket.id}", [signed_in(app, person) for person in people]
    sendings = [
        (desk, f"{path}/reply", filled(desk.get(path), f"{path}/reply", text=f"Jibu {number}"))
        for number, desk in enumerate(desks)
    ]

    answers = at_once(sendings)

    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409, 409]
    (first,) = said_on(ticket)
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            told = BeautifulSoup(answer.text, "html.parser")
            assert first in words(told, ".error-summary")
            assert words(told, "#text") == f"Jibu {number}"
    for number, desk in enumerate(desks):
        if answers[number].status_code == 409:
            send_till_it_goes(desk, answers[number])
    assert sorted(said_on(ticket)) == [f"Jibu {number}" for number in range(5)]


def send_till_it_goes(desk, answer):
    """Press "send anyway"; whoever wrote in between is shown first."""
    while answer.status_code == 409:
        page = BeautifulSoup(answer.text, "html.parser")
        assert "Tuma hata hivyo" in words(page, "#main-form")
        answer = desk.sent(page)
    assert answer.status_code == 303


def test_an_officer_sees_first_what_a_colleague_wrote_meanwhile(pages, officer, second, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    services.note(
        ticket,
        text="Usimwahidi leo",
        author=second,
        actor=as_actor(second),
        now=MONDAY_MORNING,
    )

    told = pages.submit(page, text="Nakuja leo", status=409)

    assert "Usimwahidi leo" in words(told, ".error-summary")
    assert "Afisa wa pili" in words(told, ".error-summary")
    assert told.select_one("#text").get_text().strip() == "Nakuja leo"
    pages.submit(told, text="Nakuja kesho")
    assert said_on(ticket) == ["Usimwahidi leo", "Nakuja kesho"]


def test_a_move_of_a_colleague_does_not_hold_a_reply_up(pages, officer, second, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    services.take(ticket, actor=as_actor(second), now=MONDAY_MORNING)

    pages.submit(page, text="Afisa wa pili anakuja")

    assert said_on(ticket) == ["Afisa wa pili anakuja"]


def test_a_note_and_the_words_of_the_requester_are_taken_as_they_come(
    pages, officer, second, requester, ticket
):
    pages.sign_in(requester)
    own = pages.get(f"/tickets/{ticket.id}")
    desk = PageClient(pages._client.application)
    desk.sign_in(officer)
    note = desk.get(f"/tickets/{ticket.id}")
    services.reply(ticket, text="Naja", author=second, actor=as_actor(second), now=MONDAY_MORNING)

    pages.submit(own, text="Harakisheni")
    desk.submit(note, text="Kipuri kipo", is_internal="y")

    assert said_on(ticket) == ["Naja", "Harakisheni", "Kipuri kipo"]


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("resolve", {"cause": "wear", "resolution": "Tumebadilisha roller"}),
        ("wait", {"waiting_for": "parts", "reason": "Roller imeagizwa"}),
    ],
)
def test_words_that_go_with_a_move_ask_first_too(pages, officer, requester, ticket, page, typed):
    services.take(ticket, actor=as_actor(officer), now=MONDAY_MORNING)
    pages.sign_in(officer)
    form = pages.get(f"/tickets/{ticket.id}/{page}")
    services.reply(
        ticket,
        text="Bado inakwama",
        author=requester,
        actor=as_actor(requester),
        now=MONDAY_MORNING,
    )

    told = pages.submit(form, status=409, **typed)

    assert "Bado inakwama" in words(told, ".error-summary")
    assert ticket.status is Status.IN_PROGRESS
    pages.submit(told)
    assert ticket.status in (Status.RESOLVED, Status.WAITING)


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("assign", {"note": "Jaribu cartridge"}),
        ("resolve", {"cause": "wear", "resolution": "Tumebadilisha roller"}),
    ],
)
def test_a_move_that_crosses_another_is_told_and_loses_nothing(
    pages, officer, second, ticket, page, typed
):
    pages.sign_in(officer)
    form = pages.get(f"/tickets/{ticket.id}/{page}")
    services.take(ticket, actor=as_actor(second), now=MONDAY_MORNING)

    told = pages.submit(form, status=409, **typed)

    assert "Afisa wa pili" in words(told, ".error-summary")
    assert all(text in str(told.select_one("#main-form")) for text in typed.values())
    assert ticket.assignee_id == second.id


def test_a_reply_does_not_make_the_page_of_a_move_stale(pages, officer, requester, ticket):
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    services.reply(
        ticket, text="Haraka", author=requester, actor=as_actor(requester), now=MONDAY_MORNING
    )

    pages.press(page, f"/tickets/{ticket.id}/take")

    assert ticket.assignee_id == officer.id


@pytest.mark.parametrize("home", [False, True])
def test_who_confirms_reads_first_what_an_officer_wrote_meanwhile(
    pages, officer, requester, ticket, home
):
    actor, now = as_actor(officer), MONDAY_MORNING
    services.reply(ticket, text="Nimeanza", author=officer, actor=actor, now=now)
    services.resolve(ticket, cause=Cause.WEAR, resolution="Tayari", actor=actor, now=now)
    pages.sign_in(requester)
    page = pages.get("/" if home else f"/tickets/{ticket.id}")
    path = f"/tickets/{ticket.id}/confirm"
    services.reply(ticket, text="Subiri kwanza", author=officer, actor=actor, now=now)

    refused = pages.press(page, path, status=409)

    assert "Subiri kwanza" in words(refused, ".error-summary")
    assert "Nimeanza" not in words(refused, ".error-summary")
    pages.press(refused, path)
    assert queries.changes(ticket)[-1].to_status is Status.CLOSED


def test_who_reopens_reads_first_what_an_officer_wrote_meanwhile(pages, officer, requester, ticket):
    actor, now = as_actor(officer), MONDAY_MORNING
    services.resolve(ticket, cause=Cause.WEAR, resolution="Tayari", actor=actor, now=now)
    pages.sign_in(requester)
    page = pages.get(f"/tickets/{ticket.id}/reopen")
    services.reply(ticket, text="Anzisha upya", author=officer, actor=actor, now=now)

    refused = pages.submit(page, reason="Bado", status=409)

    assert "Anzisha upya" in words(refused, ".error-summary")
    pages.submit(refused)
    assert queries.changes(ticket)[-1].reason == "Bado"
