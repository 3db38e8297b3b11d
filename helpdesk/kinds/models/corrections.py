"""Corrections of data in the systems of the government."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.kinds.models.records import KindRecord, record_of
from helpdesk.kinds.rules import ErrorCause
from helpdesk.systems.models import System
from helpdesk.tickets.rules import Kind


@record_of(Kind.DATA_CORRECTION)
class DataCorrection(KindRecord):
    """A wrong value in a record of a system, the right one, and how it came to be wrong.

    Whoever approves it neither asked for it nor makes it, and another one verifies what was made.
    """

    __tablename__ = "data_correction"

    system_id: Mapped[int] = mapped_column(ForeignKey("system.id"), index=True)
    record_reference: Mapped[str]
    field_name: Mapped[str]
    value_before: Mapped[str] = mapped_column(Text)
    value_after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    cause: Mapped[ErrorCause]

    system: Mapped[System] = relationship()
