"""Tables of the register of systems."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.org.models import Department


class System(Versioned, Model):
    """An information system; its owner is the institution that answers for it.

    `other_names` are, between commas, what else people call it, by which a text is known to be
    about it. `search_text` holds its folded names, owner and purpose, for one box that finds
    them all.
    """

    __tablename__ = "system"
    __table_args__ = (UniqueConstraint("council_id", "acronym"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    acronym: Mapped[str]
    full_name: Mapped[str]
    other_names: Mapped[str] = mapped_column(default="", server_default="")
    owner: Mapped[str] = mapped_column(default="")
    help_contact: Mapped[str] = mapped_column(default="")
    purpose_sw: Mapped[str] = mapped_column(Text, default="")
    purpose_en: Mapped[str] = mapped_column(Text, default="")
    is_critical: Mapped[bool] = mapped_column(default=False)
    is_for_all: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    search_text: Mapped[str] = mapped_column(Text, default="")

    uses: Mapped[list["SystemUse"]] = relationship(back_populates="system")

    @property
    def open_uses(self) -> list["SystemUse"]:
        """Return its use in departments that still use it, by their Swahili names."""
        still = [use for use in self.uses if use.ended_at is None]
        return sorted(still, key=lambda use: use.department.name_sw)


class SystemUse(Versioned, Model):
    """A department that uses a system, and its champion: whom colleagues ask first."""

    __tablename__ = "system_use"
    __table_args__ = (UniqueConstraint("system_id", "department_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    system_id: Mapped[int] = mapped_column(ForeignKey("system.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    ended_at: Mapped[datetime | None]

    system: Mapped[System] = relationship(back_populates="uses")
    department: Mapped[Department] = relationship()
    champion: Mapped[User | None] = relationship()
