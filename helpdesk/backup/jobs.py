"""A backup every night, without anybody thinking of it."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from helpdesk.backup.services import make_daily_backup
from helpdesk.infra.scheduling import job


@job("backup.make", cron="0 2 * * *", title=_l("The backup is made"))
def back_up(now: datetime) -> None:
    make_daily_backup(now)
