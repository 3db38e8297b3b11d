"""Tables of attachments."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra.db import Model


class Attachment(Model):
    """A stored file: of a record, or of the draft of one that is not saved yet."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("(owner_id IS NULL) <> (draft_key IS NULL)", name="owner"),
        Index("ix_attachment_owner", "owner_kind", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int | None] = mapped_column(ForeignKey("council.id"))
    user_id: Mapped[int]
    owner_kind: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None]
    draft_key: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str]
    mimetype: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    stored_name: Mapped[str] = mapped_column(unique=True)
    stored_at: Mapped[datetime]
