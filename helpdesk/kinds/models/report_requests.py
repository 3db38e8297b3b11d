"""Requests for a report from a system."""

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.kinds.models.records import KindRecord, record_of
from helpdesk.kinds.rules.report_requests import Delivery
from helpdesk.systems.models import System
from helpdesk.tickets.rules import Kind


@record_of(Kind.REPORT_REQUEST)
class ReportRequest(KindRecord):
    """Which report, for whom and in what form; then what was handed out to whom."""

    __tablename__ = "report_request"

    system_id: Mapped[int] = mapped_column(ForeignKey("system.id"), index=True)
    report_name: Mapped[str]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    for_whom: Mapped[str]
    delivery: Mapped[Delivery]
    needed_on: Mapped[date | None]
    handed_to: Mapped[str] = mapped_column(default="")
    handed_on: Mapped[date | None]
    copies: Mapped[int | None]
    remark: Mapped[str] = mapped_column(Text, default="")

    system: Mapped[System] = relationship()
