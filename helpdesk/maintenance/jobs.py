"""Handing out what plans ask for, every hour and first of all after a time without power."""

import logging
from datetime import datetime

from flask_babel import lazy_gettext as _l

from helpdesk.infra.db import db
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.maintenance import queries, services
from helpdesk.org.queries import councils

logger = logging.getLogger(__name__)


@job("maintenance.generate", cron="5 * * * *", title=_l("Preventive work is handed out"))
def generate(now: datetime) -> None:
    """Go through all plans; one that cannot go on keeps its error and stops no other."""
    for council_id in [council.id for council in councils()]:
        with transaction():
            services.let_go_of_left(council_id, now=now)
        for plan_id in queries.running(council_id):
            try:
                _generate(plan_id, now)
            except Exception as error:
                logger.exception("plan %s cannot hand out its work", plan_id)
                db.session.remove()
                with transaction():
                    services.note_error(plan_id, error)


def _generate(plan_id: int, now: datetime) -> None:
    """Hand out the work of some devices at a time, each time in a transaction of its own."""
    after: int | None = 0
    while after is not None:
        with transaction():
            after = services.generate(plan_id, after=after, now=now)
