"""Tables of printed labels."""

from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.equipment.rules.labels import Sheet
from helpdesk.infra.db import Model


class LabelPrint(Model):
    """Labels that somebody printed at one time; what was chosen last is offered next."""

    __tablename__ = "label_print"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    by_name: Mapped[str]
    at: Mapped[datetime]
    sheet: Mapped[Sheet]
    first: Mapped[int] = mapped_column(SmallInteger)


class PrintedLabel(Model):
    """A device's label among others."""

    __tablename__ = "printed_label"

    print_id: Mapped[int] = mapped_column(ForeignKey("label_print.id"), primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"), primary_key=True, index=True)
