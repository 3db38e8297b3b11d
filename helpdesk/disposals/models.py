"""Tables of leaving."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.disposals.rules import (
    Decision,
    Member,
    MemberRole,
    Method,
    Reason,
    State,
    WipeMethod,
)
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY


class Survey(Versioned, Model):
    """One sitting of a board of survey, and how far its list has come."""

    __tablename__ = "survey"
    __table_args__ = (UniqueConstraint("council_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    state: Mapped[State] = mapped_column(default=State.OPEN)
    appointment_letter: Mapped[str]
    surveyed_on: Mapped[date]
    place: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_on: Mapped[date | None]

    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    members: Mapped[list["SurveyMember"]] = relationship(order_by="SurveyMember.id")
    lines: Mapped[list["SurveyLine"]] = relationship(
        order_by="SurveyLine.id", back_populates="survey"
    )


class SurveyMember(Model):
    __tablename__ = "survey_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    name: Mapped[str]
    job_title: Mapped[str]
    role: Mapped[MemberRole]

    @property
    def value(self) -> Member:
        return Member(self.name, self.job_title, self.role)


class SurveyLine(Versioned, Model):
    """What a board says of one device; age, cost and worth are kept as they were that day."""

    __tablename__ = "survey_line"
    __table_args__ = (
        UniqueConstraint("survey_id", "asset_id"),
        CheckConstraint("estimated_value IS NULL OR estimated_value >= 0", name="estimate"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    is_seen: Mapped[bool]
    condition: Mapped[Condition]
    reason: Mapped[Reason]
    method: Mapped[Method]
    estimated_value: Mapped[Decimal | None] = mapped_column(MONEY)
    remark: Mapped[str] = mapped_column(Text, default="")
    age_months: Mapped[int | None] = mapped_column(SmallInteger)
    purchase_cost: Mapped[Decimal | None] = mapped_column(MONEY)
    book_value: Mapped[Decimal | None] = mapped_column(MONEY)
    repair_cost: Mapped[Decimal] = mapped_column(MONEY)
    decision: Mapped[Decision | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")

    survey: Mapped[Survey] = relationship(back_populates="lines")
    asset: Mapped[Asset] = relationship()
    wipe: Mapped["DataWipe | None"] = relationship(back_populates="line")
    disposal: Mapped["Disposal | None"] = relationship(back_populates="line")


class DataWipe(Model):
    """The day on which the data of a device were wiped, and who saw it."""

    __tablename__ = "data_wipe"
    __table_args__ = (UniqueConstraint("council_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    line_id: Mapped[int] = mapped_column(ForeignKey("survey_line.id"), unique=True)
    method: Mapped[WipeMethod]
    done_on: Mapped[date]
    done_by: Mapped[str]
    witness: Mapped[str]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

    line: Mapped[SurveyLine] = relationship(back_populates="wipe")
    entered_by: Mapped[User] = relationship()


class Disposal(Model):
    """The day on which a device left, how, to whom, and what came in for it."""

    __tablename__ = "disposal"
    __table_args__ = (
        UniqueConstraint("council_id", "reference"),
        CheckConstraint("proceeds >= 0", name="proceeds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    line_id: Mapped[int] = mapped_column(ForeignKey("survey_line.id"), unique=True)
    method: Mapped[Method]
    done_on: Mapped[date]
    receipt_number: Mapped[str] = mapped_column(default="")
    proceeds: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0))
    receiver: Mapped[str]
    witness: Mapped[str]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]

    line: Mapped[SurveyLine] = relationship(back_populates="disposal")
    entered_by: Mapped[User] = relationship()
