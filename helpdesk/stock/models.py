"""Tables of the stores."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY, QUANTITY
from helpdesk.stock.rules import MovementKind, PartKind
from helpdesk.vendors.models import Vendor

ONCE = "kind IN ('reversal', 'transfer_in')"


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

    Nobody waits for the keeper's `reorder_point` where its use asks for more: `use_point` is what
    the use of twelve months asks for, reckoned every night. `low_since` says when all stores
    together came down to the higher of them; None: they hold more.

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
    use_point: Mapped[Decimal] = mapped_column(QUANTITY, default=Decimal(0), server_default="0")
    lead_days: Mapped[int] = mapped_column(default=30, server_default="30")
    last_price: Mapped[Decimal | None] = mapped_column(MONEY)
    is_active: Mapped[bool] = mapped_column(default=True)
    low_since: Mapped[datetime | None]
    search_text: Mapped[str] = mapped_column(default="")

    @property
    def point(self) -> Decimal:
        """At how many more is ordered."""
        return max(self.reorder_point, self.use_point)


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
    the store then held. What came back names in `reverses_id` the issue that it undoes;
    so does what was received by mistake, and what another store sent. `fiscal_receipt` is the
    number that the till of the tax authority prints; `expires_on` is the last day on which the
    goods are good; `net_cost` is what one cost before value added tax, where that was said. What
    was issued may come back in parts; a mistake is taken back, and a sending arrives, once.
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
        Index(
            "uq_stock_movement_reversed",
            "reverses_id",
            unique=True,
            sqlite_where=text(ONCE),
            postgresql_where=text(ONCE),
        ),
        Index("ix_stock_movement_reverses", "reverses_id"),
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


class PartReservation(Model):
    """So many of a part are kept for a job or a requisition until they are issued or set free.

    `owner_kind` and `owner_id` say for what; `reference` is what people call that. What is not
    firm is only counted with: nobody is kept from issuing it.
    """

    __tablename__ = "part_reservation"
    __table_args__ = (
        UniqueConstraint("owner_kind", "owner_id", "part_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    owner_kind: Mapped[str]
    owner_id: Mapped[int]
    reference: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    is_firm: Mapped[bool] = mapped_column(default=True, server_default=true())

    part: Mapped[Part] = relationship()


class PartOrder(Versioned, Model):
    """What was ordered of a supplier by the paper `reference`, and how much of it has come.

    `closed_why` says why no more of it will come.
    """

    __tablename__ = "part_order"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND received >= 0", name="quantity"),
        CheckConstraint("expected_on IS NULL OR expected_on >= ordered_on", name="days"),
        Index("ix_part_order_open", "council_id", "part_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    reference: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(QUANTITY)
    received: Mapped[Decimal] = mapped_column(QUANTITY, default=Decimal(0))
    ordered_on: Mapped[date]
    expected_on: Mapped[date | None]
    closed_why: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    part: Mapped[Part] = relationship()
    supplier: Mapped[Vendor | None] = relationship()
    by: Mapped[User] = relationship()

    @property
    def awaited(self) -> Decimal:
        """How many are still to come."""
        return Decimal(0) if self.closed_why else max(Decimal(0), self.quantity - self.received)
