"""Reading the register; every statement starts at `visible_to` or at what anybody may report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, extract, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.functions import Function

from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import User
from helpdesk.audit.queries import subject_names
from helpdesk.core.text import fold, normalise_code
from helpdesk.equipment import permissions
from helpdesk.equipment.models import (
    Asset,
    AssetCategory,
    AssetModel,
    AssetStatusChange,
    Movement,
)
from helpdesk.equipment.rules import (
    FAULTY,
    GONE,
    WARRANTY_NOTICE,
    Condition,
    Status,
    outlived_before,
)
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.org.models import Location

VIEWS = ("all", "faulty", "warranty", "unassigned", "old", "gone")
PLACE = joinedload(Asset.location).joinedload(Location.parent).joinedload(Location.parent)
WHOLE = (
    joinedload(Asset.model),
    joinedload(Asset.category),
    joinedload(Asset.custodian),
    joinedload(Asset.department),
    joinedload(Asset.supplier),
    PLACE,
)
MOVEMENTS = (
    select(Movement)
    .where(Movement.asset_id == bindparam("asset_id"))
    .options(
        joinedload(Movement.location).joinedload(Location.parent).joinedload(Location.parent),
        joinedload(Movement.department),
        joinedload(Movement.custodian),
    )
    .order_by(Movement.at, Movement.id)
)
STATUS_CHANGES = (
    select(AssetStatusChange)
    .where(AssetStatusChange.asset_id == bindparam("asset_id"))
    .order_by(AssetStatusChange.at, AssetStatusChange.id)
)
MOST_WORDS = 8  # of a search
AMBIGUOUS = 6  # so many namesakes are listed at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; everything a person can filter stands in the address."""

    view: str = "all"
    text: str = ""
    category_id: int | None = None
    location_id: int | None = None
    department_id: int | None = None
    status: Status | None = None
    condition: Condition | None = None


def visible_to(actor: Actor) -> Select[Asset]:
    """All, those of a manager's departments and one's own, or one's own: by role."""
    assets = of_council(actor)
    if can(actor, permissions.VIEW_ALL):
        return assets
    own = Asset.custodian_id == actor.id
    if not can(actor, permissions.VIEW):
        return assets.where(own)
    if not actor.department_ids:
        return assets
    return assets.where(or_(own, Asset.department_id.in_(actor.department_ids)))


@subject_names("asset")
def tags(ids: Sequence[int]) -> dict[int, str]:
    """Return what the log calls devices; whoever reads the log may read of all."""
    rows = db.session.execute(select(Asset.id, Asset.asset_tag).where(Asset.id.in_(ids)))
    return {row.id: row.asset_tag for row in rows}


def get_or_404(asset_id: int, *, actor: Actor) -> Asset:
    return found_or_404(visible_to(actor).where(Asset.id == asset_id).options(*WHOLE))


def find_visible(asset_id: int, *, actor: Actor) -> Asset | None:
    return db.session.scalars(_whole(actor), {"asset_id": asset_id}).one_or_none()


@lru_cache  # nothing but the actor decides
def _whole(actor: Actor) -> Select[Asset]:
    return visible_to(actor).where(Asset.id == bindparam("asset_id")).options(*WHOLE)


def find_by_tag(tag: str, *, actor: Actor) -> Asset | None:
    code = normalise_code(_printable(tag))
    found = visible_to(actor).where(Asset.asset_tag == code).options(*WHOLE)
    return db.session.scalars(found).one_or_none()


def held_by(actor: Actor) -> Sequence[Asset]:
    """Return the devices in the actor's own hands, with their models."""
    return db.session.scalars(_held_by(actor)).all()


@lru_cache
def _held_by(actor: Actor) -> Select[Asset]:
    held = reportable(actor).where(Asset.custodian_id == actor.id)
    return held.options(joinedload(Asset.category), PLACE).order_by(Asset.asset_tag)


def find_reportable(asset_id: int, *, actor: Actor) -> Asset | None:
    """Return a device of the council that anybody there may report a fault of."""
    return db.session.scalars(reportable(actor).where(Asset.id == asset_id)).one_or_none()


def reportable_or_404(asset_id: int, *, actor: Actor) -> Asset:
    wanted = reportable(actor).where(Asset.id == asset_id)
    return found_or_404(wanted.options(joinedload(Asset.category)))


def labelled_or_404(label_code: str, *, actor: Actor) -> Asset:
    """Return the device of the council that carries this label, whoever may see more of it."""
    code = normalise_code(_printable(label_code))
    return found_or_404(of_council(actor).where(Asset.label_code == code))


def device_of_label_or_404(label_code: str) -> Asset:
    """Return a device, of whichever council, to whoever stands before it and reads its label."""
    code = normalise_code(_printable(label_code))
    labelled = select(Asset).where(Asset.label_code == code, Asset.status.not_in(GONE))
    return found_or_404(labelled.options(joinedload(Asset.category)))


def listed(
    actor: Actor, filters: Filters, *, kinds: Sequence[AssetCategory], today: date
) -> Select[Asset]:
    """Return the devices of one view, narrowed; the caller sorts and pages them."""
    conditions = [_present(filters), *_views(kinds, today)[filters.view], *chosen(filters)]
    return visible_to(actor).where(*conditions).options(*WHOLE)


def total_value(assets: Select[Asset]) -> Decimal:
    """Add up what the devices of a list cost when they were bought."""
    found = assets.order_by(None).subquery()
    return db.session.scalar(select(func.sum(found.c.purchase_cost))) or Decimal(0)


def counts(actor: Actor, *, kinds: Sequence[AssetCategory], today: date) -> dict[str, int]:
    """Count every view of the register in one statement."""
    columns = [
        func.count().filter(_present(Filters(view=view)), *conditions).label(view)
        for view, conditions in _views(kinds, today).items()
    ]
    row = db.session.execute(
        visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    ).one()
    return dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public spelling


def categories(actor: Actor) -> Sequence[AssetCategory]:
    of_council = select(AssetCategory).where(AssetCategory.council_id == actor.council_id)
    return db.session.scalars(of_council.order_by(AssetCategory.code)).all()


def models(actor: Actor) -> Sequence[AssetModel]:
    """Return the known models by category, make and name."""
    return db.session.scalars(
        select(AssetModel)
        .join(AssetModel.category)
        .where(AssetModel.council_id == actor.council_id)
        .options(joinedload(AssetModel.category))
        .order_by(AssetCategory.code, AssetModel.manufacturer, AssetModel.name)
    ).all()


def category_or_404(category_id: int, *, actor: Actor) -> AssetCategory:
    of_council = select(AssetCategory).where(AssetCategory.council_id == actor.council_id)
    return found_or_404(of_council.where(AssetCategory.id == category_id))


def model_or_404(model_id: int, *, actor: Actor) -> AssetModel:
    of_council = select(AssetModel).where(AssetModel.council_id == actor.council_id)
    whole = of_council.options(joinedload(AssetModel.category))
    return found_or_404(whole.where(AssetModel.id == model_id))


def find_model(manufacturer: str, name: str, *, actor: Actor) -> AssetModel | None:
    """Return the model of this name, however its letters and gaps were typed."""
    wanted = fold(f"{manufacturer} {name}")
    return next((model for model in models(actor) if fold(model.full_name) == wanted), None)


def movements(asset: Asset) -> Sequence[Movement]:
    """Return where a device has been, oldest first."""
    return db.session.scalars(MOVEMENTS, {"asset_id": asset.id}).all()


def status_changes(asset: Asset) -> Sequence[AssetStatusChange]:
    return db.session.scalars(STATUS_CHANGES, {"asset_id": asset.id}).all()


def asset_with_serial(serial: str, *, model: AssetModel) -> Asset | None:
    """Return the one device of this model with this serial number, spelt as we keep it."""
    return db.session.scalars(
        select(Asset).where(
            Asset.council_id == model.council_id,
            Asset.model_id == model.id,
            Asset.serial_number == serial,
        )
    ).one_or_none()


def asset_with_gamis(number: str, *, council_id: int) -> Asset | None:
    """Return the first device that has this number in the register of the government."""
    same = select(Asset).where(Asset.council_id == council_id, Asset.gamis_number == number)
    return db.session.scalars(same.order_by(Asset.id).limit(1)).first()


def tag_exists(tag: str, *, council_id: int) -> bool:
    same = select(Asset.id).where(Asset.council_id == council_id, Asset.asset_tag == tag)
    return db.session.scalar(same) is not None


def holders(actor: Actor, *, most: int = 500) -> Sequence[User]:
    """Return those who may be given a device, as suggestions to who types a name."""
    people = accounts.visible_to(actor).where(User.is_active).order_by(User.name)
    return db.session.scalars(people.limit(most)).all()


def people_called(text: str, *, actor: Actor) -> Sequence[User]:
    """Return whom a typed name may mean; with a sign-in name in brackets it means that one."""
    _before, bracket, username = text.removesuffix(")").rpartition("(")
    named = accounts.visible_to(actor).where(User.username == username)
    exact = accounts.visible_to(actor).where(User.username == text.strip(), User.is_active)
    if not bracket and (one := db.session.scalars(exact).one_or_none()):
        return [one]
    people = named if bracket else accounts.matching(actor, text)
    return db.session.scalars(
        people.where(User.is_active).order_by(User.name).limit(AMBIGUOUS)
    ).all()


def of_council(actor: Actor) -> Select[Asset]:
    return select(Asset).where(Asset.council_id == actor.council_id)


def reportable(actor: Actor) -> Select[Asset]:
    return of_council(actor).where(Asset.status.not_in(GONE)).options(joinedload(Asset.model))


def _present(filters: Filters) -> ColumnElement[bool]:
    """Leave out what has left the register, unless it was asked for."""
    if filters.status is not None:
        return Asset.status == filters.status
    return Asset.status.in_(GONE) if filters.view == "gone" else Asset.status.not_in(GONE)


def _views(
    kinds: Sequence[AssetCategory], today: date
) -> dict[str, tuple[ColumnElement[bool], ...]]:
    ends_soon = Asset.warranty_ends_on.between(today, today + WARRANTY_NOTICE)
    return {
        "all": (),
        "faulty": (Asset.status.in_(FAULTY),),
        "warranty": (ends_soon,),
        "unassigned": (Asset.custodian_id.is_(None),),
        "old": (outlived(kinds, today),),
        "gone": (),
    }


def outlived(kinds: Sequence[AssetCategory], today: date) -> ColumnElement[bool]:
    """Older than its own life or that of its category, from the day it came into use."""
    began_on = func.coalesce(Asset.in_service_on, Asset.purchased_on)
    ids: dict[int, list[int]] = {}
    for kind in kinds:
        ids.setdefault(kind.life_months, []).append(kind.id)
    has_usual_life = Asset.life_months.is_(None)
    return or_(
        _outlived_own_life(began_on, today),
        *(
            and_(
                has_usual_life,
                Asset.category_id.in_(same),
                began_on <= outlived_before(life, today),
            )
            for life, same in ids.items()
        ),
    )


def _outlived_own_life(began_on: Function[date], today: date) -> ColumnElement[bool]:
    """Reckon in months, which every database can."""
    months = extract("year", began_on) * 12 + extract("month", began_on) + Asset.life_months
    now = today.year * 12 + today.month
    this_month = and_(months == now, extract("day", began_on) <= today.day)
    return or_(months < now, this_month)


def chosen(filters: Filters) -> list[ColumnElement[bool]]:
    exact: dict[Any, object] = {
        Asset.department_id: filters.department_id,
        Asset.condition: filters.condition,
    }
    found = [column == value for column, value in exact.items() if value is not None]
    if filters.category_id is not None:
        found.append(Asset.category_id.in_(at_or_below(AssetCategory, filters.category_id)))
    if filters.location_id is not None:
        found.append(Asset.location_id.in_(at_or_below(Location, filters.location_id)))
    words = fold(plain_code(filters.text)).split()[:MOST_WORDS]
    return found + [Asset.search_text.contains(word, autoescape=True) for word in words]


def at_or_below(kind: type[Location | AssetCategory], top_id: int) -> Select[int]:
    """Return the ids of a place or category and of all that lies in it."""
    tree = select(kind.id).where(kind.id == top_id).cte(recursive=True)
    whole = tree.union(select(kind.id).join(tree, kind.parent_id == tree.c.id))
    return select(whole.c.id)


def plain_code(text: str) -> str:
    """Return what was typed or scanned, without the address around a label's code."""
    return _scanned(_printable(text))


def _scanned(text: str) -> str:
    """Take the code out of the address that a scanner read from a label."""
    if "://" not in text:
        return text
    return re.split("[?#]", text)[0].rstrip("/ ").rpartition("/")[2]


def _printable(text: str) -> str:
    """Drop what no code has and PostgreSQL does not take: NUL and other control characters."""
    return "".join(sign for sign in text if sign.isprintable() or sign.isspace())
