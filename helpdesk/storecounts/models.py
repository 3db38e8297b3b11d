"""Tables of counts of stores."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY, QUANTITY
from helpdesk.stock.models import StockLevel, StockMovement, Store
from helpdesk.storecounts.rules import State, Variance, variance


class StoreCount(Versioned, Model):
    """A count of all that lies in a store, without a look at what the books say."""

    __tablename__ = "store_count"
    __table_args__ = (
        UniqueConstraint("council_id", "number"),
        CheckConstraint("(state = 'applied') = (approved_at IS NOT NULL)", name="approved"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    number: Mapped[str]
    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"), index=True)
    state: Mapped[State] = mapped_column(default=State.COUNTING)
    started_at: Mapped[datetime]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    store: Mapped[Store] = relationship()
    started_by: Mapped[User | None] = relationship(foreign_keys=[started_by_id])
    finished_by: Mapped[User | None] = relationship(foreign_keys=[finished_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])


class StoreCountLine(Model):
    """One part of a count; `expected` is what the books said at the moment when it was counted.

    `unit_cost` is what one was worth when that was written down; `movement` corrected the books.
    """

    __tablename__ = "store_count_line"
    __table_args__ = (
        UniqueConstraint("count_id", "level_id"),
        CheckConstraint("counted IS NULL OR counted >= 0", name="counted"),
        CheckConstraint(
            "(counted IS NULL) = (expected IS NULL)"
            " AND (counted IS NULL) = (unit_cost IS NULL)"
            " AND (counted IS NULL) = (counted_at IS NULL)",
            name="whole",
        ),
        UniqueConstraint("movement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("store_count.id"))
    level_id: Mapped[int] = mapped_column(ForeignKey("stock_level.id"), index=True)
    counted: Mapped[Decimal | None] = mapped_column(QUANTITY)
    expected: Mapped[Decimal | None] = mapped_column(QUANTITY)
    unit_cost: Mapped[Decimal | None] = mapped_column(MONEY)
    counted_at: Mapped[datetime | None]
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    movement_id: Mapped[int | None] = mapped_column(ForeignKey("stock_movement.id"))

    count: Mapped[StoreCount] = relationship()
    level: Mapped[StockLevel] = relationship()
    counted_by: Mapped[User | None] = relationship()
    movement: Mapped[StockMovement | None] = relationship()

    @property
    def variance(self) -> Variance | None:
        """Return what differs; as soon as the books were corrected, at what that was worth."""
        if self.counted is None or self.expected is None or self.unit_cost is None:
            return None
        if self.movement is not None:
            return Variance(self.movement.quantity, self.movement.value)
        return variance(self.counted, self.expected, self.unit_cost)


class StoreCounter(Model):
    """Somebody who wrote down a number in a count, also where another counted again later."""

    __tablename__ = "store_counter"

    count_id: Mapped[int] = mapped_column(ForeignKey("store_count.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
