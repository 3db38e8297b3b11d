"""What the help desk does by itself, in the office hours of each council."""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.org.queries import councils
from helpdesk.tickets import services
from helpdesk.tickets.models import Ticket


@job("tickets.warn", cron="*/5 * * * *", title=_l("Warnings before requests are late"))
def warn_in_time(now: datetime) -> None:
    for council_id in [council.id for council in councils()]:
        with transaction():
            services.warn(council_id, now=now)


@job("tickets.end_silence", cron="25 * * * *", title=_l("Solved requests are closed"))
def end_silence(now: datetime) -> None:
    """Remind requesters who were asked something, and close what nobody confirms or answers."""
    for council_id in [council.id for council in councils()]:
        with transaction():
            services.close_unconfirmed(council_id, now=now)
            services.end_waiting(council_id, _no_answer, now=now)


def _no_answer(ticket: Ticket) -> str:
    """Write in the language of whoever reads it."""
    with force_locale(ticket.requester.language if ticket.requester else "sw"):
        return str(_("Closed because the question of the ICT unit was not answered."))
