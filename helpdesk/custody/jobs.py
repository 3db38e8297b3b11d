"""Saying once that something lent, or in a workshop, should have come back."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from helpdesk.core.local_time import local_date
from helpdesk.custody import queries, services
from helpdesk.custody.models import Handover
from helpdesk.infra.access import the_program
from helpdesk.infra.db import db
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.org.queries import councils


@job("custody.remind", cron="10 7 * * *", title=_l("Reminders of equipment that should be back"))
def remind(now: datetime) -> None:
    """Remind of each late paper in a transaction of its own; a second run finds none left."""
    for council_id in [council.id for council in councils()]:
        late = [one.id for one in queries.overdue(council_id, today=local_date(now))]
        for handover_id in late:
            with transaction():
                handover = db.session.get_one(Handover, handover_id)
                services.remind(handover, actor=the_program(council_id), now=now)
