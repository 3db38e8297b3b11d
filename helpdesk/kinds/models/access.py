"""Requests to give or take away access to systems, and the register of who has it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.kinds.models.records import KindRecord, record_of
from helpdesk.kinds.rules.access import Act
from helpdesk.systems.models import System
from helpdesk.tickets.models import Ticket
from helpdesk.tickets.rules import Kind


@record_of(Kind.ACCESS_REQUEST)
class AccessRequest(KindRecord):
    """What is asked: one access to give, or those of its lines to take away.

    The holder is a person of the register, or a new employee by name.
    """

    __tablename__ = "access_request"

    act: Mapped[Act]
    system_id: Mapped[int | None] = mapped_column(ForeignKey("system.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    holder_name: Mapped[str] = mapped_column(default="")
    access_right: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    done_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(Text, default="")

    system: Mapped[System | None] = relationship()
    person: Mapped[User | None] = relationship(foreign_keys=person_id)
    lines: Mapped[list["AccessLine"]] = relationship(back_populates="request")


class Access(Versioned, Model):
    """Who may do what in a system: since when, given by which ticket, and taken away when.

    `ends_on` is what was meant from the beginning, `ended_on` when it was taken away. Without a
    ticket it was there before the register began.
    """

    __tablename__ = "access"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR holder_name <> ''", name="holder"),
        Index("ix_access_open", "council_id", "ended_on", "system_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    system_id: Mapped[int] = mapped_column(ForeignKey("system.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    holder_name: Mapped[str] = mapped_column(default="", index=True)
    access_right: Mapped[str]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None] = mapped_column(index=True)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)

    system: Mapped[System] = relationship()
    person: Mapped[User | None] = relationship()
    given_by: Mapped[Ticket | None] = relationship(foreign_keys=given_by_id)
    ended_by: Mapped[Ticket | None] = relationship(foreign_keys=ended_by_id)


class AccessLine(Model):
    """An access that a request is about: what it gave, or what it shall take away."""

    __tablename__ = "access_line"

    request_id: Mapped[int] = mapped_column(ForeignKey("access_request.id"), primary_key=True)
    access_id: Mapped[int] = mapped_column(ForeignKey("access.id"), primary_key=True, index=True)

    request: Mapped[AccessRequest] = relationship(back_populates="lines")
    access: Mapped[Access] = relationship()
