"""Who has left, or is about to, and what they still have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from helpdesk.accounts import queries as accounts
from helpdesk.accounts.models import RoleGrant, User
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import GONE
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.kinds.models.access import Access
from helpdesk.kinds.queries.access import is_being_removed


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who may no longer sign in or has no role left, and what is still to be taken."""

    person: User
    accesses: int
    being_removed: int
    devices: int


def leavers(actor: Actor, *, today: date, most: int = 200) -> Sequence[Leaver]:
    """Return those who left with something in their hands, in one statement."""
    still = and_(Access.person_id == User.id, Access.ended_on.is_(None))
    is_open = select(func.count()).select_from(Access).where(still)
    removing = is_open.where(is_being_removed())
    has_access, has_device = select(Access.id).where(still), select(Asset.id).where(_holds())
    held = select(func.count()).select_from(Asset).where(_holds())
    rows = db.session.execute(
        accounts.visible_to(actor)
        .where(_left(today), User.council_id == actor.council_id)
        .where(or_(exists(has_access), exists(has_device)))
        .options(joinedload(User.department))
        .add_columns(
            is_open.correlate(User).scalar_subquery(),
            removing.correlate(User).scalar_subquery(),
            held.correlate(User).scalar_subquery(),
        )
        .order_by(User.name, User.id)
        .limit(most)
    )
    return [Leaver(*row) for row in rows.unique()]


def count_forgotten(actor: Actor, *, today: date) -> int:
    """Count those who left with an access that nobody has asked to take away."""
    still = and_(Access.person_id == User.id, Access.ended_on.is_(None), ~is_being_removed())
    left = accounts.visible_to(actor).where(_left(today), User.council_id == actor.council_id)
    forgotten = left.where(exists(select(Access.id).where(still))).with_only_columns(User.id)
    return db.session.scalar(select(func.count()).select_from(forgotten.subquery())) or 0


def devices_of(person: User, *, actor: Actor) -> Sequence[Asset]:
    """Return what somebody still has in hands, as far as the actor may see the register."""
    return db.session.scalars(
        equipment.visible_to(actor)
        .where(Asset.custodian_id == person.id, Asset.status.not_in(GONE))
        .options(joinedload(Asset.model))
        .order_by(Asset.asset_tag)
    ).all()


def _left(today: date) -> ColumnElement[bool]:
    """Tell who may not sign in, or had roles of which none is left."""
    ends_later = or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today)
    counts = and_(RoleGrant.ended_at.is_(None), ends_later)
    return or_(~User.is_active, and_(User.grants.any(), ~User.grants.any(counts)))


def _holds() -> ColumnElement[bool]:
    return and_(Asset.custodian_id == User.id, Asset.status.not_in(GONE))
