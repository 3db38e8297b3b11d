"""Two offices open tickets at the same time, and no number is missing or double."""

import subprocess
import sys

import pytest

from helpdesk.infra.db import db
from helpdesk.tickets.models import Ticket
from tests import factories
from tests.pages import save

EACH = 500
OFFICE = """
import sys
from helpdesk.accounts.models import User
from helpdesk.accounts.queries import as_actor
from helpdesk.app import create_app
from helpdesk.infra import clock
from helpdesk.infra.db import db
from helpdesk.infra.transactions import transaction
from helpdesk.tickets import services
from helpdesk.tickets.rules import Hardship

url, user_id, times = sys.argv[1:]
app = create_app({"SECRET_KEY": "for tests only " * 3, "DATABASE_URL": url})
asked = services.Asked(subject="Printa haichapishi", hardship=Hardship.SLOWED)
with app.app_context():
    for _number in range(int(times)):
        with transaction():
            user = db.session.get_one(User, int(user_id))
            services.open_ticket(asked, requester=user, actor=as_actor(user), now=clock.now())
"""


@pytest.mark.slow
def test_a_thousand_tickets_of_two_processes_are_numbered_without_a_gap(app, database):
    requester_id = factories.user().id
    save()
    command = [sys.executable, "-c", OFFICE, database.url, str(requester_id), str(EACH)]
    offices = [subprocess.Popen(command) for _office in range(2)]  # noqa: S603
    assert [office.wait(timeout=240) for office in offices] == [0, 0]

    references = db.session.scalars(db.select(Ticket.reference).order_by(Ticket.reference)).all()
    numbers = [int(reference.rsplit("/", 1)[1]) for reference in references]
    assert numbers == list(range(1, 2 * EACH + 1))
