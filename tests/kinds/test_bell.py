"""The bell counts what waits for a decision also to who does not see the request otherwise."""

from helpdesk.accounts.queries import as_actor
from helpdesk.infra.db import db
from helpdesk.reminders.models import Notification
from helpdesk.reminders.queries import count_unread
from tests import factories
from tests.factories import MONDAY_MORNING
from tests.kinds.factories import correction, delegation
from tests.pages import save

TODAY = MONDAY_MORNING.date()


def test_a_deputys_bell_counts_what_his_office_shall_approve(somebody):
    deputy = factories.user(name="Naibu", council_id=somebody.council_id)
    outsider = factories.user(name="Jirani", council_id=somebody.council_id)
    delegation(somebody.head_of_department, deputy, starts_on=TODAY, ends_on=TODAY)
    correction(somebody)
    assert count_unread(as_actor(deputy)) == 1

    told = db.session.query(Notification).filter_by(user_id=deputy.id).one()
    told.user_id = outsider.id
    save()
    assert count_unread(as_actor(outsider)) == 0
