"""Tables of spreadsheets that were brought into the register."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.accounts.models import User
from helpdesk.equipment.models.register import Asset
from helpdesk.equipment.rules.imports import ImportState
from helpdesk.infra.db import Model, Versioned


class AssetImport(Versioned, Model):
    """A spreadsheet of devices. It waits until somebody has seen what it would do and says yes.

    Of the rows left out `problems` keeps number, column, reason, value and what was said;
    `made_models` are the ids of the makes and models that came with it.
    """

    __tablename__ = "asset_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    by_name: Mapped[str]
    file_name: Mapped[str]
    state: Mapped[ImportState] = mapped_column(default=ImportState.WAITING)
    uploaded_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")
    new_count: Mapped[int] = mapped_column(default=0)
    changed_count: Mapped[int] = mapped_column(default=0)
    same_count: Mapped[int] = mapped_column(default=0)
    wrong_count: Mapped[int] = mapped_column(default=0)
    kept_count: Mapped[int] = mapped_column(default=0)
    made_models: Mapped[list[int]] = mapped_column(JSON, default=list)
    problems: Mapped[list[list[str]]] = mapped_column(JSON, default=list, deferred=True)

    user: Mapped[User | None] = relationship()


class AssetImportRow(Model):
    """What an import made of one device: `before` has the columns of one that was there already."""

    __tablename__ = "asset_import_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("asset_import.id"), index=True)
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"), index=True)
    asset_tag: Mapped[str]
    row_number: Mapped[int]
    is_new: Mapped[bool]
    before: Mapped[dict[str, str | None]] = mapped_column(JSON, default=dict)
    version_after: Mapped[int]
    is_undone: Mapped[bool] = mapped_column(default=False)

    asset: Mapped[Asset | None] = relationship()
