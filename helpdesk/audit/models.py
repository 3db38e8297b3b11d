"""Tables of the audit log; rows are only ever added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

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
        return hashed_fields({name: getattr(self, name) for name in HASHED})


HASHED = (
    *("council_id", "sequence", "at", "actor_id", "actor_name", "action"),
    *("subject_type", "subject_id", "subject_version", "changes", "origin"),
)


def hashed_fields(entry: Mapping[str, Any]) -> dict[str, object]:
    """Return everything that the hash of an entry covers."""
    return {
        "council": entry["council_id"],
        "sequence": entry["sequence"],
        "at": entry["at"].isoformat(),
        "actor": [entry["actor_id"], entry["actor_name"]],
        "action": entry["action"],
        "subject": [entry["subject_type"], entry["subject_id"], entry["subject_version"]],
        "changes": entry["changes"],
        "origin": entry["origin"],
    }
