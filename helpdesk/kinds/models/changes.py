"""Changes of programs and systems."""

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.kinds.models.records import KindRecord, record_of
from helpdesk.kinds.rules.changes import Outcome, Risk
from helpdesk.systems.models import System
from helpdesk.tickets.rules import Kind


@record_of(Kind.CHANGE)
class Change(KindRecord):
    """What shall be changed and why, how it was tested, and how it went."""

    __tablename__ = "change"

    system_id: Mapped[int] = mapped_column(ForeignKey("system.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    risk: Mapped[Risk]
    risk_said: Mapped[str] = mapped_column(Text, default="")
    roll_back: Mapped[str] = mapped_column(Text)
    planned_on: Mapped[date | None]
    tested_how: Mapped[str] = mapped_column(Text, default="")
    tested_on: Mapped[date | None]
    tested_by: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    outcome: Mapped[Outcome | None]
    result: Mapped[str] = mapped_column(Text, default="")

    system: Mapped[System] = relationship()
