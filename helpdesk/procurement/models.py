"""Tables of buying."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.custody.models import Handover
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel
from helpdesk.equipment.rules import FundingSource
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY
from helpdesk.org.models import Department, Location
from helpdesk.procurement.rules import (
    Decision,
    Member,
    MemberRole,
    ReceiptState,
    lines_of,
)
from helpdesk.vendors.models import Vendor


class Specification(Versioned, Model):
    """What devices of a category must have in a fiscal year, and how one is installed.

    Each text has one requirement or step a line; both languages have the same lines.
    """

    __tablename__ = "specification"
    __table_args__ = (UniqueConstraint("council_id", "category_id", "fiscal_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("asset_category.id"))
    fiscal_year: Mapped[str]
    requirements_sw: Mapped[str] = mapped_column(default="")
    requirements_en: Mapped[str] = mapped_column(default="")
    steps_sw: Mapped[str] = mapped_column(default="")
    steps_en: Mapped[str] = mapped_column(default="")

    category: Mapped[AssetCategory] = relationship()


class PurchaseOrder(Versioned, Model):
    """An LPO or contract; `buyer_name` is who bought, and may not inspect what comes.

    `search_text` holds its folded number and supplier.
    """

    __tablename__ = "purchase_order"
    __table_args__ = (UniqueConstraint("council_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    number: Mapped[str]
    supplier_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    ordered_on: Mapped[date]
    warranty_months: Mapped[int] = mapped_column(SmallInteger, default=12)
    funding_source: Mapped[FundingSource]
    buyer_name: Mapped[str]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    search_text: Mapped[str] = mapped_column(default="", server_default="")

    supplier: Mapped[Vendor] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(
        order_by="OrderLine.position", back_populates="order"
    )
    receipts: Mapped[list["GoodsReceipt"]] = relationship(
        order_by="GoodsReceipt.id", back_populates="order"
    )

    @property
    def still_to_come(self) -> int:
        return sum(line.still_to_come for line in self.lines)

    @property
    def ordered(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def accepted(self) -> int:
        return sum(line.accepted for line in self.lines)


class OrderLine(Model):
    """What was ordered. `delivered` is what came and was not taken back as rejected.

    Without a category it is no device and stands in no register.
    """

    __tablename__ = "order_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(
            "accepted >= 0 AND accepted <= delivered AND delivered <= quantity", name="counted"
        ),
        CheckConstraint("unit_price >= 0", name="unit_price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("asset_category.id"))
    description: Mapped[str]
    quantity: Mapped[int]
    unit_price: Mapped[Decimal] = mapped_column(MONEY)
    required_sw: Mapped[str] = mapped_column(default="")
    required_en: Mapped[str] = mapped_column(default="")
    delivered: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)

    order: Mapped[PurchaseOrder] = relationship(back_populates="lines")
    category: Mapped[AssetCategory | None] = relationship()

    @property
    def still_to_come(self) -> int:
        return self.quantity - self.delivered


class GoodsReceipt(Versioned, Model):
    """One delivery against an order, and how far its inspection has come."""

    __tablename__ = "goods_receipt"
    __table_args__ = (UniqueConstraint("council_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    order_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    state: Mapped[ReceiptState] = mapped_column(default=ReceiptState.RECEIVED)
    delivery_note: Mapped[str]
    invoice: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date]
    received_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    withdrawn_because: Mapped[str] = mapped_column(default="")

    order: Mapped[PurchaseOrder] = relationship(back_populates="receipts")
    received_by: Mapped[User] = relationship()
    location: Mapped[Location] = relationship()
    department: Mapped[Department] = relationship()
    lines: Mapped[list["ReceiptLine"]] = relationship(
        order_by="ReceiptLine.id", back_populates="receipt"
    )
    inspection: Mapped["GoodsInspection | None"] = relationship(back_populates="receipt")

    @property
    def rejected(self) -> int:
        return sum(line.rejected for line in self.lines)

    @property
    def accepted(self) -> int:
        return sum(line.accepted for line in self.lines)


class ReceiptLine(Model):
    """What came of one line of the order, and what the committee found."""

    __tablename__ = "receipt_line"
    __table_args__ = (
        UniqueConstraint("receipt_id", "order_line_id"),
        CheckConstraint("delivered > 0", name="delivered"),
        CheckConstraint(
            "accepted >= 0 AND rejected >= 0 AND accepted + rejected <= delivered", name="counted"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("goods_receipt.id"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), index=True)
    model_id: Mapped[int | None] = mapped_column(ForeignKey("asset_model.id"))
    delivered: Mapped[int]
    accepted: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    decision: Mapped[Decision | None]
    found: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")

    receipt: Mapped[GoodsReceipt] = relationship(back_populates="lines")
    order_line: Mapped[OrderLine] = relationship()
    model: Mapped[AssetModel | None] = relationship()
    devices: Mapped[list["ReceivedDevice"]] = relationship(
        order_by="ReceivedDevice.id", back_populates="line"
    )


class GoodsInspection(Model):
    """The committee's day, and the head of the unit who accepted on its word."""

    __tablename__ = "goods_inspection"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("goods_receipt.id"), unique=True)
    appointment_letter: Mapped[str]
    inspected_on: Mapped[date]
    supplier_representative: Mapped[str] = mapped_column(default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    certificate: Mapped[str | None] = mapped_column(unique=True)
    rejection: Mapped[str | None] = mapped_column(unique=True)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_on: Mapped[date | None]

    receipt: Mapped[GoodsReceipt] = relationship(back_populates="inspection")
    entered_by: Mapped[User] = relationship(foreign_keys=[entered_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    members: Mapped[list["CommitteeMember"]] = relationship(order_by="CommitteeMember.id")


class CommitteeMember(Model):
    __tablename__ = "committee_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("goods_inspection.id"), index=True)
    name: Mapped[str]
    job_title: Mapped[str]
    role: Mapped[MemberRole]
    is_skilled: Mapped[bool] = mapped_column(default=False)

    @property
    def value(self) -> Member:
        return Member(self.name, self.job_title, self.role, self.is_skilled)


class ReceivedDevice(Model):
    """Which line of which delivery a device of the register came with."""

    __tablename__ = "received_device"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("receipt_line.id"), index=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), unique=True)

    line: Mapped[ReceiptLine] = relationship(back_populates="devices")
    asset: Mapped[Asset] = relationship()
    commissioning: Mapped["Commissioning | None"] = relationship(
        primaryjoin="foreign(ReceivedDevice.asset_id) == remote(Commissioning.asset_id)",
        viewonly=True,
        uselist=False,
    )


class Commissioning(Model):
    """The day on which a device was installed and handed over; steps are copied as they were.

    The paper of custody is where its user says that he has it.
    """

    __tablename__ = "commissioning"
    __table_args__ = (UniqueConstraint("council_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), unique=True)
    done_on: Mapped[date]
    done_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    custodian_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    steps: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    training: Mapped[str] = mapped_column(default="")
    warranty_starts_on: Mapped[date]
    warranty_ends_on: Mapped[date]
    at: Mapped[datetime]
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handover.id"))

    asset: Mapped[Asset] = relationship()
    handover: Mapped[Handover | None] = relationship()
    done_by: Mapped[User] = relationship(foreign_keys=[done_by_id])
    custodian: Mapped[User] = relationship(foreign_keys=[custodian_id])


def requirements_in(specification: Specification, language: str) -> list[str]:
    english = language == "en"
    return lines_of(specification.requirements_en if english else specification.requirements_sw)


def steps_in(specification: Specification, language: str) -> list[str]:
    return lines_of(specification.steps_en if language == "en" else specification.steps_sw)


def required_in(line: OrderLine, language: str) -> list[str]:
    return lines_of(line.required_en if language == "en" else line.required_sw)
