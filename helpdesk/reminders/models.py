"""What people were told, and how they want to be told."""

import json
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra.db import Model, Versioned
from helpdesk.reminders.rules import Because, Channel, Kind, MailHours, Wishes
from helpdesk.reminders.rules.rhythm import Rhythm, Topic, read_steps


class Notification(Model):
    """One thing told to one person, once: `step` tells two things of a kind apart.

    `words` fills the gaps of its sentence, as JSON. What is only mailed is not shown, and was read
    from the beginning. `digested_at` is set when the daily letter has told it.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("user_id", "subject_type", "subject_id", "kind", "step"),
        Index("ix_notification_unread", "user_id", "read_at"),
        Index("ix_notification_list", "user_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[Kind]
    because: Mapped[Because]
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    step: Mapped[str]
    words: Mapped[str] = mapped_column(Text)
    url: Mapped[str]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None] = mapped_column(index=True)
    is_shown: Mapped[bool]
    is_for_digest: Mapped[bool]
    digested_at: Mapped[datetime | None]

    @property
    def thing(self) -> tuple[Kind, str, int]:
        return self.kind, self.subject_type, self.subject_id

    @property
    def said(self) -> dict[str, str]:
        words: dict[str, str] = json.loads(self.words)
        return words


class NotificationWishes(Versioned, Model):
    """How somebody wants to be told; `channels` holds, as JSON, what differs from the usual."""

    __tablename__ = "notification_wishes"
    __table_args__ = (
        CheckConstraint("0 <= mail_from AND mail_from < mail_until", name="hours"),
        CheckConstraint("mail_until <= 23", name="until"),
        CheckConstraint("digest_hour IS NULL OR digest_hour BETWEEN 0 AND 23", name="digest"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    channels: Mapped[str] = mapped_column(Text)
    mail_hours: Mapped[MailHours]
    mail_from: Mapped[int] = mapped_column(SmallInteger)
    mail_until: Mapped[int] = mapped_column(SmallInteger)
    digest_hour: Mapped[int | None] = mapped_column(SmallInteger)
    last_digest_on: Mapped[date | None]
    by_sms: Mapped[bool]

    @property
    def id(self) -> int:
        return self.user_id

    @property
    def wishes(self) -> Wishes:
        said = json.loads(self.channels)
        return Wishes(
            channels={Kind(kind): Channel(channel) for kind, channel in said.items()},
            mail_hours=self.mail_hours,
            mail_from=self.mail_from,
            mail_until=self.mail_until,
            digest_hour=self.digest_hour,
            by_sms=self.by_sms,
        )


class ReminderRule(Versioned, Model):
    """When a council is reminded of one thing; `steps` are days, as they were typed.

    `roles` are who hears of it instead of the usual ones, where it is nobody's own work.
    """

    __tablename__ = "reminder_rule"
    __table_args__ = (
        UniqueConstraint("council_id", "topic"),
        CheckConstraint("escalate_after IS NULL OR escalate_after BETWEEN 0 AND 60", name="head"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    topic: Mapped[Topic]
    is_active: Mapped[bool]
    steps: Mapped[str]
    escalate_after: Mapped[int | None] = mapped_column(SmallInteger)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(read_steps(self.steps), self.escalate_after, self.is_active)


class ReminderSnooze(Model):
    """That somebody wants to hear no more of a thing, or nothing until a day."""

    __tablename__ = "reminder_snooze"
    __table_args__ = (UniqueConstraint("user_id", "kind", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[Kind]
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    until: Mapped[date | None]

    @property
    def thing(self) -> tuple[Kind, str, int]:
        return self.kind, self.subject_type, self.subject_id
