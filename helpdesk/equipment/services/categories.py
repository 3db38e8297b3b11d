"""Changing categories and what is asked about their devices; the caller commits."""

from dataclasses import asdict, dataclass

from sqlalchemy import select, update

from helpdesk.audit.services import changes_of, record
from helpdesk.core.text import normalise_code
from helpdesk.equipment import queries
from helpdesk.equipment.models import Asset, AssetCategory, CategoryField
from helpdesk.equipment.queries import fields as known
from helpdesk.equipment.rules.categories import (
    CategoryCodeTakenError,
    CategoryInUseError,
    CategoryRetiredError,
    check_parent,
)
from helpdesk.equipment.rules.fields import FieldKind, FieldKindFixedError
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFacts:
    """What a council says of a kind of device."""

    name_sw: str
    name_en: str
    parent_id: int | None = None
    life_months: int = 60
    salvage_percent: int = 0
    group_code: str = ""
    criticality: int = 3
    is_data_bearing: bool = False
    is_serialised: bool = True
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """What is asked, and how it may be answered."""

    name_sw: str
    name_en: str
    kind: FieldKind
    unit: str = ""
    choices: list[str]
    position: int = 1
    is_required: bool = False
    is_active: bool = True


def add_category(code: str, facts: CategoryFacts, *, actor: Actor) -> AssetCategory:
    code = normalise_code(code)
    if known.category_code_exists(code, actor=actor):
        raise CategoryCodeTakenError
    _check(None, facts, actor=actor)
    category = AssetCategory(council_id=actor.council_id, code=code, **asdict(facts))
    db.session.add(category)
    record(actor, "asset_category.add", category, {"code": [None, code]})
    db.session.flush()
    return category


def change_category(category: AssetCategory, facts: CategoryFacts, *, actor: Actor) -> None:
    """Devices that are registered keep the life and the salvage that they were reckoned with."""
    _check(category, facts, actor=actor)
    changes = changes_of(category, **asdict(facts))
    if "life_months" in changes:
        _keep_life(category)
    if "salvage_percent" in changes:
        _keep_salvage(category)
    for name, value in asdict(facts).items():
        setattr(category, name, value)
    if changes:
        if "parent_id" in changes:
            changes["parent"] = [_code(one) for one in changes.pop("parent_id")]
        record(actor, "asset_category.change", category, changes)
    db.session.flush()


def _check(category: AssetCategory | None, facts: CategoryFacts, *, actor: Actor) -> None:
    """Refuse a tree that is none, and what would be open below what is closed."""
    own_id = category.id if category else None
    if facts.parent_id is not None:
        parent = queries.category_or_404(facts.parent_id, actor=actor)
        if facts.is_active and not parent.is_active:
            raise CategoryRetiredError
    check_parent(own_id, facts.parent_id, known.parents_of(actor))
    if category is not None and not facts.is_active and known.has_categories_below(category):
        raise CategoryInUseError


def _code(category_id: object) -> str | None:
    return db.session.get_one(AssetCategory, category_id).code if category_id else None


def _keep_life(category: AssetCategory) -> None:
    usual = Asset.category_id == category.id, Asset.life_months.is_(None)
    kept = update(Asset).where(*usual).values(life_months=category.life_months)
    db.session.execute(kept, execution_options={"synchronize_session": "fetch"})


def _keep_salvage(category: AssetCategory) -> None:
    usual = Asset.category_id == category.id, Asset.salvage_value.is_(None)
    priced = select(Asset).where(*usual, Asset.purchase_cost.is_not(None))
    for asset in db.session.scalars(priced):
        asset.salvage_value = queries.price_of(asset).salvage


def add_field(category: AssetCategory, facts: FieldFacts, *, actor: Actor) -> CategoryField:
    field = CategoryField(category=category, **asdict(facts))
    db.session.add(field)
    record(actor, "asset_category.add_field", field, {"name_sw": [None, field.name_sw]})
    db.session.flush()
    return field


def change_field(field: CategoryField, facts: FieldFacts, *, actor: Actor) -> None:
    """Change what is asked; answers stay, also of a field that is no longer asked."""
    if facts.kind != field.kind and known.is_answered(field):
        raise FieldKindFixedError
    changes = changes_of(field, **asdict(facts))
    for name, value in asdict(facts).items():
        setattr(field, name, value)
    if changes:
        record(actor, "asset_category.change_field", field, changes)
    db.session.flush()
