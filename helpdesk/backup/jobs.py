"""A backup every night, without anybody thinking of it."""

from datetime import datetime

from helpdesk.backup.services import make_daily_backup
from helpdesk.infra.scheduling import job


@job("backup.make", cron="0 2 * * *")
def back_up(now: datetime) -> None:
    make_daily_backup(now)
