"""Chains of approval as data, and the approvals that a request asked for."""

from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.kinds.rules import ApprovalStatus, ApproverRule
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind, Status


class ApprovalChain(Versioned, Model):
    """That a council has set the approvers of a kind itself; without steps none are needed."""

    __tablename__ = "approval_chain"
    __table_args__ = (UniqueConstraint("council_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    kind: Mapped[Kind]


class ApprovalStep(Model):
    """One approver of a kind, the first has position 1."""

    __tablename__ = "approval_step"
    __table_args__ = (UniqueConstraint("council_id", "kind", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    kind: Mapped[Kind]
    position: Mapped[int] = mapped_column(SmallInteger)
    approver: Mapped[ApproverRule]


class Approval(Versioned, Model):
    """One step of a request's chain, as the chain was when it was asked.

    `acting_for` is the person in whose place a deputy (kaimu) decided.
    """

    __tablename__ = "approval"
    __table_args__ = (UniqueConstraint("ticket_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    rule: Mapped[ApproverRule]
    system_id: Mapped[int | None] = mapped_column(ForeignKey("system.id"))
    status: Mapped[ApprovalStatus] = mapped_column(index=True)
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    acting_for_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")

    ticket: Mapped[Ticket] = relationship()
    system: Mapped[System | None] = relationship()
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    acting_for: Mapped[User | None] = relationship(foreign_keys=acting_for_id)

    @property
    def stands(self) -> ApprovalStatus:
        """Say how it stands: nobody decides about what was cancelled, unless that is taken back."""
        is_undecided = self.status in (ApprovalStatus.PENDING, ApprovalStatus.LATER)
        is_over = is_undecided and self.ticket.status is Status.CANCELLED
        return ApprovalStatus.WITHDRAWN if is_over else self.status
