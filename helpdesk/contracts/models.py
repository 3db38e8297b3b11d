"""Tables of support contracts and licences."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.contracts.rules import LicenceKind
from helpdesk.equipment.models import Asset
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY
from helpdesk.vendors.models import Vendor


class Contract(Versioned, Model):
    """Support of devices by an outside firm; the last day still counts.

    `follows_id` is the contract that this one renews.
    """

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("council_id", "number"),
        CheckConstraint("ends_on >= begins_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    number: Mapped[str]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    begins_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)
    covers_parts: Mapped[bool]
    covers_labour: Mapped[bool]
    covers_onsite: Mapped[bool]
    response_hours: Mapped[int | None] = mapped_column(SmallInteger)
    annual_cost: Mapped[Decimal | None] = mapped_column(MONEY)
    note: Mapped[str] = mapped_column(Text, default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), unique=True)

    vendor: Mapped[Vendor] = relationship()
    follows: Mapped["Contract | None"] = relationship(remote_side="Contract.id")
    cover: Mapped[list["ContractAsset"]] = relationship(
        cascade="all, delete-orphan", order_by="ContractAsset.asset_id"
    )


class ContractAsset(Model):
    """A device that a contract covers."""

    __tablename__ = "contract_asset"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), primary_key=True, index=True)

    asset: Mapped[Asset] = relationship()


class Licence(Versioned, Model):
    """The right to use a program; without `seats` as many may use it as want to.

    `key` is what the program asks for; pages show it only to whoever asks, which the log keeps.
    """

    __tablename__ = "licence"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="days"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        Index("ix_licence_council_name", "council_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    name: Mapped[str]
    kind: Mapped[LicenceKind]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    seats: Mapped[int | None]
    key: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[Decimal | None] = mapped_column(MONEY)
    begins_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    vendor: Mapped[Vendor | None] = relationship()


class LicenceSeat(Model):
    """That a device or a person uses a licence, until it is taken back; no row is ever deleted."""

    __tablename__ = "licence_seat"
    __table_args__ = (
        CheckConstraint("(asset_id IS NULL) <> (user_id IS NULL)", name="holder"),
        Index("ix_licence_seat_licence", "licence_id", "taken_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    licence_id: Mapped[int] = mapped_column(ForeignKey("licence.id"))
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    given_at: Mapped[datetime]
    given_by: Mapped[str]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[str] = mapped_column(default="")

    licence: Mapped[Licence] = relationship()
    asset: Mapped[Asset | None] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def holder(self) -> str:
        """Name the device or the person."""
        if self.asset is not None:
            return f"{self.asset.asset_tag} · {self.asset.model.full_name}"
        return self.user.name if self.user else ""
