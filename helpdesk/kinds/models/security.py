"""Security incidents."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.kinds.models.records import KindRecord, record_of
from helpdesk.kinds.rules.security import Severity
from helpdesk.tickets.rules import Kind


@record_of(Kind.SECURITY_INCIDENT)
class SecurityIncident(KindRecord):
    """What happened and to which data, what was done about it, and what is learned from it."""

    __tablename__ = "security_incident"

    severity: Mapped[Severity]
    happened_on: Mapped[date | None]
    what_happened: Mapped[str] = mapped_column(Text)
    data_affected: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    contained_on: Mapped[date | None]
    reported_to: Mapped[str] = mapped_column(default="")
    lessons: Mapped[str] = mapped_column(Text, default="")
