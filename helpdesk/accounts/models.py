"""Tables of people who sign in."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.rules import Standing
from helpdesk.core.local_time import local_date
from helpdesk.infra.access import Role
from helpdesk.infra.db import Model, Versioned
from helpdesk.org.models import Council, Department, Location


class User(Versioned, Model):
    """Somebody with a name to sign in with; a one-time password ends at `password_ends_at`."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    job_title: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    language: Mapped[str] = mapped_column(default="sw")
    shortcuts_on: Mapped[bool] = mapped_column(default=True, server_default=true())
    password_hash: Mapped[str]
    password_ends_at: Mapped[datetime | None]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)

    department: Mapped[Department | None] = relationship()
    location: Mapped[Location | None] = relationship()
    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="user")


class RoleGrant(Model):
    """One role for a time; without a council it is national, with a department narrower.

    `ends_on` is what was meant from the beginning, `ended_at` that somebody took it back.
    """

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[Role]
    council_id: Mapped[int | None] = mapped_column(ForeignKey("council.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="grants")
    council: Mapped[Council | None] = relationship()
    department: Mapped[Department | None] = relationship()

    def holds_on(self, day: date) -> bool:
        return self.holds_between(day, day)

    def holds_between(self, first: date, last: date) -> bool:
        """Tell whether it counts on any of these days."""
        return self.starts_on <= last and not self.is_over(first)

    def is_over(self, day: date) -> bool:
        """Tell whether it no longer counts on a day, nor will later."""
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < day)


class Delegation(Versioned, Model):
    """Somebody who decides in another's place for some days; both names stand on what is decided.

    `ended_at` is that it was ended before its last day.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="dates"),
        CheckConstraint("principal_id <> deputy_id", name="people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    principal_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None]

    principal: Mapped[User] = relationship(foreign_keys=principal_id)
    deputy: Mapped[User] = relationship(foreign_keys=deputy_id)

    @property
    def last_day(self) -> date:
        """The day on which it ended or will end, whatever was meant at first."""
        return local_date(self.ended_at) if self.ended_at else self.ends_on

    def standing(self, day: date) -> Standing:
        if self.ended_at is not None or self.ends_on < day:
            return Standing.OVER
        return Standing.NOW if self.starts_on <= day else Standing.NOT_BEGUN


class SignInSession(Model):
    """A sign-in; the browser holds the token, we only its hash."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str]


class SignInFailure(Model):
    """A wrong password, kept to slow down guessing in every worker alike."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
