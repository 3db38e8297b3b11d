"""Advice that somebody asked for in writing."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kinds.models.records import KindRecord, record_of
from helpdesk.tickets.rules import Kind


@record_of(Kind.ADVICE)
class Advice(KindRecord):
    """A question, and the advice that is kept and signed."""

    __tablename__ = "advice"

    question: Mapped[str] = mapped_column(Text)
    needed_on: Mapped[date | None]
    advice: Mapped[str] = mapped_column(Text, default="")
    advised_on: Mapped[date | None]
