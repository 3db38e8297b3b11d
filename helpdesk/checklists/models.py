"""Tables of checklists; a version that was in use is never changed, a newer one replaces it."""

from dataclasses import asdict
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpdesk.checklists.rules import Answer, ItemKind, OnFail, Outcome, Purpose, State
from helpdesk.infra.db import Model, Versioned
from helpdesk.infra.exact import QUANTITY


class ChecklistTemplate(Versioned, Model):
    """One version (`number`) of a checklist (`code`); `kinds` are codes of kinds of equipment."""

    __tablename__ = "checklist_template"
    __table_args__ = (UniqueConstraint("council_id", "code", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    code: Mapped[str]
    number: Mapped[int]
    title_sw: Mapped[str]
    title_en: Mapped[str]
    purpose: Mapped[Purpose]
    state: Mapped[State]
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)

    items: Mapped[list["ChecklistItem"]] = relationship(
        cascade="all, delete-orphan", order_by="ChecklistItem.seq"
    )

    @property
    def name_sw(self) -> str:
        return self.title_sw

    @property
    def name_en(self) -> str:
        return self.title_en


class ChecklistItem(Model):
    """One thing to look at. `faults` are those of its `choices` that count as a fault."""

    __tablename__ = "checklist_item"
    __table_args__ = (
        UniqueConstraint("template_id", "seq"),
        CheckConstraint("least IS NULL OR most IS NULL OR least <= most", name="limits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("checklist_template.id"))
    seq: Mapped[int] = mapped_column(SmallInteger)
    text_sw: Mapped[str]
    text_en: Mapped[str]
    kind: Mapped[ItemKind]
    least: Mapped[Decimal | None] = mapped_column(QUANTITY)
    most: Mapped[Decimal | None] = mapped_column(QUANTITY)
    unit: Mapped[str] = mapped_column(default="")
    choices: Mapped[str] = mapped_column(default="")
    faults: Mapped[str] = mapped_column(default="")
    is_mandatory: Mapped[bool] = mapped_column(default=True)
    on_fail: Mapped[OnFail] = mapped_column(default=OnFail.NONE)
    weight: Mapped[int] = mapped_column(SmallInteger, default=1)

    @property
    def name_sw(self) -> str:
        return self.text_sw

    @property
    def name_en(self) -> str:
        return self.text_en


class ByChecklist:
    """The version of a checklist by which something was looked at; a part of others' tables."""

    title_sw: Mapped[str]
    title_en: Mapped[str]
    number: Mapped[int]

    @property
    def name_sw(self) -> str:
        return self.title_sw

    @property
    def name_en(self) -> str:
        return self.title_en


class Finding:
    """One item as it was asked, with its limits, and what was found; a part of others' tables."""

    seq: Mapped[int] = mapped_column(SmallInteger)
    text_sw: Mapped[str]
    text_en: Mapped[str]
    kind: Mapped[ItemKind]
    least: Mapped[Decimal | None] = mapped_column(QUANTITY)
    most: Mapped[Decimal | None] = mapped_column(QUANTITY)
    unit: Mapped[str] = mapped_column(default="")
    on_fail: Mapped[OnFail]
    weight: Mapped[int] = mapped_column(SmallInteger)
    outcome: Mapped[Outcome]
    value: Mapped[Decimal | None] = mapped_column(QUANTITY)
    said: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @property
    def name_sw(self) -> str:
        return self.text_sw

    @property
    def name_en(self) -> str:
        return self.text_en


AS_ASKED = ("seq", "text_sw", "text_en", "kind", "least", "most", "unit", "on_fail", "weight")


def as_found(item: ChecklistItem, answer: Answer) -> dict[str, object]:
    """Return the columns of a finding: the item as it is asked today, and the answer."""
    return {name: getattr(item, name) for name in AS_ASKED} | asdict(answer)
