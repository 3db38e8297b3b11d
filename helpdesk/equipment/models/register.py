"""Tables of equipment."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.equipment.rules import Condition, FundingSource, Ownership, Status
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY
from helpdesk.org.models import Department, Location
from helpdesk.vendors.models import Vendor


class AssetCategory(Versioned, Model):
    """A kind of device: its code stands in asset tags, its life decides when it is old.

    `group_code` is how the books and GAMIS class it.
    """

    __tablename__ = "asset_category"
    __table_args__ = (
        UniqueConstraint("council_id", "code"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
        CheckConstraint("life_months >= 0", name="life"),
        CheckConstraint("salvage_percent BETWEEN 0 AND 100", name="salvage"),
        CheckConstraint("criticality BETWEEN 1 AND 3", name="criticality"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    name_sw: Mapped[str]
    name_en: Mapped[str]
    icon: Mapped[str] = mapped_column(default="monitor")
    life_months: Mapped[int] = mapped_column(default=60)
    salvage_percent: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    is_data_bearing: Mapped[bool] = mapped_column(default=False, server_default=false())
    criticality: Mapped[int] = mapped_column(SmallInteger, default=3)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("asset_category.id"), index=True)
    group_code: Mapped[str] = mapped_column(default="", server_default="")
    is_serialised: Mapped[bool] = mapped_column(default=True, server_default=true())
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class AssetModel(Model):
    """A make and model; `replacement_cost` is today's price of a new one."""

    __tablename__ = "asset_model"
    __table_args__ = (UniqueConstraint("council_id", "manufacturer", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("asset_category.id"), index=True)
    manufacturer: Mapped[str]
    name: Mapped[str]
    specification: Mapped[str] = mapped_column(default="")
    replacement_cost: Mapped[Decimal | None] = mapped_column(MONEY)

    category: Mapped[AssetCategory] = relationship()

    @property
    def full_name(self) -> str:
        return f"{self.manufacturer} {self.name}"


class AssetCounter(Model):
    """The last running number of a council's tags and labels."""

    __tablename__ = "asset_counter"

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), primary_key=True)
    last: Mapped[int]


class Asset(Versioned, Model):
    """One device. Custodian, place and department are today's; `Movement` has the past.

    `salvage_value` and `life_months` are its own where they differ from its category's.
    `search_text` holds folded tag, serial number, model, order and supplier, for one box that finds
    them all. What was bought through the program must be installed before anybody uses it.
    `details` has the answers to the fields of its category, by the field's id; `parent` is the
    device that it is a part of.
    """

    __tablename__ = "asset"
    __table_args__ = (
        UniqueConstraint("council_id", "asset_tag"),
        UniqueConstraint("council_id", "model_id", "serial_number"),
        CheckConstraint("criticality BETWEEN 1 AND 3", name="criticality"),
        CheckConstraint("purchase_cost IS NULL OR purchase_cost >= 0", name="cost"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
        Index("ix_asset_council_status", "council_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    asset_tag: Mapped[str]
    label_code: Mapped[str] = mapped_column(unique=True)
    serial_number: Mapped[str | None]
    gamis_number: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int] = mapped_column(ForeignKey("asset_category.id"), index=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("asset_model.id"), index=True)
    status: Mapped[Status]
    condition: Mapped[Condition]
    criticality: Mapped[int] = mapped_column(SmallInteger)
    ownership: Mapped[Ownership] = mapped_column(default=Ownership.COUNCIL)
    funding_source: Mapped[FundingSource] = mapped_column(default=FundingSource.OWN_SOURCE)
    purchase_cost: Mapped[Decimal | None] = mapped_column(MONEY)
    purchased_on: Mapped[date | None]
    in_service_on: Mapped[date | None]
    warranty_ends_on: Mapped[date | None]
    salvage_value: Mapped[Decimal | None] = mapped_column(MONEY)
    life_months: Mapped[int | None]
    received_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    order_number: Mapped[str] = mapped_column(default="", server_default="")
    delivery_note: Mapped[str] = mapped_column(default="", server_default="")
    funding_code: Mapped[str] = mapped_column(default="", server_default="")
    custodian_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"), index=True)
    details: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    search_text: Mapped[str] = mapped_column(default="")
    registered_at: Mapped[datetime]
    must_be_installed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

    parent: Mapped["Asset | None"] = relationship(remote_side="Asset.id")
    category: Mapped[AssetCategory] = relationship()
    model: Mapped[AssetModel] = relationship()
    supplier: Mapped[Vendor | None] = relationship()
    custodian: Mapped[User | None] = relationship()
    location: Mapped[Location] = relationship()
    department: Mapped[Department] = relationship()


class Movement(Model):
    """Where a device went and who held it from then on; rows are only ever added."""

    __tablename__ = "movement"

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    at: Mapped[datetime]
    custodian_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    reason: Mapped[str]
    by_name: Mapped[str]

    custodian: Mapped[User | None] = relationship()
    location: Mapped[Location] = relationship()
    department: Mapped[Department] = relationship()


class AssetStatusChange(Model):
    """From which state to which, when and why; rows are only ever added."""

    __tablename__ = "asset_status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    at: Mapped[datetime]
    from_status: Mapped[Status]
    to_status: Mapped[Status]
    reason: Mapped[str]
    by_name: Mapped[str]
