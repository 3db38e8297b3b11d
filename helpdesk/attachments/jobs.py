"""Clearing away what forms left behind."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from helpdesk.attachments.services import sweep, sweep_disk
from helpdesk.infra import drafts, request_keys
from helpdesk.infra.scheduling import job
from helpdesk.infra.transactions import transaction


@job("attachments.sweep", cron="30 2 * * *", title=_l("Files that belong to nothing are removed"))
def clear_away(now: datetime) -> None:
    """Forget week-old keys and drafts, and files that belong to nothing since a day."""
    with transaction():
        request_keys.forget_before(now - timedelta(days=7))
        drafts.forget_before(now - timedelta(days=7))
        sweep(now - timedelta(days=1))
    sweep_disk(now - timedelta(days=1))
