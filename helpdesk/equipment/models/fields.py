"""Tables of what a council asks of its own accord about a category of devices."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.equipment.models.register import AssetCategory
from helpdesk.equipment.rules.fields import FieldKind
from helpdesk.infra.db import Model, Versioned


class CategoryField(Versioned, Model):
    """One detail of the devices of a category and of those below it; `Asset.details` answers it."""

    __tablename__ = "category_field"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("asset_category.id"), index=True)
    name_sw: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[FieldKind]
    unit: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=1)
    is_required: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)

    category: Mapped[AssetCategory] = relationship()
