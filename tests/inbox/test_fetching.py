"""A mail becomes a request or a reply, once, and lets nobody do more than a requester may."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.attachments.models import Attachment
from helpdesk.attachments.services import path_of
from helpdesk.audit.models import AuditEntry
from helpdesk.inbox import rules, services
from helpdesk.inbox.models import InboundMail
from helpdesk.inbox.rules import Reason, State
from helpdesk.infra import mailboxes
from helpdesk.infra.db import db
from helpdesk.outbox import jobs as outbox_jobs
from helpdesk.outbox import services as outbox
from helpdesk.outbox.models import Message
from helpdesk.outbox.rules import State as Sent
from helpdesk.tickets import services as tickets
from helpdesk.tickets.models import Category, Comment, Ticket, TicketLink
from helpdesk.tickets.rules import Cause, Channel, Kind, Status
from tests import factories
from tests.inbox.conftest import DESK, NOW
from tests.inbox.mails import ASHA, mail
from tests.pages import save
from tests.tickets.factories import ticket as opened

JUMA = "Juma Ally <juma@mbarali.go.tz>"


def all_of(model):
    db.session.rollback()
    return db.session.scalars(select(model).order_by(model.id)).all()


def only(model):
    (found,) = all_of(model)
    return found


@pytest.fixture
def juma(council):
    return factories.user(council_id=council.id, name="Juma Ally", email="juma@mbarali.go.tz")


@pytest.fixture
def officer(council):
    return factories.user(
        "technician", council_id=council.id, name="Neema", email="neema@mbarali.go.tz"
    )


@pytest.fixture
def ticket(asha):
    made = opened(requester=asha, now=NOW - timedelta(days=1))
    save()
    return made


@pytest.fixture
def letter(ticket):
    """What the desk wrote to Asha about her request."""
    made = outbox.queue(
        council_id=ticket.council_id,
        recipient=ASHA,
        subject=f"[MBR] Ombi Na. {ticket.reference}",
        body="Je, taa inawaka?",
        now=NOW,
    )
    made.about_type, made.about_id = "ticket", ticket.id
    save()
    return made.message_id


def test_a_mail_of_a_known_person_becomes_a_request_with_its_files(post, asha, fetch):
    made = mail("Printa ya masijala haichapishi – “à”.\n\nAsante", subject="Printa “haichapishi”")
    made.add_attachment(b"%PDF-1.4 a", maintype="application", subtype="pdf", filename="hati.pdf")
    made.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="a.docx")
    post.delivers(made.as_bytes())

    fetch()

    ticket = only(Ticket)
    files = db.session.scalars(select(Attachment).where(Attachment.owner_kind == "ticket"))
    assert (ticket.subject, ticket.channel) == ("Printa “haichapishi”", Channel.EMAIL)
    assert ticket.description.startswith("Printa ya masijala haichapishi – “à”.\n\nAsante")
    assert f"[Imetumwa kutoka {ASHA}]" in ticket.description
    assert "a.docx" in ticket.description
    assert [file.name for file in files] == ["hati.pdf"]
    assert (ticket.requester_id, ticket.entered_by_id) == (asha.id, None)
    said = db.session.scalars(
        select(AuditEntry.actor_name).where(AuditEntry.action == "ticket.open")
    )
    assert said.all() == ["Asha Mrisho (e-mail)"], "the log does not vouch for the address"


def test_that_it_came_by_mail_does_not_make_it_a_trouble_with_mail(post, asha, fetch):
    factories.saved(
        Category(
            council_id=asha.council_id,
            code="BAR",
            kind=Kind.INCIDENT,
            name_sw="Barua pepe",
            name_en="E-mail",
            keywords="barua pepe:6,email:6,e-mail:6,mail:6",
        )
    )
    post.delivers(mail().as_bytes(), mail("Barua pepe haifunguki", subject="Email").as_bytes())

    fetch()

    assert [one.category and one.category.code for one in all_of(Ticket)] == [None, "BAR"]


def test_an_answer_to_our_letter_goes_to_its_request_without_the_history(
    post, ticket, letter, fetch
):
    text = (
        f"Ndiyo, taa inawaka.\n\nMnamo 2 Mac 2026, Dawati <{DESK}> aliandika:\n> Je, taa?\n> ok\n"
    )
    post.delivers(mail(text, subject="Re: Ombi", In_Reply_To=letter).as_bytes())

    fetch()

    comment, came = only(Comment), only(InboundMail)
    assert (comment.ticket_id, comment.is_internal) == (ticket.id, False)
    assert comment.text.startswith("Ndiyo, taa inawaka.\n\n[Imetumwa kutoka")
    assert "taa?" not in comment.text
    assert "> Je, taa?" in came.text, "what was cut off is kept"
    assert (came.comment_id, came.state) == (comment.id, State.TAKEN)
    assert len(all_of(Ticket)) == 1


def test_what_an_officer_wrote_is_answered_by_mail(post, ticket, officer, app, fetch, monkeypatch):
    """From the reply in the system to the letter, and from its answer back to the request."""
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    with time_machine.travel(NOW, tick=False):
        actor = as_actor(officer)
        tickets.reply(ticket, text="Je, taa inawaka?", author=officer, actor=actor, now=NOW)
    save()
    letter = only(Message)
    post.delivers(mail("Ndiyo", subject="Re: x", In_Reply_To=letter.message_id).as_bytes())

    fetch(minutes=1)

    assert "Unaweza kujibu barua pepe hii" in letter.body
    assert [one.text.partition("\n")[0] for one in all_of(Comment)] == ["Je, taa inawaka?", "Ndiyo"]
    assert (len(all_of(Ticket)), only(Message).id) == (1, letter.id)


def test_a_second_mail_follows_the_first_one_of_the_same_person(post, asha, juma, fetch):
    number = "<first@mbarali.go.tz>"
    post.delivers(mail(number=number).as_bytes())
    fetch()
    post.delivers(mail("Bado?", References=number).as_bytes())
    post.delivers(mail("Mimi pia", sender=JUMA, References=number).as_bytes())
    fetch(minutes=5)

    assert [one.requester_id for one in all_of(Ticket)] == [asha.id, juma.id]
    assert only(Comment).author_id == asha.id


def test_the_reference_in_a_subject_leads_only_the_requester_to_the_request(
    post, ticket, juma, officer, fetch
):
    subject = f"Kuhusu {ticket.reference}"
    post.delivers(mail("Haraka tafadhali", subject=subject).as_bytes())
    post.delivers(mail("Nani huyu?", subject=subject, sender=JUMA).as_bytes())
    post.delivers(mail("Funga", subject=subject, sender="neema@mbarali.go.tz").as_bytes())

    fetch()

    assert only(Comment).author_id == ticket.requester_id
    assert [one.requester_id for one in all_of(Ticket)[1:]] == [juma.id, officer.id]


def test_who_answers_a_letter_about_a_request_of_somebody_else_waits_for_an_officer(
    post, ticket, letter, juma, officer, fetch
):
    """An officer too: a sender's address opens no more doors than a requester's."""
    for sender in (JUMA, "neema@mbarali.go.tz"):
        post.delivers(mail(f"Sawa {sender}", sender=sender, In_Reply_To=letter).as_bytes())

    fetch()

    assert {one.reason for one in all_of(InboundMail)} == {Reason.NOT_A_PARTY}
    assert all_of(Comment) == []
    assert only(Ticket).id == ticket.id


def test_strangers_shared_addresses_and_people_without_a_role_are_not_answered(
    post, asha, juma, council, fetch
):
    factories.user(council_id=council.id, email="idara@mbarali.go.tz")
    factories.user(council_id=council.id, email="idara@mbarali.go.tz")
    juma.is_active = False
    neighbour = factories.council()
    factories.user(council_id=neighbour.id, email="jirani@jirani.go.tz")
    for sender in ("mgeni@gmail.example", "idara@mbarali.go.tz", JUMA, "jirani@jirani.go.tz"):
        post.delivers(mail(f"Habari {sender}", sender=sender).as_bytes())

    fetch()

    reasons = [one.reason for one in all_of(InboundMail)]
    unknown = Reason.UNKNOWN_SENDER
    assert reasons == [unknown, Reason.SHARED_ADDRESS, unknown, unknown]
    assert all_of(Ticket) == []
    assert all_of(Message) == []


def test_an_answer_to_a_request_that_is_over_opens_a_new_one_that_is_linked(
    post, ticket, letter, officer, fetch
):
    tickets.cancel(ticket, reason="", actor=as_actor(officer), now=NOW)
    post.delivers(mail("Bado haichapishi", In_Reply_To=letter).as_bytes())

    fetch(minutes=9)

    old, new = all_of(Ticket)
    link = db.session.scalars(select(TicketLink)).one()
    assert (old.status, new.status) == (Status.CANCELLED, Status.NEW)
    assert (link.ticket_id, link.other_id) == (old.id, new.id)
    assert all_of(Comment) == []


def test_an_out_of_office_answer_opens_nothing_and_wakes_nothing(
    post, ticket, letter, officer, fetch
):
    tickets.resolve(ticket, cause=Cause.WEAR, resolution="Tayari", actor=as_actor(officer), now=NOW)
    away = mail("Nipo likizo", subject="Re: Ombi", In_Reply_To=letter)
    away["Auto-Submitted"] = "auto-replied"
    post.delivers(away.as_bytes())
    post.delivers(mail("Nipo nje", subject="Automatic reply: Ombi", In_Reply_To=letter).as_bytes())

    fetch()

    assert [one.reason for one in all_of(InboundMail)] == [Reason.AUTOMATIC] * 2
    assert only(Ticket).status is Status.RESOLVED
    assert all_of(Comment) == []


def test_our_own_letters_that_come_back_stop_there(post, asha, letter, fetch):
    """As a broken forwarding sends them: whole, without our marks, or from our own address."""
    ours = outbox_jobs._letter(db.session.scalars(select(Message)).one())
    bare = message_from_bytes(ours.as_bytes(), policy=policy.default)
    for name in ("Auto-Submitted", "X-Loop", "From"):
        del bare[name]
    bare["From"] = ASHA
    bare.set_content("Je, taa inawaka? -- Imepita kwenye seva yetu")
    post.delivers(ours.as_bytes(), bare.as_bytes(), mail(sender=DESK).as_bytes())

    fetch()

    assert [one.reason for one in all_of(InboundMail)] == [Reason.LOOP] * 3
    assert len(all_of(Ticket)) == 1
    assert all_of(Comment) == []


def test_a_program_that_writes_on_and_on_is_stopped(post, asha, juma, fetch, monkeypatch):
    monkeypatch.setattr(services.arriving, "MOST_AN_HOUR", 6)
    post.delivers(*[mail(f"Onyo {number}").as_bytes() for number in range(6 + 5)])
    post.delivers(mail("Printa", sender=JUMA).as_bytes())

    fetch()

    found = all_of(InboundMail)
    assert [one.reason for one in found].count(Reason.TOO_MANY) == 5
    assert len(all_of(Ticket)) == 6 + 1, "nobody else has to wait"
    post.delivers(mail("Baada ya saa moja").as_bytes())
    fetch(minutes=61)
    assert len(all_of(Ticket)) == 6 + 2


def killed(*_given):
    raise KeyboardInterrupt


def test_a_mail_is_taken_once_whatever_was_killed_in_between(post, asha, fetch, monkeypatch):
    post.delivers(mail().as_bytes())

    with monkeypatch.context() as patch:
        patch.setattr(mailboxes.Mailbox, "mark", killed)
        with pytest.raises(KeyboardInterrupt):
            fetch()
    assert post.unread() != []
    fetch(minutes=1)
    post.unmark_all()
    fetch(minutes=2)
    again = mail()
    again["Received"] = "by another way"
    post.delivers(again.as_bytes())
    fetch(minutes=3)

    assert len(all_of(Ticket)) == 1
    assert len(all_of(InboundMail)) == 1
    assert post.unread() == []


def test_killed_while_it_is_taken_in_nothing_is_half_there(post, asha, fetch, monkeypatch):
    post.delivers(mail().as_bytes())

    with monkeypatch.context() as patch:
        patch.setattr(services.arriving, "_leave", killed)
        with pytest.raises(KeyboardInterrupt):
            fetch()
    assert (all_of(Ticket), all_of(InboundMail)) == ([], [])
    fetch(minutes=1)
    assert len(all_of(Ticket)) == 1


def test_a_mail_that_breaks_the_program_is_set_aside_and_stops_no_other(
    post, asha, juma, fetch, monkeypatch
):
    whole = rules.read

    def read(raw):
        if b"sumu" in raw:
            raise RecursionError
        return whole(raw)

    monkeypatch.setattr(rules, "read", read)
    post.delivers(mail("sumu", subject="Sumu").as_bytes(), mail("Printa", sender=JUMA).as_bytes())

    fetch()

    poison, sound = all_of(InboundMail)
    of_poison = Attachment.owner_kind == "inbound_mail", Attachment.owner_id == poison.id
    kept = db.session.scalars(select(Attachment).where(*of_poison)).one()
    assert (poison.state, poison.reason, poison.subject) == (State.PARKED, Reason.BROKEN, "Sumu")
    assert b"sumu" in path_of(kept).read_bytes()
    assert sound.state is State.TAKEN
    assert post.unread() == []


def test_a_letter_that_comes_back_is_noted_where_it_was_sent(post, ticket, letter, fetch):
    sent = db.session.scalars(select(Message)).one()
    sent.sent_at, sent.next_try_at = NOW, None
    report = (
        "From: MAILER-DAEMON@mbarali.go.tz\r\nSubject: Undelivered Mail\r\nMessage-ID: <1@mx>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such person\r\n--b\r\n"
        f"Content-Type: message/rfc822\r\n\r\nMessage-ID: {letter}\r\nSubject: a\r\n\r\na\r\n--b--"
    )
    post.delivers(report.encode())

    fetch()

    message = only(Message)
    assert (message.state, message.returned_at) == (Sent.RETURNED, NOW)
    assert message.last_error == "smtp; 550 5.1.1 no such person"
    assert only(InboundMail).reason is Reason.RETURNED
    assert only(Ticket).id == ticket.id


def test_a_mailbox_that_is_away_is_a_fault_that_is_noted(post, asha, app, fetch, monkeypatch):
    monkeypatch.setitem(app.config, "IMAP_PASSWORD", "mbaya")
    with pytest.raises(mailboxes.MailboxAwayError):
        fetch()
    monkeypatch.setitem(app.config, "IMAP_SERVER", "")
    fetch()
    assert all_of(InboundMail) == []


def test_the_command_says_what_came(post, asha, app, monkeypatch):
    run = app.test_cli_runner().invoke
    post.delivers(mail().as_bytes(), mail(sender="mgeni@gmail.example").as_bytes())
    save()

    told = run(args=["mail", "fetch"])
    monkeypatch.setitem(app.config, "IMAP_SERVER", "")
    off = run(args=["mail", "fetch"])

    assert told.output == "1 held, 0 parked, 1 taken, 0 ignored, 0 discarded\n"
    assert (off.exit_code, "HELPDESK_IMAP_SERVER" in off.output) == (1, True)
