"""A requester with an address hears of replies and of the end, in his language, and of no more."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.outbox import jobs
from helpdesk.outbox.models import Message
from helpdesk.reminders.models import Notification
from helpdesk.reminders.rules import MailHours, is_news
from helpdesk.tickets import services
from helpdesk.tickets.rules import Cause, Status, WaitingFor
from tests import factories
from tests.outbox.conftest import post  # noqa: F401  # a fixture
from tests.reminders.factories import wishes
from tests.tickets.factories import ticket as opened

SECRET = "Roller ni ya zamani, usimwambie"  # noqa: S105


@pytest.fixture
def mail(app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://dawati.mbarali.go.tz/")


@pytest.fixture
def asha(app):
    return factories.user(name="Asha Mrisho", email="asha@mbarali.go.tz")


@pytest.fixture
def officer(asha):
    return factories.user("technician", council_id=asha.council_id, name="Afisa Juma")


@pytest.fixture
def ticket(asha, officer):
    made = opened(requester=asha, subject="Printa <haichapishi> & inaita", now=clock.now())
    db.session.commit()
    return made


def reply(ticket, officer, text="Nakuja saa hivi.", now=None):
    with transaction():
        services.reply(
            ticket, text=text, author=officer, actor=as_actor(officer), now=now or clock.now()
        )


def resolve(ticket, officer, now=None):
    with transaction():
        services.resolve(
            ticket,
            cause=Cause.WEAR,
            resolution="Nimebadilisha roller.",
            actor=as_actor(officer),
            now=now or clock.now(),
        )


def messages():
    db.session.rollback()
    return db.session.scalars(select(Message).order_by(Message.id)).all()


def test_a_reply_is_told_in_swahili_with_its_words_and_the_way_to_it(mail, ticket, officer):
    reply(ticket, officer, "Nakuja saa hivi.\n<b>Usizime</b> & subiri.")

    (message,) = messages()
    assert message.recipient == "asha@mbarali.go.tz"
    assert message.subject.endswith(f"] Ombi Na. {ticket.reference}: umepata jibu jipya")
    assert message.subject.startswith("[Halmashauri ")
    assert message.body.startswith("Ndugu Asha Mrisho,\n\nAfisa Juma amejibu ombi lako")
    assert "“Printa <haichapishi> & inaita”" in message.body
    assert "Nakuja saa hivi.\n<b>Usizime</b> & subiri." in message.body
    assert f"\nhttps://dawati.mbarali.go.tz/tickets/{ticket.id}\n" in message.body


def test_the_end_is_told_with_what_was_done(mail, ticket, officer):
    resolve(ticket, officer)

    (message,) = messages()
    assert message.subject.endswith("limetatuliwa – tafadhali thibitisha")
    assert "Nimebadilisha roller." in message.body
    assert "ndani ya siku 14" in message.body
    assert f"https://dawati.mbarali.go.tz/tickets/{ticket.id}" in message.body


def test_whoever_reads_english_is_told_in_english(mail, ticket, officer, asha):
    asha.language = "en"
    db.session.commit()

    reply(ticket, officer)
    resolve(ticket, officer)

    first, second = messages()
    assert first.body.startswith("Dear Asha Mrisho,")
    assert first.subject.endswith("you have a new reply")
    assert second.subject.endswith("has been resolved – please confirm")


def test_an_internal_note_is_never_told(mail, ticket, officer):
    with transaction():
        services.note(ticket, text=SECRET, author=officer, actor=as_actor(officer), now=clock.now())
    reply(ticket, officer)
    resolve(ticket, officer)

    assert len(messages()) == 2
    assert not any(SECRET in message.body for message in messages())


def test_ones_own_words_are_not_told_to_oneself(mail, ticket, asha):
    reply(ticket, asha)

    assert messages() == []


def test_what_a_request_waits_for_is_told_as_a_reply(mail, ticket, officer):
    reply(ticket, officer, "Tunasubiri kipuri.")
    with transaction():
        services.take(ticket, actor=as_actor(officer), now=clock.now())
        services.wait(
            ticket,
            waiting_for=WaitingFor.PARTS,
            reason="Tunasubiri kipuri.",
            actor=as_actor(officer),
            now=clock.now(),
        )

    assert len(messages()) == 1


@pytest.mark.parametrize("lacking", ["server", "address", "account", "news"])
def test_nothing_is_queued_for_whom_or_when_it_is_no_use(
    app, mail, monkeypatch, ticket, officer, asha, lacking
):
    if lacking == "server":
        monkeypatch.setitem(app.config, "MAIL_SERVER", "")
    asha.email = "" if lacking == "address" else asha.email
    asha.is_active = lacking != "account"
    db.session.commit()
    now = clock.now() - timedelta(days=2 if lacking == "news" else 0)

    reply(ticket, officer, now=now)
    resolve(ticket, officer, now=now)

    assert messages() == []


def test_a_reply_that_is_not_saved_is_not_told(mail, ticket, officer):
    def fail() -> None:
        with transaction():
            services.reply(
                ticket, text="x", author=officer, actor=as_actor(officer), now=clock.now()
            )
            raise OSError("fire")

    with pytest.raises(OSError, match="fire"):
        fail()

    assert messages() == []


def test_a_reply_on_the_page_reaches_the_mailbox(mail, post, pages, ticket, officer):  # noqa: F811
    post.opens()
    wishes(ticket.requester, mail_hours=MailHours.ALWAYS)
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    (form,) = page.select(f"form[action='/tickets/{ticket.id}/reply']")
    form["id"] = "reply-form"

    pages.submit(page, form="reply-form", text="Nakuja saa hivi.")
    jobs.send_due(clock.now())

    (content,) = post.to("asha@mbarali.go.tz")
    letter = message_from_bytes(content, policy=policy.default)
    assert "umepata jibu jipya" in letter["Subject"]
    assert "Nakuja saa hivi." in letter.get_content()


@pytest.mark.parametrize(("hours", "is_told"), [(0, True), (24, True), (25, False)])
def test_old_news_is_no_news(hours, is_told):
    now = factories.MONDAY_MORNING

    assert is_news(now - timedelta(hours=hours), now=now) is is_told


@pytest.mark.parametrize("has_read", [True, False])
def test_whoever_read_that_it_was_cancelled_is_told_that_it_goes_on(
    pages, ticket, asha, officer, has_read
):
    with transaction():
        services.cancel(ticket, reason="Si letu", actor=as_actor(officer), now=clock.now())
    if has_read:
        pages.sign_in(asha)
        pages.press(pages.get("/notifications/"), "/notifications/read")

    with transaction():
        services.undo(ticket, actor=as_actor(officer), now=clock.now())

    expected = ["cancelled", "goes_on"] if has_read else ["cancelled"]
    assert told(asha) == expected
    assert not unread(asha, "cancelled")


def test_whoever_was_mailed_that_it_was_cancelled_is_mailed_that_it_goes_on(
    mail,
    ticket,
    asha,
    officer,
):
    with transaction():
        services.cancel(ticket, reason="Si letu", actor=as_actor(officer), now=clock.now())
    for message in messages():
        message.sent_at, message.next_try_at = clock.now(), None
    db.session.commit()
    with transaction():
        services.undo(ticket, actor=as_actor(officer), now=clock.now())

    assert "Afisa Juma amelianzisha tena" in messages()[-1].body


def test_an_officer_takes_up_again_what_was_solved_and_its_requester_hears_it(
    pages, ticket, asha, officer
):
    resolve(ticket, officer)
    pages.sign_in(officer)
    page = pages.get(f"/tickets/{ticket.id}")
    assert page.select_one(f'a[href="/tickets/{ticket.id}/reopen"]').get_text() == "Fungua upya"

    pages.submit(pages.get(f"/tickets/{ticket.id}/reopen"), reason="Ni tukio la usalama")

    db.session.refresh(ticket)
    assert (ticket.status, ticket.reopened) == (Status.IN_PROGRESS, 1)
    assert told(asha)[-1] == "goes_on"


def told(person):
    rows = select(Notification).where(Notification.user_id == person.id).order_by(Notification.id)
    return [str(one.kind) for one in db.session.scalars(rows)]


def unread(person, kind):
    rows = select(Notification).where(
        Notification.user_id == person.id,
        Notification.kind == kind,
        Notification.read_at.is_(None),
    )
    return db.session.scalars(rows).all()
