"""Every night the stores learn from their use at how many more is to be ordered."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from helpdesk.infra.access import the_program
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction
from helpdesk.org.queries import councils
from helpdesk.stock import services


@job("stock.points", cron="20 1 * * *", title=_l("The stores reckon at how many to order"))
def reckon_points(now: datetime) -> None:
    for council_id in [council.id for council in councils()]:
        with transaction():
            services.reckon_points(the_program(council_id), now=now)
