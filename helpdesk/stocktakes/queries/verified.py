"""Which devices somebody has seen this fiscal year, and which nobody has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from helpdesk.core.fiscal_year import FiscalYear
from helpdesk.core.local_time import start_of
from helpdesk.custody.models import Handover, HandoverLine, HoldingConfirmed
from helpdesk.custody.rules import Answer
from helpdesk.equipment import queries as equipment
from helpdesk.equipment.models import Asset
from helpdesk.equipment.rules import Status
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db
from helpdesk.org.models import Department
from helpdesk.stocktakes.models import Stocktake, StocktakeLine
from helpdesk.stocktakes.rules import State

NOT_HERE = (Status.EXPECTED, Status.LOST_STOLEN)  # besides what has left


@dataclass(frozen=True, slots=True)
class Share:
    """How many devices of a department were seen, of how many."""

    department: Department
    devices: int
    verified: int


def unverified(actor: Actor, filters: equipment.Filters, *, today: date) -> Select[Asset]:
    """Return the devices that nobody has seen this year; the caller sorts and pages them."""
    return _expected(actor, filters, today).where(~_is_verified(today))


def shares(actor: Actor, filters: equipment.Filters, *, today: date) -> Sequence[Share]:
    """Count by department what was seen this year, in one statement."""
    counted = (
        _expected(actor, filters, today)
        .with_only_columns(
            Asset.department_id,
            func.count().label("devices"),
            func.count().filter(_is_verified(today)).label("verified"),
            maintain_column_froms=True,
        )
        .group_by(Asset.department_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Department, counted.c.devices, counted.c.verified)
        .join(counted, counted.c.department_id == Department.id)
        .order_by(Department.code)
    )
    return [Share(*row) for row in rows]


def _expected(actor: Actor, filters: equipment.Filters, today: date) -> Select[Asset]:
    found = equipment.listed(actor, filters, kinds=(), today=today)
    return found.where(Asset.status.not_in(NOT_HERE))


def _is_verified(today: date) -> ColumnElement[bool]:
    year = FiscalYear.containing(today)
    return or_(
        and_(Asset.received_on.is_not(None), Asset.received_on >= year.first_day),
        _counted_since(year),
        _taken_over_since(year),
        _confirmed_in(year),
    )


def _counted_since(year: FiscalYear) -> ColumnElement[bool]:
    return exists().where(
        StocktakeLine.asset_id == Asset.id,
        StocktakeLine.found_at >= start_of(year.first_day),
        StocktakeLine.stocktake_id == Stocktake.id,
        Stocktake.state == State.APPLIED,
    )


def _taken_over_since(year: FiscalYear) -> ColumnElement[bool]:
    return exists().where(
        HandoverLine.asset_id == Asset.id,
        HandoverLine.handover_id == Handover.id,
        Handover.answer == Answer.ACCEPTED,
        Handover.answered_at >= start_of(year.first_day),
    )


def _confirmed_in(year: FiscalYear) -> ColumnElement[bool]:
    return exists().where(
        HoldingConfirmed.asset_id == Asset.id,
        HoldingConfirmed.user_id == Asset.custodian_id,
        HoldingConfirmed.fiscal_year == year.slug,
    )
