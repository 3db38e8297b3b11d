"""Who looked at the accesses to a system in a quarter, and what was said of each."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.rules.reviews import Verdict
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket


class AccessReview(Model):
    """One review, whose verdicts are never changed; `quarter` is as in addresses, 2026-27-Q2.

    `removal` is the request that was made last for what shall be taken away.
    """

    __tablename__ = "access_review"
    __table_args__ = (UniqueConstraint("system_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    system_id: Mapped[int] = mapped_column(ForeignKey("system.id"))
    quarter: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    removal_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))

    system: Mapped[System] = relationship()
    by: Mapped[User] = relationship()
    removal: Mapped[Ticket | None] = relationship()
    lines: Mapped[list["AccessReviewLine"]] = relationship(back_populates="review")


class AccessReviewLine(Model):
    """What was said of one access."""

    __tablename__ = "access_review_line"

    review_id: Mapped[int] = mapped_column(ForeignKey("access_review.id"), primary_key=True)
    access_id: Mapped[int] = mapped_column(ForeignKey("access.id"), primary_key=True)
    verdict: Mapped[Verdict]
    remark: Mapped[str] = mapped_column(Text, default="")

    review: Mapped[AccessReview] = relationship(back_populates="lines")
    access: Mapped[Access] = relationship()
