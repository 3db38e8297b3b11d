"""How many devices each department had in service at the end of each month."""

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from helpdesk.core.fiscal_year import Period
from helpdesk.equipment.models import Asset, AssetStatusChange, Movement
from helpdesk.equipment.queries import visible_to
from helpdesk.equipment.rules import SERVING, Status
from helpdesk.infra.access import Actor
from helpdesk.infra.db import db


def fleets(actor: Actor, period: Period, *, now: datetime) -> list[Counter[int]]:
    """Return for each month that has begun its devices by department; a statement for each."""
    return [fleet_at(actor, moment) for moment in _ends(period, now)]


def fleets_by_kind(actor: Actor, period: Period, *, now: datetime) -> list[Counter[int]]:
    """Return the same by kind of device."""
    return [_counted(actor, moment, Asset.category_id) for moment in _ends(period, now)]


def _ends(period: Period, now: datetime) -> list[datetime]:
    months = [period.month(number) for number in range(period.months)]
    return [min(one.ends_at, now) for one in months if one.starts_at < now]


def fleet_at(actor: Actor, moment: datetime) -> Counter[int]:
    """Count devices where they were at a moment, by undoing what came after."""
    place = func.coalesce(_department_at(moment), Asset.department_id)
    return _counted(actor, moment, place)


def _counted(
    actor: Actor, moment: datetime, key: ColumnElement[int] | InstrumentedAttribute[int]
) -> Counter[int]:
    rows = visible_to(actor).where(Asset.registered_at < moment)
    columns = func.coalesce(_status_at(moment), Asset.status), key
    found = db.session.execute(rows.with_only_columns(*columns, maintain_column_froms=True))
    return Counter(one for status, one in found if Status(status) in SERVING)


def _status_at(moment: datetime) -> ScalarSelect[Status]:
    later = AssetStatusChange.asset_id == Asset.id, AssetStatusChange.at >= moment
    first = select(AssetStatusChange.from_status).where(*later).order_by(AssetStatusChange.id)
    return first.limit(1).correlate(Asset).scalar_subquery()


def _department_at(moment: datetime) -> ScalarSelect[int]:
    before = Movement.asset_id == Asset.id, Movement.at < moment
    last = select(Movement.department_id).where(*before).order_by(Movement.id.desc())
    return last.limit(1).correlate(Asset).scalar_subquery()
