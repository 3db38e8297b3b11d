"""Reading categories and what is asked about each; every statement starts at a council's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from helpdesk.audit.queries import subject_names
from helpdesk.equipment.models import Asset, AssetCategory, AssetModel, CategoryField
from helpdesk.equipment.queries.register import categories
from helpdesk.equipment.rules.categories import lineage
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db, found_or_404


@dataclass(frozen=True, slots=True)
class Branch:
    """A category at its place in the tree, with how many devices are of it; the top is level 0."""

    category: AssetCategory
    level: int
    devices: int


@subject_names("asset_category")
def category_names(ids: Sequence[int]) -> Mapping[int, str]:
    found = select(AssetCategory.id, AssetCategory.code).where(AssetCategory.id.in_(ids))
    return {row.id: row.code for row in db.session.execute(found)}


@subject_names("category_field")
def field_names(ids: Sequence[int]) -> Mapping[int, str]:
    found = select(CategoryField.id, CategoryField.name_sw).where(CategoryField.id.in_(ids))
    return {row.id: row.name_sw for row in db.session.execute(found)}


def category_tree(actor: Actor) -> list[Branch]:
    """Return every category below its parent, by code."""
    kinds = {one.id: one for one in categories(actor)}
    parents = {one.id: one.parent_id for one in kinds.values()}
    counted = select(Asset.category_id, func.count().label("devices"))
    of_council = counted.where(Asset.council_id == actor.council_id)
    devices = {
        row.category_id: row.devices
        for row in db.session.execute(of_council.group_by(Asset.category_id))
    }
    paths = {one: list(lineage(one, parents))[::-1] for one in kinds}
    ordered = sorted(kinds, key=lambda one: [kinds[step].code for step in paths[one]])
    return [Branch(kinds[one], len(paths[one]) - 1, devices.get(one, 0)) for one in ordered]


def parents_of(actor: Actor) -> dict[int, int | None]:
    """Return what each category of the council lies below."""
    found = select(AssetCategory.id, AssetCategory.parent_id)
    of_council = found.where(AssetCategory.council_id == actor.council_id)
    return {row.id: row.parent_id for row in db.session.execute(of_council)}


def category_code_exists(code: str, *, actor: Actor) -> bool:
    same = select(AssetCategory.id).where(AssetCategory.code == code)
    return db.session.scalar(same.where(AssetCategory.council_id == actor.council_id)) is not None


def has_categories_below(category: AssetCategory) -> bool:
    below = AssetCategory.parent_id == category.id, AssetCategory.is_active
    return db.session.scalar(select(AssetCategory.id).where(*below).limit(1)) is not None


def all_fields(actor: Actor) -> Sequence[CategoryField]:
    """Return every field of the council, retired ones too, in the order in which they are asked."""
    return db.session.scalars(_fields(actor)).all()


def field_or_404(field_id: int, *, actor: Actor) -> CategoryField:
    return found_or_404(_fields(actor).where(CategoryField.id == field_id))


def fields_for(category_id: int, *, actor: Actor) -> list[CategoryField]:
    """Return the fields of a category: those of the categories above it come first."""
    found = all_fields(actor)
    if not found:
        return []
    return fields_among(found, category_id, parents_of(actor))


def fields_among(
    found: Sequence[CategoryField], category_id: int, parents: Mapping[int, int | None]
) -> list[CategoryField]:
    path = list(lineage(category_id, parents))[::-1]
    return [one for step in path for one in found if one.category_id == step]


def fields_listed(category_id: int | None, *, actor: Actor) -> list[CategoryField]:
    """Return the fields of a type, of those above and of those below it; without one, of all."""
    found, parents = all_fields(actor), parents_of(actor)
    if category_id is None:
        return list(found)
    above = set(lineage(category_id, parents))
    below = {one for one in parents if category_id in lineage(one, parents)}
    return [one for one in found if one.category_id in above | below]


def category_of_model(model_id: int | None, *, actor: Actor) -> int | None:
    of_council = select(AssetModel.category_id).where(AssetModel.council_id == actor.council_id)
    return db.session.scalar(of_council.where(AssetModel.id == model_id)) if model_id else None


def is_answered(field: CategoryField) -> bool:
    """Tell whether any device says something in this field."""
    answer = Asset.details[str(field.id)].as_string()
    return db.session.scalar(select(Asset.id).where(answer != "").limit(1)) is not None


def _fields(actor: Actor) -> Select[CategoryField]:
    of_council = select(CategoryField).join(CategoryField.category)
    ordered = of_council.options(joinedload(CategoryField.category)).order_by(
        CategoryField.position, CategoryField.id
    )
    return ordered.where(AssetCategory.council_id == actor.council_id)
