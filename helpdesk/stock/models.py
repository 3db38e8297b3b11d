"""Tables of the stores."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY, QUANTITY
from helpdesk.stock.rules import MovementKind, PartKind
from helpdesk.vendors.models import Vendor


class Store(Model):
    __tablename__ = "store"
    __table_args__ = (UniqueConstraint("council_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"))


class Part(Versioned, Model):
    """A spare or consumable. `last_price` is what was paid for one of the last delivery.

    `lead_days` is how long it takes from asking for goods until they are in the store.

    `low_since` says when all stores together came down to `reorder_point`; None: they hold more.

    `search_text` holds folded code, names and what it fits, for one box that finds them all.
    """

    __tablename__ = "part"
    __table_args__ = (
        UniqueConstraint("council_id", "code"),
        CheckConstraint("reorder_point >= 0", name="reorder_point"),
        CheckConstraint("lead_days BETWEEN 1 AND 730", name="lead_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    kind: Mapped[PartKind]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str]
    fits: Mapped[str] = mapped_column(default="")
    reorder_point: Mapped[Decimal] = mapped_column(QUANTITY, default=Decimal(0))
    lead_days: Mapped[int] = mapped_column(default=30, server_default="30")
    last_price: Mapped[Decimal | None] = mapped_column(MONEY)
    is_active: Mapped[bool] = mapped_column(default=True)
    low_since: Mapped[datetime | None]
    search_text: Mapped[str] = mapped_column(default="")


class StockLevel(Versioned, Model):
    """What a store holds of a part now, and what that is worth; only movements change it."""

    __tablename__ = "stock_level"
    __table_args__ = (
        UniqueConstraint("store_id", "part_id"),
        CheckConstraint("quantity >= 0", name="quantity"),
        CheckConstraint("value >= 0", name="value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("store.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(QUANTITY, default=Decimal(0))
    value: Mapped[Decimal] = mapped_column(MONEY, default=Decimal(0))

    store: Mapped[Store] = relationship()
    part: Mapped[Part] = relationship()


class StockMovement(Model):
    """One line of the ledger; `quantity` and `value` are signed, rows are only ever added.

    `reference` names the paper behind it: a delivery note, a work order. `quantity_after` is what
    the store then held. What came back names in `reverses_id` the issue that it undoes, once;
    so does what was received by mistake, and what another store sent. `fiscal_receipt` is the
    number that the till of the tax authority prints; `expires_on` is the last day on which the
    goods are good; `net_cost` is what one cost before value added tax, where that was said.
    """

    __tablename__ = "stock_movement"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('opening', 'receipt', 'return', 'transfer_in') AND quantity > 0)"
            " OR (kind IN ('issue', 'transfer_out', 'write_off', 'reversal') AND quantity < 0)"
            " OR kind = 'adjustment'",
            name="way",
        ),
        CheckConstraint("quantity_after >= 0", name="quantity_after"),
        UniqueConstraint("reverses_id"),
        Index("ix_stock_movement_ledger", "level_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("stock_level.id"))
    kind: Mapped[MovementKind]
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    quantity_after: Mapped[Decimal] = mapped_column(QUANTITY)
    unit_cost: Mapped[Decimal] = mapped_column(MONEY)
    value: Mapped[Decimal] = mapped_column(MONEY)
    at: Mapped[datetime]
    reference: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("stock_movement.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    fiscal_receipt: Mapped[str] = mapped_column(default="", server_default="")
    net_cost: Mapped[Decimal | None] = mapped_column(MONEY)
    expires_on: Mapped[date | None]

    level: Mapped[StockLevel] = relationship()
    by: Mapped[User | None] = relationship()
    supplier: Mapped[Vendor | None] = relationship()
