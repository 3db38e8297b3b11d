"""Reading losses; every statement starts at `visible_to`."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.orm import joinedload

from helpdesk.attachments.queries import owner
from helpdesk.audit.queries import subject_names
from helpdesk.equipment import permissions as equipment
from helpdesk.equipment.models import Asset
from helpdesk.infra.access import Actor, can
from helpdesk.infra.db import db, found_or_404
from helpdesk.losses import permissions
from helpdesk.losses.models import Loss
from helpdesk.losses.rules import OPEN, State
from helpdesk.org.models import Location

ASSET = joinedload(Loss.asset)
WHOLE = (
    ASSET.joinedload(Asset.model),
    ASSET.joinedload(Asset.category),
    joinedload(Loss.holder),
    joinedload(Loss.location).joinedload(Location.parent).joinedload(Location.parent),
    joinedload(Loss.proposed_by),
    joinedload(Loss.decided_by),
)


class View(StrEnum):
    """The lists of losses that people ask for."""

    ALL = "all"
    SOUGHT = "sought"
    PROPOSED = "proposed"
    WRITTEN_OFF = "written_off"
    FOUND = "found"


VIEWS: dict[View, ColumnElement[bool]] = {
    View.ALL: true(),
    **{View(state): Loss.state == state for state in State},
}


def visible_to(actor: Actor) -> Select[Loss]:
    """All of the council; losses are decided for the whole, so managers of some see none."""
    losses = select(Loss).where(Loss.council_id == actor.council_id)
    sees_all = can(actor, equipment.VIEW_ALL) or not actor.department_ids
    return losses if sees_all and can(actor, permissions.VIEW) else losses.where(false())


@owner("loss")
def losses_with_files(actor: Actor) -> Select[Any]:
    return visible_to(actor).with_only_columns(Loss.id)


def listed(actor: Actor, view: View) -> Select[Loss]:
    return visible_to(actor).where(VIEWS[view]).options(*WHOLE)


def counts(actor: Actor) -> dict[View, int]:
    """Count every view in one statement."""
    columns = [func.count().filter(said).label(view) for view, said in VIEWS.items()]
    found = visible_to(actor).with_only_columns(*columns, maintain_column_froms=True)
    return dict(zip(VIEWS, db.session.execute(found).one(), strict=True))


def loss_or_404(loss_id: int, *, actor: Actor) -> Loss:
    return found_or_404(visible_to(actor).where(Loss.id == loss_id).options(*WHOLE))


def losses_of(asset: Asset, *, actor: Actor) -> Sequence[Loss]:
    """Return how often a device was lost, the last time first."""
    found = visible_to(actor).where(Loss.asset_id == asset.id)
    return db.session.scalars(found.order_by(Loss.id.desc())).all()


def is_reported(asset: Asset) -> bool:
    """Tell whether somebody has told how a device was lost, and nothing came of it yet."""
    found = select(Loss.id).where(Loss.asset_id == asset.id, Loss.state.in_(OPEN))
    return db.session.scalar(found) is not None


@subject_names("loss")
def references(ids: Sequence[int]) -> Mapping[int, str]:
    rows = db.session.execute(select(Loss.id, Loss.reference).where(Loss.id.in_(ids)))
    return {row.id: row.reference for row in rows}
