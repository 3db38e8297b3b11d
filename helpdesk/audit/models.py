"""Tables of the audit log; rows are only ever added."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra.db import Model


class AuditHead(Model):
    """The end of one council's chain; locking it puts writers in line."""

    __tablename__ = "audit_head"

    council_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    hash: Mapped[str]


class AuditEntry(Model):
    """One act. `subject_version` is the version that the act began from."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("council_id", "sequence"),
        Index("ix_audit_entry_subject", "subject_type", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int]
    sequence: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    subject_version: Mapped[int | None]
    changes: Mapped[str] = mapped_column(Text)
    origin: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    def hashed_fields(self) -> dict[str, object]:
        """Everything that the hash covers."""
        return {
            "council": self.council_id,
            "sequence": self.sequence,
            "at": self.at.isoformat(),
            "actor": [self.actor_id, self.actor_name],
            "action": self.action,
            "subject": [self.subject_type, self.subject_id, self.subject_version],
            "changes": self.changes,
            "origin": self.origin,
        }
