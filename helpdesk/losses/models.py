"""The table of losses."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Condition
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import MONEY
from helpdesk.losses.rules import Kind, State
from helpdesk.org.models import Location

_IS_OPEN = text("state IN ('sought', 'proposed')")


class Loss(Versioned, Model):
    """How a device was lost or stolen, and what came of it.

    `holder` had it in hands, and `location` is where it stood, when it was lost. The cost and the
    book value are kept as they were on the day of the write-off.
    """

    __tablename__ = "loss"
    __table_args__ = (
        UniqueConstraint("council_id", "reference"),
        UniqueConstraint("council_id", "write_off_reference"),
        CheckConstraint("kind <> 'stolen' OR police_reference <> ''", name="police"),
        CheckConstraint(
            "state <> 'written_off' OR (decided_by_id <> proposed_by_id"
            " AND written_off_on IS NOT NULL AND document_number <> '')",
            name="write_off",
        ),
        CheckConstraint("state <> 'found' OR found_on >= happened_on", name="found"),
        Index(
            "ix_loss_open_asset",
            "asset_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    reference: Mapped[str]
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), index=True)
    kind: Mapped[Kind]
    state: Mapped[State] = mapped_column(default=State.SOUGHT)
    happened_on: Mapped[date]
    circumstances: Mapped[str] = mapped_column(Text)
    police_reference: Mapped[str] = mapped_column(default="")
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    reported_at: Mapped[datetime]
    reported_by: Mapped[str]
    found_on: Mapped[date | None]
    found_where: Mapped[str] = mapped_column(default="")
    found_by: Mapped[str] = mapped_column(default="")
    found_condition: Mapped[Condition | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    proposed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decision_note: Mapped[str] = mapped_column(Text, default="")
    document_number: Mapped[str] = mapped_column(default="")
    write_off_reference: Mapped[str | None]
    written_off_on: Mapped[date | None]
    purchase_cost: Mapped[Decimal | None] = mapped_column(MONEY)
    book_value: Mapped[Decimal | None] = mapped_column(MONEY)

    asset: Mapped[Asset] = relationship()
    holder: Mapped[User | None] = relationship(foreign_keys=[holder_id])
    location: Mapped[Location] = relationship()
    proposed_by: Mapped[User | None] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
