"""Sixty mails and more that nobody honest writes: each ends somewhere, and fast."""

import time

import pytest
from sqlalchemy import select

from helpdesk.attachments.models import Attachment
from helpdesk.inbox import jobs, services
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import STATE_OF, Reason, State
from helpdesk.inbox.services import Arrival
from helpdesk.infra.db import db
from helpdesk.outbox.models import Message
from helpdesk.tickets.models import Comment, Ticket
from tests.inbox.conftest import NOW
from tests.inbox.corpus import corpus

# What the mail server itself falls over; it is handed in behind the line.
TOO_MUCH_FOR_THE_SERVER = {"1,000 deep"}
CASES = corpus()


@pytest.fixture
def timed(monkeypatch):
    """How long each mail took, in the order in which they came."""
    seconds: list[float] = []
    whole = jobs.keep

    def keep(arrival: Arrival) -> None:
        began = time.thread_time()  # our own work, however busy the machine is
        whole(arrival)
        seconds.append(time.thread_time() - began)

    monkeypatch.setattr(jobs, "keep", keep)
    return seconds


def test_each_hostile_mail_is_taken_or_set_aside_with_its_reason_within_a_second(
    post, asha, fetch, council, monkeypatch, timed
):
    monkeypatch.setattr(services.arriving, "MOST_AN_HOUR", len(CASES))
    sent = [case for case in CASES if case.name not in TOO_MUCH_FOR_THE_SERVER]
    post.delivers(*[case.raw for case in sent])
    fetch()
    for case in CASES:
        if case not in sent:
            sent.append(case)
            jobs.keep(Arrival(council_id=council.id, raw=case.raw, size=len(case.raw), at=NOW))

    mails = db.session.scalars(select(InboundMail).order_by(InboundMail.id)).all()
    became = {case.name: mail.reason or mail.state for case, mail in zip(sent, mails, strict=True)}
    assert became == {case.name: case.becomes for case in sent}
    assert len(became) >= 60
    slow = zip(sent, timed, strict=True)
    assert {case.name: took for case, took in slow if took > 1} == {}
    assert post.unread() == []
    nothing_is_lost_or_invisible(asha)


def nothing_is_lost_or_invisible(asha):
    mails = db.session.scalars(select(InboundMail)).all()
    taken = [mail for mail in mails if mail.state is State.TAKEN]
    kept = db.session.scalars(select(Attachment).where(Attachment.owner_kind == "inbound_mail"))
    made = db.session.scalars(select(Ticket)).all()

    assert len(mails) == len(CASES)
    assert {file.owner_id for file in kept} == {mail.id for mail in mails}, "each can be saved"
    assert {mail.ticket_id for mail in taken} == {ticket.id for ticket in made}
    assert {ticket.requester_id for ticket in made} == {asha.id}
    assert all(ticket.subject and "@" in ticket.description for ticket in made)
    assert all(mail.state is STATE_OF[mail.reason] for mail in mails if mail.reason)
    assert db.session.scalars(select(Comment)).all() == []
    assert db.session.scalars(select(Message)).all() == [], "nobody is answered"


def test_what_was_refused_is_named_in_the_request_and_the_allowed_files_are_kept(post, asha, fetch):
    (case,) = (one for one in CASES if one.name == "50 files")
    post.delivers(case.raw)

    fetch()

    ticket = db.session.scalars(select(Ticket)).one()
    kept = select(Attachment).where(Attachment.owner_kind == "ticket")
    assert len(db.session.scalars(kept).all()) == 1, "the same five times over is one file"
    assert "49" in ticket.description


def test_a_mail_that_is_too_large_is_not_fetched_and_its_beginning_is_kept(
    post, asha, fetch, monkeypatch
):
    monkeypatch.setattr(jobs, "LARGEST_MAIL", 100_000)
    (case,) = (one for one in CASES if one.name == "one word of 2 MB")
    post.delivers(case.raw)

    fetch()

    mail = db.session.scalars(select(InboundMail)).one()
    file = db.session.scalars(select(Attachment)).one()
    assert (mail.state, mail.reason) == (State.PARKED, Reason.TOO_LARGE)
    assert mail.size > 2_000_000
    assert file.size < 70_000
    assert (mail.sender, mail.subject) == ("asha.mrisho@mbarali.go.tz", "a")
