"""What was to be told by letter is told in the program where no letter can be sent."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from helpdesk.accounts.queries import as_actor
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.outbox.models import Message
from helpdesk.reminders import jobs, queries
from helpdesk.reminders.rules import Channel, Kind
from helpdesk.tickets import services
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.reminders.factories import wishes
from tests.tickets.factories import ticket as opened


@pytest.mark.parametrize("lost", ["address", "server"])
def test_what_waits_for_a_daily_letter_that_cannot_be_sent_is_shown(app, monkeypatch, lost):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    asha = factories.user(name="Asha Mrisho", email="asha@mbarali.go.tz")
    juma = factories.user("technician", council_id=asha.council_id)
    with time_machine.travel(MONDAY_MORNING, tick=False) as monday:
        ticket = opened(requester=asha, now=clock.now())
        wishes(asha, digest_hour=8, channels={Kind.REPLIED: Channel.E_MAIL})
        jobs.send_digests(clock.now())
        reply(ticket, juma)
        assert queries.count_unread(as_actor(asha)) == 0

        if lost == "address":
            asha.email = ""
            db.session.commit()
        else:
            monkeypatch.setitem(app.config, "MAIL_SERVER", "")
        monday.shift(timedelta(hours=1))
        jobs.send_digests(clock.now())
        reply(ticket, juma)

        assert queries.count_unread(as_actor(asha)) == 2
        assert db.session.scalars(select(Message)).all() == []


def reply(ticket, author):
    actor = as_actor(author)
    with transaction():
        services.reply(ticket, text="Nakuja.", author=author, actor=actor, now=clock.now())
