"""Forgetting old sign-ins."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from helpdesk.accounts import services
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction


@job("accounts.forget_sign_ins", cron="40 1 * * *", title=_l("Old sign-ins are forgotten"))
def forget_sign_ins(now: datetime) -> None:
    with transaction():
        services.forget_old_sign_ins(now)
