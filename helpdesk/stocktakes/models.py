"""Tables of counts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.infra.db import Model, Versioned
from helpdesk.org.models import Council, Department, Location
from helpdesk.stocktakes.rules import Result, State, result_of


class Stocktake(Versioned, Model):
    """A count of what is at a place and in all that lies in it, or of what a department uses."""

    __tablename__ = "stocktake"
    __table_args__ = (
        UniqueConstraint("council_id", "number"),
        CheckConstraint("(location_id IS NULL) <> (department_id IS NULL)", name="scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    number: Mapped[str]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    is_blind: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[State] = mapped_column(default=State.COUNTING)
    started_at: Mapped[datetime]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    started_by: Mapped[str]
    finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    finished_by: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str] = mapped_column(default="")

    council: Mapped[Council] = relationship()
    location: Mapped[Location | None] = relationship()
    department: Mapped[Department | None] = relationship()


class StocktakeLine(Model):
    """A device of a count, expected or met; without `asset` it is one that nobody registered.

    `is_absent` is what a counter wrote down: it was looked for and not found; nobody else says so.
    `is_lost` is what who approved the count said of a missing one.
    """

    __tablename__ = "stocktake_line"
    __table_args__ = (UniqueConstraint("stocktake_id", "asset_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stocktake_id: Mapped[int] = mapped_column(ForeignKey("stocktake.id"), index=True)
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"), index=True)
    is_expected: Mapped[bool]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"))
    custodian_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    found_at: Mapped[datetime | None]
    found_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    found_by: Mapped[str] = mapped_column(default="")
    condition: Mapped[Condition | None]
    words: Mapped[str] = mapped_column(Text, default="")
    is_lost: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_absent: Mapped[bool] = mapped_column(default=False, server_default=false())

    asset: Mapped[Asset | None] = relationship()
    location: Mapped[Location | None] = relationship()
    custodian: Mapped[User | None] = relationship(foreign_keys=[custodian_id])

    @property
    def result(self) -> Result:
        return result_of(
            is_known=self.asset_id is not None,
            is_expected=self.is_expected,
            is_found=self.found_at is not None,
        )
