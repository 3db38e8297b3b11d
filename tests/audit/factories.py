"""What was written down last."""

from sqlalchemy import select

from helpdesk.audit.models import AuditEntry
from helpdesk.infra.db import db


def last_entry() -> AuditEntry:
    newest_first = select(AuditEntry).order_by(AuditEntry.id.desc())
    return db.session.scalars(newest_first.limit(1)).one()
