"""Of a correction hear those who may verify it, whoever made it and whoever asked; nobody twice."""

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.kinds import services
from helpdesk.outbox.models import Message
from helpdesk.reminders.models import Notification
from helpdesk.reminders.rules import Channel, Kind, MailHours
from helpdesk.tickets import services as tickets
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import correction, decide, people
from tests.pages import save
from tests.reminders.factories import wishes


@pytest.fixture
def somebody(app, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    with time_machine.travel(MONDAY_MORNING, tick=False):
        yield people()


@pytest.fixture
def made(somebody):
    """One that was approved and that the officer has made."""
    asked = correction(somebody)
    decide(asked, somebody.head_of_department)
    services.do(asked, "Tayari", actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    return asked


def told(person, *kinds):
    found = select(Notification).where(Notification.user_id == person.id)
    rows = db.session.scalars(found.order_by(Notification.id))
    return [(one.kind, one.because, one.url) for one in rows if not kinds or one.kind in kinds]


def test_whoever_may_verify_hears_of_it_but_not_the_doer_the_approver_or_the_director(
    somebody, made
):
    news = ("verify", "verifier", f"/tickets/{made.ticket_id}")

    assert told(somebody.asker, Kind.VERIFY) == told(somebody.head_of_ict) == [news]
    for person in (somebody.officer, somebody.head_of_department, somebody.director):
        assert told(person, Kind.VERIFY) == []


def test_the_doer_hears_that_it_is_sent_back_and_each_round_is_told_anew(somebody, made):
    page = f"/tickets/{made.ticket_id}"
    services.send_back(made, "Bado", actor=as_actor(somebody.asker), now=MONDAY_MORNING)
    assert told(somebody.officer) == [("sent_back", "doer", page)]

    services.do(made, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    services.verify_correction(made, "", actor=as_actor(somebody.head_of_ict), now=MONDAY_MORNING)

    assert [kind for kind, *_ in told(somebody.asker)] == [
        "approved",
        "verify",
        "verify",
        "resolved",
    ]
    assert told(somebody.officer)[1:] == [("verified", "doer", page)]
    tickets.reopen(
        made.ticket, reason="Bado tena", actor=as_actor(somebody.asker), now=MONDAY_MORNING
    )
    assert [kind for kind, *_ in told(somebody.officer)] == ["sent_back", "verified", "sent_back"]


def test_an_officer_who_took_it_early_hears_that_it_is_not_approved(somebody):
    asked = correction(somebody)
    officer = as_actor(somebody.officer)
    tickets.assign(asked.ticket, to=somebody.officer, actor=officer, now=MONDAY_MORNING)

    decide(asked, somebody.head_of_department, approved=False, note="Hakuna stakabadhi")

    assert told(somebody.officer) == [("refused", "assignee", f"/tickets/{asked.ticket_id}")]
    assert [kind for kind, *_ in told(somebody.asker)] == ["rejected"]


def test_it_is_mailed_in_the_readers_language_and_muted_where_that_is_wished(pages, somebody):
    asked = correction(somebody)
    second = factories.user(
        "technician", council_id=somebody.council_id, email="pili@mbarali.go.tz", language="en"
    )
    third = factories.user("technician", council_id=somebody.council_id, email="t@mbarali.go.tz")
    wishes(second, mail_hours=MailHours.ALWAYS)
    wishes(third, channels={Kind.VERIFY: Channel.MUTE})
    decide(asked, somebody.head_of_department)
    services.do(asked, "", actor=as_actor(somebody.officer), now=MONDAY_MORNING)
    save()

    (letter,) = db.session.scalars(select(Message)).all()
    assert letter.recipient == "pili@mbarali.go.tz"
    assert "Afisa TEHAMA has made the correction." in letter.body
    assert "You are told because you may verify this correction." in letter.body
    assert f"/tickets/{asked.ticket_id}" in letter.body
    assert told(third) == []
    pages.sign_in(somebody.head_of_ict)
    page = pages.get("/notifications/").get_text()
    assert "Afisa TEHAMA amefanya marekebisho." in page
    assert "unaweza kuhakiki marekebisho haya" in page
