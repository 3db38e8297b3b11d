"""Tables of suppliers and outside workshops."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.infra.db import Model, Versioned
from helpdesk.vendors.rules import State, Trade


class Vendor(Versioned, Model):
    """Who sells to the council, or repairs for it."""

    __tablename__ = "vendor"
    __table_args__ = (UniqueConstraint("council_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    name: Mapped[str]
    tax_number: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    is_workshop: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)

    @property
    def trade(self) -> Trade:
        return Trade.REPAIRS if self.is_workshop else Trade.SALES

    @property
    def state(self) -> State:
        return State.ASKED if self.is_active else State.PAST
