"""The administrator and the head of ICT see what could not be sent, why, and send it again."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.outbox import jobs, services
from helpdesk.outbox.models import Message
from helpdesk.tickets.rules import Kind
from tests import factories
from tests.tickets.factories import ticket as opened

NOW = factories.MONDAY_MORNING


@pytest.fixture
def chief(app):
    return factories.user("administrator", name="Msimamizi")


@pytest.fixture
def parked(chief):
    message = services.queue(
        council_id=chief.council_id,
        recipient="asha@mbarali.go.tz",
        subject="Ombi Na. 1",
        body="Siri",
        now=NOW,
    )
    message.next_try_at, message.tries, message.last_error = None, 8, "550 <no> such person"
    db.session.commit()
    return message.id


def test_what_was_given_up_is_shown_with_its_error_and_not_its_text(pages, chief, parked):
    pages.sign_in(chief)

    page = pages.get("/outbox/")

    main = page.select_one("main").text
    assert "asha@mbarali.go.tz" in main
    assert "550 <no> such person" in main
    assert "Umekataliwa mara 8" in main
    assert "Siri" not in main


def test_it_is_tried_again_at_once_and_logged(pages, chief, parked):
    pages.sign_in(chief)

    page = pages.press(pages.get("/outbox/"), "/outbox/retry")

    assert "Hakuna ujumbe ulioshindikana kutumwa." in page.text
    db.session.rollback()
    again = db.session.get_one(Message, parked).next_try_at
    assert again is not None
    assert again <= clock.now()
    assert "asha@mbarali.go.tz" in pages.get("/audit/").text


def test_the_head_sends_again_what_tells_of_a_security_incident(pages, chief, parked):
    """Whoever else looks after the e-mail does not even know of it."""
    head = factories.user("head", council_id=chief.council_id)
    secret = opened(requester=factories.user(council_id=chief.council_id))
    secret.kind = Kind.SECURITY_INCIDENT
    message = db.session.get_one(Message, parked)
    message.about_type, message.about_id = "ticket", secret.id
    db.session.commit()
    pages.sign_in(chief)
    assert "asha@" not in pages.get("/outbox/").text
    pages.sign_in(head)

    page = pages.press(pages.get("/outbox/"), "/outbox/retry")

    assert "Hakuna ujumbe ulioshindikana kutumwa." in page.text
    db.session.rollback()
    assert db.session.get_one(Message, parked).next_try_at is not None


def test_what_is_on_its_way_is_not_sent_twice(pages, chief, parked):
    pages.sign_in(chief)
    page = pages.get("/outbox/")
    with transaction():
        db.session.get_one(Message, parked).next_try_at = NOW

    (form,) = page.select("form[action='/outbox/retry']")
    form["id"] = "retry"
    assert pages.sent(page, form="retry").status_code == 409


def test_another_councils_messages_are_not_there(pages, parked):
    pages.sign_in(factories.user("administrator"))

    assert "asha@" not in pages.get("/outbox/").text
    page = pages.get("/outbox/?state=waiting")
    assert "asha@" not in page.text


def test_messages_are_told_apart_by_their_state(pages, chief, parked):
    sent = services.queue(
        council_id=chief.council_id, recipient="b@x.tz", subject="B", body="", now=NOW
    )
    sent.sent_at, sent.next_try_at = NOW, None
    services.queue(council_id=chief.council_id, recipient="c@x.tz", subject="C", body="", now=NOW)
    pages.sign_in(chief)

    shown = {
        state: [head.text for head in pages.get(f"/outbox/?state={state}").select("tbody th")]
        for state in ("given_up", "waiting", "sent", "nonsense")
    }

    assert shown == {
        "given_up": ["asha@mbarali.go.tz"],
        "waiting": ["c@x.tz"],
        "sent": ["b@x.tz"],
        "nonsense": ["asha@mbarali.go.tz"],
    }


def test_text_messages_go_to_the_gateway_of_the_settings(app, monkeypatch, instance, chief):
    services.queue_text(
        council_id=chief.council_id, number="+255754000001", text="Jambo – ñ", now=NOW
    )
    db.session.commit()

    jobs.send_due_texts(NOW)
    assert not (instance / "sms.jsonl").exists(), "there is none by default"

    monkeypatch.setitem(app.config, "SMS_GATEWAY", "file")
    jobs.send_due_texts(NOW)
    jobs.send_due_texts(NOW + timedelta(days=1))

    (line,) = (instance / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {"to": "+255754000001", "text": "Jambo – ñ"}
    assert db.session.scalars(select(Message.sent_at)).one() is not None


def test_a_text_message_that_is_refused_is_tried_again(app, monkeypatch, instance, chief):
    monkeypatch.setitem(app.config, "SMS_GATEWAY", "file")
    (instance / "sms.jsonl").mkdir()
    services.queue_text(council_id=chief.council_id, number="+2557", text="x", now=NOW)
    db.session.commit()

    jobs.send_due_texts(NOW)

    message = db.session.scalars(select(Message)).one()
    assert message.tries == 1
    assert message.next_try_at is not None
    assert message.next_try_at > NOW


def test_what_came_back_is_shown_with_the_reason_and_is_not_given_up(pages, chief):
    message = services.queue(
        council_id=chief.council_id, recipient="juma@mbarali.go.tz", subject="a", body="", now=NOW
    )
    db.session.flush()
    services.note_sent(message.id, now=NOW)
    services.note_returned(message, "550 mailbox is full", now=NOW)
    db.session.commit()
    pages.sign_in(chief)

    assert "mailbox is full" in pages.get("/outbox/?state=returned").select_one("main").text
    assert "juma@" not in pages.get("/outbox/?state=sent").select_one("main").text
    assert "juma@" not in pages.get("/outbox/").select_one("main").text
